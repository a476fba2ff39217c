package setting

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Window is how many of England's working days a system's members have for their own suggestions before the system sees
// them.
type Window struct {
	Days    int
	Earlier []Earlier // what counted before, the first one first
	Version int       // 0 where the system has not set it
}

// Earlier is what counted up to a civil date.
type Earlier struct {
	Days  int       `json:"days"`
	Until time.Time `json:"until"` // the first day on which it counted no more
}

const (
	// defaultDays is where the system has not said it: two weeks of working days.
	defaultDays = 10
	longestDays = 30
	// remembered is for how many days what counted before is kept: longer than the longest window.
	remembered = 90
)

// End is the civil date from which a system sees what a member published on another has not reviewed. A change counts for
// the windows that are open on its day, and opens none that has ended.
func (w Window) End(published time.Time) time.Time {
	var end, from time.Time
	for _, e := range append(slices.Clone(w.Earlier), Earlier{Days: w.Days}) {
		if !e.Until.IsZero() && !published.Before(e.Until) {
			continue
		}
		switch last := addWorkingDays(published, e.Days); {
		case end.IsZero():
			end = last
		case end.After(from):
			end = latest(last, from)
		}
		from = e.Until
	}
	return end
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// ChangeWindow sets the window of the acting system, if it is still at a version, and has the system lined up again.
func ChangeWindow(ctx context.Context, tx *tenants.Tx, version, days int) (Window, error) {
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return Window{}, err
	}
	if self.Kind != tenants.KindSystem {
		return Window{}, fault.New(fault.NotFound, "Only a system sets this.")
	}
	if days < 0 || days > longestDays {
		return Window{}, fault.New(fault.Invalid, "The number of working days cannot be used.",
			fault.Field{Name: "days", Reason: "Use a whole number from 0 to 30."})
	}
	before, err := ReadWindow(ctx, tx, self.ID)
	if err != nil {
		return Window{}, err
	}
	if before.Version != version {
		return Window{}, fault.Outdated()
	}
	if before.Days == days && version > 0 {
		return before, nil
	}
	after := Window{Days: days, Earlier: before.until(tx.Today()), Version: version + 1}
	if err := writeWindow(ctx, tx, self.ID, before, after); err != nil {
		return Window{}, err
	}
	return after, tx.Reassess(ctx, self.ID)
}

// until is what counted before, when another number counts from a day on.
func (w Window) until(day time.Time) []Earlier {
	kept := slices.DeleteFunc(slices.Clone(w.Earlier), func(e Earlier) bool { return e.Until.Before(day.AddDate(0, 0, -remembered)) })
	if n := len(kept); n > 0 && kept[n-1].Until.Equal(day) {
		return kept
	}
	return append(kept, Earlier{w.Days, day})
}

// Settings is what an organisation sees of what its system sets and members choose.
type Settings struct {
	System  tenants.Organisation
	Window  *Window   // none for a partner, whose suggestions there are none of
	Own     *Sharing  // none for a system or a partner
	Members []Sharing // as the system; by the members' codes
	Meaning *Meaning  // none for a partner
}

// Read gives the settings of a system as the acting organisation may see them.
func Read(ctx context.Context, tx *tenants.Tx, system *uuid.UUID) (Settings, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return Settings{}, err
	}
	s := Settings{System: at}
	memberships, err := tenants.Memberships(ctx, tx, &at.ID, nil)
	if err != nil {
		return s, err
	}
	shares, err := Sharings(ctx, tx, at.ID)
	if err != nil {
		return s, err
	}
	own := tx.Organisation()
	for _, m := range memberships {
		choice := shares[m.Organisation.ID]
		choice.Organisation = m.Organisation
		switch {
		case m.Kind != tenants.Member:
		case own == at.ID:
			s.Members = append(s.Members, choice)
		case own == m.Organisation.ID:
			s.Own = &choice
		}
	}
	if own == at.ID || s.Own != nil {
		window, err := ReadWindow(ctx, tx, at.ID)
		if err != nil {
			return s, err
		}
		meaning, err := ReadMeaning(ctx, tx, at.ID)
		if own != at.ID {
			meaning = meaning.forMembers()
		}
		s.Window, s.Meaning = &window, &meaning
		return s, err
	}
	return s, nil
}
