package editions

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Verdict is what a reviewer has said of an edition.
type Verdict string

// The verdicts of a reviewer.
const (
	Asked    Verdict = "asked" // nothing yet
	Approved Verdict = "approved"
	SentBack Verdict = "returned" // with what should change
)

// Review is what somebody was asked, and said.
type Review struct {
	Person   uuid.UUID
	Name     string
	Verdict  Verdict
	Note     string
	Answered time.Time // zero while they have not
	Left     bool      // they hold no role here any more
}

// Colleague is somebody who holds a role in the acting organisation.
type Colleague struct {
	ID      uuid.UUID
	Name    string // empty until they sign in
	Subject string // what their way of signing in calls them, until then
	Roles   []string
}

const longestNote = 2000

// Answer is the acting person's verdict on an edition that they were asked to review. Who sends it back says why, and the
// edition is returned.
func Answer(ctx context.Context, tx *tenants.Tx, id uuid.UUID, v Verdict, note string) (Summary, error) {
	if err := checkAnswer(v, note); err != nil {
		return Summary{}, err
	}
	if err := lock(ctx, tx, id); err != nil {
		return Summary{}, err
	}
	s, err := Get(ctx, tx, id)
	if err != nil {
		return Summary{}, err
	}
	if s.State != InReview {
		return Summary{}, fault.New(fault.Conflict, fmt.Sprintf("Version %d is not in review any more.", s.Number))
	}
	row, err := reviewOf(ctx, tx, id, tx.Actor())
	if err != nil {
		return Summary{}, err
	}
	if row == nil {
		return Summary{}, fault.New(fault.Conflict, "You were not asked to review this version. You can comment on it.")
	}
	if err := row.answer(ctx, tx, v, note); err != nil {
		return Summary{}, err
	}
	if v == SentBack {
		if err := setState(ctx, tx, s, Returned); err != nil {
			return Summary{}, err
		}
	}
	return Get(ctx, tx, id)
}

func checkAnswer(v Verdict, note string) error {
	switch {
	case v != Approved && v != SentBack:
		return fault.New(fault.Invalid, "A review approves or returns.", fault.Field{Name: "verdict", Reason: "Use approved or returned."})
	case v == SentBack && strings.TrimSpace(note) == "":
		return fault.New(fault.Invalid, "Say what should change.", fault.Field{Name: "note", Reason: "Enter what should change before it is published."})
	}
	return checkText("note", note, longestNote)
}

// Comment is what somebody said of an edition, of one item of it, or of one field of that.
type Comment struct {
	ID      uuid.UUID
	Item    *uuid.UUID // nil for the strategy as a whole
	Field   string
	Body    string
	By      string
	At      time.Time
	Settled time.Time // zero while it is open
	Version int
}

// Comments reads what was said of an edition, in the order in which it was said.
func Comments(ctx context.Context, tx *tenants.Tx, edition uuid.UUID) ([]Comment, error) {
	return readComments(ctx, tx, edition)
}

// Say comments on an edition that is in review or published.
func Say(ctx context.Context, tx *tenants.Tx, edition uuid.UUID, c Comment) error {
	if strings.TrimSpace(c.Body) == "" {
		return fault.New(fault.Invalid, "Enter a comment.", fault.Field{Name: "body", Reason: "Enter a comment."})
	}
	if err := checkText("body", c.Body, longestNote); err != nil {
		return err
	}
	e, err := strategy.ReadEdition(ctx, tx, edition)
	if err != nil {
		return err
	}
	row := &commentRow{EditionID: edition, Field: c.Field, Body: c.Body}
	if c.Item == nil {
		if c.Field != "" && !slices.Contains(headerFields(), c.Field) {
			return noSuchField()
		}
		return tenants.Insert(ctx, tx, row)
	}
	i := slices.IndexFunc(e.Items, func(item strategy.EditionItem) bool { return item.ID == *c.Item })
	if i < 0 {
		return fault.New(fault.Invalid, "That item is not in this version.", fault.Field{Name: "item", Reason: "Name an item of the version."})
	}
	if _, ok := strategy.FieldOf(e.Items[i].Kind, c.Field); c.Field != "" && !ok {
		return noSuchField()
	}
	row.ItemID = c.Item
	return tenants.Insert(ctx, tx, row)
}

func noSuchField() error {
	return fault.New(fault.Invalid, "There is no such field.", fault.Field{Name: "field", Reason: "Name a field of the item, or none."})
}

// Settle marks a comment as dealt with.
func Settle(ctx context.Context, tx *tenants.Tx, edition, comment uuid.UUID) error {
	row, err := tenants.Get[commentRow](ctx, tx, comment)
	if err != nil {
		return err
	}
	if row.EditionID != edition {
		return fault.New(fault.NotFound, "There is no such comment on this version.")
	}
	if row.SettledAt != nil {
		return nil
	}
	before, at := *row, tx.At()
	row.SettledAt = &at
	return tenants.Update(ctx, tx, &before, row, "settled_at")
}

func checkText(field, text string, most int) error {
	if broken := strategy.Fits(field, text, most); len(broken) > 0 {
		return fault.New(fault.Invalid, "The text cannot be kept.", broken...)
	}
	return nil
}
