package feedback

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// How long a link is open, in days, how many of one strategy may be open at once, and how long the name of whom it is for may be.
const (
	UsualDays = 14
	MostDays  = 60
	mostOpen  = 20
	longName  = 100
)

// State is what has become of a link.
type State string

// The states of a link.
const (
	Open    State = "open"
	Ended   State = "ended"
	Revoked State = "revoked"
)

// Link gives a draft to whoever holds its secret.
type Link struct {
	ID       uuid.UUID
	Strategy uuid.UUID
	Name     string // for whom it is meant
	Made     time.Time
	MadeBy   string
	Ends     time.Time
	State    State
	Said     []Said // what was said by it, in the order in which it came
	Version  int
}

// Shown is a draft as a link shows it: it stays as it was when the link was made.
type Shown struct {
	Header strategy.Header
	Items  []ShownItem
}

// Document is what it says, without ids.
func (s Shown) Document() strategy.Document {
	d := strategy.Document{Header: s.Header}
	for _, i := range s.Items {
		d.Items = append(d.Items, i.Item)
	}
	return d
}

// ShownItem is an item of it, by the working copy's id.
type ShownItem struct {
	ID   uuid.UUID
	Item strategy.Item
}

// Wanted is a link that somebody wants.
type Wanted struct {
	Strategy uuid.UUID
	Name     string // for whom it is meant
	Days     int
}

// Make makes a link to a strategy's draft as the public would read it now. While a hold counts none is made.
func Make(ctx context.Context, tx *tenants.Tx, l Wanted, secret tenants.SessionKey) (Link, error) {
	l.Name = strings.TrimSpace(l.Name)
	if err := l.check(); err != nil {
		return Link{}, err
	}
	if err := editions.NotHeld(ctx, tx); err != nil {
		return Link{}, err
	}
	before, err := Links(ctx, tx, l.Strategy)
	if err != nil {
		return Link{}, err
	}
	if open := count(before, Open); open >= mostOpen {
		return Link{}, fault.New(fault.Conflict, fmt.Sprintf("%d links are open. Revoke one that is not needed any more.", open))
	}
	draft, err := editions.PreviewAs(ctx, tx, l.Strategy, nil, tenants.Public)
	if err != nil {
		return Link{}, err
	}
	row := &linkRow{StrategyID: l.Strategy, Name: l.Name, SecretHash: secret[:], Shown: show(draft.Edition), Ends: tx.At().AddDate(0, 0, l.Days)}
	if len(row.Shown.Items) == 0 {
		return Link{}, fault.New(fault.Conflict, "The draft says nothing yet that people outside could read. Write an objective first.")
	}
	if err := tenants.Insert(ctx, tx, row); err != nil {
		return Link{}, err
	}
	return one(ctx, tx, row.ID)
}

func (l Wanted) check() error {
	var wrong []fault.Field
	if !tenants.IsName(l.Name, longName) {
		wrong = append(wrong, fault.Field{Name: "name", Reason: fmt.Sprintf("Say for whom it is, on one line of at most %d characters.", longName)})
	}
	if l.Days < 1 || l.Days > MostDays {
		wrong = append(wrong, fault.Field{Name: "days", Reason: fmt.Sprintf("A link is open for 1 to %d days.", MostDays)})
	}
	if len(wrong) > 0 {
		return fault.New(fault.Invalid, "The link cannot be made like this.", wrong...)
	}
	return nil
}

func count(links []Link, in State) (n int) {
	for _, l := range links {
		if l.State == in {
			n++
		}
	}
	return n
}

func show(draft strategy.Edition) Shown {
	s := Shown{Header: draft.Header}
	s.Header.Provenance = "" // a note for those who write it
	for _, i := range draft.Items {
		s.Items = append(s.Items, ShownItem{i.ID, i.Item})
	}
	return s
}

// Links lists the links to the draft of one of the acting organisation's strategies, newest first, with what was said by each.
func Links(ctx context.Context, tx *tenants.Tx, of uuid.UUID) ([]Link, error) {
	if _, err := strategy.Get(ctx, tx, of); err != nil {
		return nil, err
	}
	return readLinks(ctx, tx, &of, nil)
}

func one(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Link, error) {
	list, err := readLinks(ctx, tx, nil, &id)
	if err == nil && len(list) == 0 {
		err = fault.Nothing()
	}
	if err != nil {
		return Link{}, err
	}
	return list[0], nil
}

// Revoke ends the link that is at a version. What was said by it stays.
func Revoke(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	row, err := tenants.Get[linkRow](ctx, tx, id)
	if err != nil {
		return err
	}
	if row.RevokedAt != nil {
		return fault.New(fault.Conflict, "The link has been revoked already.")
	}
	if err := row.At(version); err != nil {
		return err
	}
	before, at := *row, tx.At()
	row.RevokedAt = &at
	return tenants.Update(ctx, tx, &before, row, "revoked_at")
}
