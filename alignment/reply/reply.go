package reply

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const longestText = 2000

// claim is the decision that something is said to.
type claim struct {
	member, system uuid.UUID
	latest         bool // nothing has been decided about the pair since
	said           bool // the system has said something to it
	pair           uuid.UUID
}

// Send says something to a decision: the system acknowledges or challenges it, the organisation whose it is answers.
func Send(ctx context.Context, tx *tenants.Tx, decision uuid.UUID, kind view.ReplyKind, text string) (view.Reply, error) {
	c, err := find(ctx, tx, decision)
	if err != nil {
		return view.Reply{}, err
	}
	text = strings.TrimSpace(text)
	if broken := c.check(tx.Organisation(), kind, text); len(broken) > 0 {
		return view.Reply{}, fault.New(fault.Invalid, "The reply cannot be sent as it is.", broken...)
	}
	switch {
	case !c.latest:
		return view.Reply{}, fault.New(fault.Conflict, "The organisation has decided about this again since. Read its latest decision first.")
	case kind == view.Answer && !c.said:
		return view.Reply{}, fault.New(fault.Conflict, "The system has not said anything about this decision yet, so there is nothing to answer.")
	}
	r := view.Reply{ID: uuid.Must(uuid.NewV7()), Kind: kind, Text: text, At: tx.At()}
	return r, insert(ctx, tx, decision, c, r)
}

func (c claim) check(who uuid.UUID, kind view.ReplyKind, text string) []fault.Field {
	var broken []fault.Field
	switch {
	case who == c.member && kind != view.Answer:
		broken = append(broken, fault.Field{Name: "kind", Reason: "This is your own decision. You can answer what the system says to it."})
	case who == c.system && kind != view.Acknowledge && kind != view.Challenge:
		broken = append(broken, fault.Field{Name: "kind", Reason: "Acknowledge the decision, or challenge it."})
	}
	if text == "" && kind != view.Acknowledge {
		broken = append(broken, fault.Field{Name: "text", Reason: "Say why, in a sentence or two."})
	}
	if len([]rune(text)) > longestText {
		broken = append(broken, fault.Field{Name: "text", Reason: "Use at most 2,000 characters."})
	}
	return broken
}
