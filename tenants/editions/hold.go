package editions

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Hold is a time in which an organisation publishes nothing, such as the weeks before an election.
type Hold struct {
	ID      uuid.UUID
	Begins  time.Time // civil dates; the last day belongs to it
	Ends    time.Time
	Reason  string
	Version int
}

// longestHold is a year: what lasts longer is a decision to withdraw.
const longestHold = 366

// counts reports whether nothing may be released on a day.
func (h *Hold) counts(day time.Time) bool {
	return h != nil && !day.Before(h.Begins) && !day.After(h.Ends)
}

// CurrentHold reads the hold that counts now or will; nil is none. One that is past is none.
func CurrentHold(ctx context.Context, tx *tenants.Tx) (*Hold, error) {
	row, version, err := standingHold(ctx, tx)
	if err != nil || row == nil || row.Ends.Before(tx.Today()) {
		return nil, err
	}
	return row.hold(version), nil
}

// NotHeld is a conflict fault while a hold counts: nothing is told outside then.
func NotHeld(ctx context.Context, tx *tenants.Tx) error {
	hold, err := CurrentHold(ctx, tx)
	if err != nil || !hold.counts(tx.Today()) {
		return err
	}
	return fault.New(fault.Conflict, fmt.Sprintf(
		"Nothing is published until %s: %s. Lift the hold first, or wait.", hold.Ends.Format("2 January 2006"), hold.Reason))
}

// SetHold holds publication from one day to another, in place of the hold there is.
func SetHold(ctx context.Context, tx *tenants.Tx, h Hold) (Hold, error) {
	if err := h.check(tx.Today()); err != nil {
		return Hold{}, err
	}
	before, n, err := standingHold(ctx, tx)
	if err != nil {
		return Hold{}, err
	}
	if before != nil {
		if err := lift(ctx, tx, before); err != nil {
			return Hold{}, err
		}
	}
	row := &holdRow{Begins: h.Begins, Ends: h.Ends, Reason: strings.TrimSpace(h.Reason)}
	if err := tenants.Insert(ctx, tx, row); err != nil {
		return Hold{}, err
	}
	return *row.hold(n + 1), nil
}

func (h Hold) check(today time.Time) error {
	var broken []fault.Field
	if strings.TrimSpace(h.Reason) == "" {
		broken = append(broken, fault.Field{Name: "reason", Reason: "Say why, such as the local elections in May."})
	}
	switch {
	case h.Ends.Before(h.Begins):
		broken = append(broken, fault.Field{Name: "ends", Reason: "The last day is before the first."})
	case h.Ends.Before(today):
		broken = append(broken, fault.Field{Name: "ends", Reason: "The last day is past."})
	case h.Ends.Sub(h.Begins) > longestHold*24*time.Hour:
		broken = append(broken, fault.Field{Name: "ends", Reason: "A hold is a year at most."})
	}
	if len(broken) > 0 {
		return fault.New(fault.Invalid, "The hold cannot be used.", broken...)
	}
	return checkText("reason", h.Reason, longestNote)
}

// LiftHold ends the hold that is at a version.
func LiftHold(ctx context.Context, tx *tenants.Tx, version int) error {
	row, at, err := standingHold(ctx, tx)
	if err != nil {
		return err
	}
	if row == nil {
		return fault.New(fault.NotFound, "There is no hold.")
	}
	if at != version {
		return fault.New(fault.Stale, "Somebody has set another hold while you were looking at this one. Look at it again.")
	}
	return lift(ctx, tx, row)
}
