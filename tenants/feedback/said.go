package feedback

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

// How long what is said and a name may be, and how much may be said by one link: whoever passes it on fills no disk with it.
const (
	LongestBody = 2000
	mostSaid    = 300
)

// Said is what somebody outside said of a draft.
type Said struct {
	ID      uuid.UUID
	Item    *ShownItem // of what is shown; nil is the strategy as a whole
	Body    string
	By      string // what they call themselves; may be empty
	At      time.Time
	Settled time.Time // zero while it is open
	Version int
}

// Draft is what whoever holds a link's secret reads.
type Draft struct {
	link  uuid.UUID
	org   uuid.UUID
	Of    tenants.Publisher
	Shown Shown
	Ends  time.Time
}

var errClosed = fault.New(fault.NotFound, "This link cannot be used: it has ended or was taken back. Ask whoever sent it to you for another.")

// View reads what an open link shows, by its secret's hash.
func View(ctx context.Context, e tenants.Entry, secret tenants.SessionKey) (Draft, error) {
	return readDraft(ctx, e, secret)
}

// Words are what somebody says by a link, of an item by its code or, with none, of the strategy as a whole.
type Words struct {
	Sent string // the sender's own key of it
	Code string
	Body string
	By   string
}

// Say keeps what somebody says by an open link, in the organisation to which the link belongs and by its machine. What is said
// again under the same key is kept once.
func Say(ctx context.Context, db *tenants.DB, secret tenants.SessionKey, w Words, request string) error {
	draft, err := View(ctx, db.Enter(), secret)
	if err != nil {
		return err
	}
	row, err := draft.row(w)
	if err != nil {
		return err
	}
	return db.Within(ctx, tenants.ForMachine(draft.org, "giveFeedback", request).Writing(), func(tx *tenants.Tx) error {
		sent, err := readSent(ctx, tx, draft.link)
		switch {
		case err != nil || slices.Contains(sent, w.Sent):
			return err
		case len(sent) >= mostSaid:
			return fault.New(fault.Conflict, "Very much has been said by this link already, and it takes no more. Ask whoever sent it to you for another.")
		}
		return tenants.Insert(ctx, tx, row)
	})
}

// row makes of what somebody says the row that keeps it.
func (d Draft) row(w Words) (*saidRow, error) {
	row := &saidRow{LinkID: d.link, Sent: w.Sent, Body: strings.TrimSpace(w.Body), SaidBy: strings.TrimSpace(w.By)}
	wrong := strategy.Fits("body", row.Body, LongestBody)
	if row.Body == "" {
		wrong = append(wrong, fault.Field{Name: "body", Reason: "Enter what you want to say."})
	}
	for name, text := range map[string]string{"body": row.Body, "by": row.SaidBy} {
		if number, found := nhsNumber(text); found {
			wrong = append(wrong, fault.Field{Name: name, Reason: fmt.Sprintf("%s looks like an NHS number. Take out whatever says who a patient is.", number)})
		}
	}
	wrong = append(wrong, tenants.CheckKey("sent", w.Sent)...)
	if row.SaidBy != "" && !tenants.IsName(row.SaidBy, longName) {
		wrong = append(wrong, fault.Field{Name: "by", Reason: fmt.Sprintf("Use one line of at most %d characters, or none.", longName)})
	}
	if w.Code != "" {
		i := slices.IndexFunc(d.Shown.Items, func(i ShownItem) bool { return i.Item.Code == w.Code })
		if i < 0 {
			wrong = append(wrong, fault.Field{Name: "item", Reason: "Name an item of what you read, or none."})
		} else {
			row.ItemID = &d.Shown.Items[i].ID
		}
	}
	if len(wrong) > 0 {
		slices.SortStableFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Name, b.Name) })
		return nil, fault.New(fault.Invalid, "What you wrote cannot be sent like this.", wrong...)
	}
	return row, nil
}

// Waiting is what people outside have said of a draft and nobody has dealt with yet.
type Waiting struct {
	Comments int
	Latest   time.Time // when the last of them came; zero where there are none
}

// WaitingOf reads what waits to be dealt with of what was said of a strategy, by links that are open or were.
func WaitingOf(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (Waiting, error) {
	return readWaiting(ctx, tx, of)
}

// Settle marks what was said, at a version, as dealt with, or as open again.
func Settle(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, settled bool) error {
	row, err := tenants.Get[saidRow](ctx, tx, id)
	if err != nil {
		return err
	}
	if err := row.At(version); err != nil {
		return err
	}
	before, at := *row, tx.At()
	row.SettledAt = nil
	if settled {
		row.SettledAt = &at
	}
	return tenants.Update(ctx, tx, &before, row, "settled_at")
}

// Remove takes away what was said, at a version, for good: nobody should keep it, such as something about a patient.
func Remove(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	row, err := tenants.Get[saidRow](ctx, tx, id)
	if err != nil {
		return err
	}
	if row.Version != version {
		return fault.New(fault.Stale, "Somebody else has dealt with this while you were looking at it. Look at it again.")
	}
	return tenants.Remove(ctx, tx, row)
}
