package editions

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// State is what has become of an edition.
type State string

// The states of an edition. A draft is the working copy and has no edition.
const (
	InReview   State = "in_review"
	Returned   State = "returned"   // a reviewer asked for changes, or it was taken back
	Kept       State = "kept"       // the draft as it was when a version was restored over it
	Published  State = "published"  // released to channels; one of each strategy at a time
	Superseded State = "superseded" // another was published after it
	Withdrawn  State = "withdrawn"  // it was published, and nobody else reads it any more
)

// Summary is an edition without what it says.
type Summary struct {
	ID          uuid.UUID
	Strategy    uuid.UUID
	Number      int
	State       State
	Note        string // to those who review it
	Sent        time.Time
	Sender      uuid.UUID
	SentBy      string
	PublishedOn time.Time // civil date; zero while it never was
	Channels    []tenants.ChannelKind
	Reviews     []Review
	Open        int // comments that nobody has settled
	Version     int
}

// Awaited are the reviewers who have not approved and still hold a role here. Who has left is not waited for.
func (s Summary) Awaited() []Review {
	return slices.DeleteFunc(slices.Clone(s.Reviews), func(r Review) bool { return r.Verdict == Approved || r.Left })
}

// List reads the editions of a strategy, the latest first.
func List(ctx context.Context, tx *tenants.Tx, of uuid.UUID) ([]Summary, error) {
	return readSummaries(ctx, tx, &of, nil)
}

// Get reads one edition without what it says.
func Get(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Summary, error) {
	list, err := readSummaries(ctx, tx, nil, &id)
	if err == nil && len(list) == 0 {
		err = strategy.ErrNoEdition
	}
	if err != nil {
		return Summary{}, err
	}
	return list[0], nil
}

// Send freezes the working copy as a numbered edition and asks people of the organisation to look at it; nobody need be asked.
func Send(ctx context.Context, tx *tenants.Tx, of uuid.UUID, note string, reviewers []uuid.UUID) (Summary, error) {
	people, err := Colleagues(ctx, tx)
	if err != nil {
		return Summary{}, err
	}
	var rows []*reviewRow
	for i, r := range reviewers {
		switch {
		case slices.Contains(reviewers[:i], r):
			continue
		case r == tx.Actor():
			return Summary{}, fault.New(fault.Invalid, "You cannot review what you send yourself.",
				fault.Field{Name: "reviewers", Reason: "Choose somebody else, or nobody."})
		case !slices.ContainsFunc(people, func(c Colleague) bool { return c.ID == r }):
			return Summary{}, fault.New(fault.Invalid, "A reviewer is not one of your colleagues any more.",
				fault.Field{Name: "reviewers", Reason: "Choose from those who hold a role in your organisation."})
		}
		rows = append(rows, &reviewRow{PersonID: r, Verdict: Asked})
	}
	edition, err := strategy.Freeze(ctx, tx, of, note)
	if err != nil {
		return Summary{}, err
	}
	for _, row := range rows {
		row.EditionID = edition.ID
	}
	if err := tenants.Insert(ctx, tx, rows...); err != nil {
		return Summary{}, err
	}
	return Get(ctx, tx, edition.ID)
}

// Release publishes an edition, unchanged, to channels of the given kinds and to no others. It must be approved by all who were
// asked and are still here, or published already, or withdrawn with none published after it; while a hold counts nothing is released.
func Release(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, kinds []tenants.ChannelKind) (Summary, error) {
	s, err := locked(ctx, tx, id, version)
	if err != nil {
		return Summary{}, err
	}
	all, err := List(ctx, tx, s.Strategy)
	if err != nil {
		return Summary{}, err
	}
	if err := releasable(s, all); err != nil {
		return Summary{}, err
	}
	if err := NotHeld(ctx, tx); err != nil {
		return Summary{}, err
	}
	channels, err := strategy.ChannelsFor(ctx, tx, kinds)
	if err != nil {
		return Summary{}, err
	}
	if slices.ContainsFunc(kinds, unread(channels)) {
		return Summary{}, fault.New(fault.Conflict, "Your organisation is a member of no system today, so nobody in a system can read it. You can publish it to everybody alone.")
	}
	if err := strategy.MakePublic(ctx, tx, id, strategy.Release{On: tx.Today(), Channels: channels}); err != nil {
		return Summary{}, err
	}
	return Get(ctx, tx, id)
}

// unread reports kinds of channels that none of the channels has.
func unread(channels []tenants.Channel) func(tenants.ChannelKind) bool {
	return func(kind tenants.ChannelKind) bool {
		return !slices.ContainsFunc(channels, func(c tenants.Channel) bool { return c.Kind == kind })
	}
}

// releasable says why an edition cannot be published, beside all of its strategy.
func releasable(s Summary, all []Summary) error {
	overtaken := slices.ContainsFunc(all, func(o Summary) bool { return o.Number > s.Number && !o.PublishedOn.IsZero() })
	switch {
	case s.State == Kept:
		return fault.New(fault.Conflict, fmt.Sprintf("Version %d is a draft that was kept. Restore it as your draft and send that.", s.Number))
	case s.State == Returned:
		return fault.New(fault.Conflict, fmt.Sprintf("Version %d was returned. Send a new version for review.", s.Number))
	case s.State == Superseded, s.State == Withdrawn && overtaken:
		return fault.New(fault.Conflict, fmt.Sprintf("A later version was published after version %d. Restore it as your draft and send that.", s.Number))
	case s.State == InReview && len(s.Awaited()) > 0:
		return fault.New(fault.Conflict, fmt.Sprintf("Version %d waits for %s.", s.Number, s.Awaited()[0].Name))
	}
	return nil
}

// Withdraw takes an edition back: out of review, or from those it was released to. Nothing is deleted.
func Withdraw(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) (Summary, error) {
	s, err := locked(ctx, tx, id, version)
	if err != nil {
		return Summary{}, err
	}
	switch s.State { //nolint:exhaustive // the rest can be neither
	case InReview:
		err = setState(ctx, tx, s, Returned)
	case Published:
		err = strategy.Withdraw(ctx, tx, id)
	default:
		err = fault.New(fault.Conflict, fmt.Sprintf("Version %d is neither in review nor published.", s.Number))
	}
	if err != nil {
		return Summary{}, err
	}
	return Get(ctx, tx, id)
}

// Restored is what a restoration did.
type Restored struct {
	strategy.Counts
	Kept int // the number of the edition that keeps the draft as it was; 0 when another says the same
}

// Restore makes the working copy say what an edition said. What it said before is kept as an edition of its own; codes keep
// their meaning.
func Restore(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Restored, error) {
	e, err := strategy.ReadEdition(ctx, tx, id)
	if err != nil {
		return Restored{}, err
	}
	current, ok, err := strategy.Current(ctx, tx)
	if err != nil {
		return Restored{}, err
	}
	if !ok || current != e.Strategy {
		return Restored{}, fault.New(fault.Conflict, "That version is of a strategy that your organisation no longer writes.")
	}
	if err := strategy.Hold(ctx, tx, current); err != nil {
		return Restored{}, err
	}
	kept, err := strategy.Keep(ctx, tx, current, fmt.Sprintf("What the draft said before version %d was restored.", e.Number))
	if err != nil {
		return Restored{}, err
	}
	_, counts, err := strategy.Replace(ctx, tx, e.Document())
	return Restored{counts, kept}, err
}

// locked reads an edition that is still at a version and keeps others from moving it until the transaction ends.
func locked(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) (Summary, error) {
	if err := lock(ctx, tx, id); err != nil {
		return Summary{}, err
	}
	s, err := Get(ctx, tx, id)
	if err == nil && s.Version != version {
		err = fault.New(fault.Stale, "Something has happened to this version while you were looking at it. Look at it again.")
	}
	return s, err
}
