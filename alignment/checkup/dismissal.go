package checkup

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Dismissal is a finding that need not be looked at, why, and who said so.
type Dismissal struct {
	ID      uuid.UUID
	Version int
	Reason  string
	By      string
	At      time.Time

	about   about
	restsOn check.Hash
}

// about is what a finding is about. A strategy has one finding of each at most.
type about struct {
	rule string
	kind strategy.ItemKind
	item string
}

func aboutOf(f check.Finding) about { return about{f.Rule, f.Kind, f.Item} }

// Choice is a finding that somebody has read, and why it may be let be.
type Choice struct {
	Rule   string
	Kind   strategy.ItemKind // of the item or items; empty for the strategy as a whole
	Item   *uuid.UUID        // none for several items together and for the strategy as a whole
	Hash   string            // the finding's, as it was read
	Reason string
}

const shortestReason, longestReason = 3, 500

// Dismiss keeps that a finding need not be looked at, for as long as the text stays what it is. A finding that is not there is
// not found; one whose text has changed since it was read is a stale fault, one that is dismissed already a conflict.
func Dismiss(ctx context.Context, tx *tenants.Tx, id uuid.UUID, c Choice) (Dismissal, error) {
	c.Reason = strings.TrimSpace(c.Reason)
	if n := utf8.RuneCountInString(c.Reason); n < shortestReason || n > longestReason {
		return Dismissal{}, fault.New(fault.Invalid, "Say why this finding may be let be.",
			fault.Field{Name: "reason", Reason: "Give a reason of 3 to 500 characters."})
	}
	found, err := Read(ctx, tx, id, c.Item)
	if err != nil {
		return Dismissal{}, err
	}
	f, ok := found.pick(c)
	switch {
	case !ok:
		return Dismissal{}, fault.New(fault.NotFound, "The check does not find this any more. There is nothing to dismiss.")
	case f.Hash.String() != c.Hash:
		return Dismissal{}, fault.New(fault.Stale, "The text has changed since you read this finding. Look at it again, then decide.")
	case f.Dismissed != nil:
		return Dismissal{}, fault.New(fault.Conflict, "This finding has been dismissed already, by "+f.Dismissed.By+".")
	}
	if f.Lapsed != nil {
		if err := end(ctx, tx, f.Lapsed.ID, f.Lapsed.Version); err != nil {
			return Dismissal{}, err
		}
	}
	return insert(ctx, tx, id, f.Finding, c.Reason)
}

// pick finds the finding that a choice is about.
func (c Checkup) pick(choice Choice) (Finding, bool) {
	wanted := about{rule: choice.Rule, kind: choice.Kind}
	if choice.Item != nil {
		for _, k := range c.Working.Items {
			if k.ID == *choice.Item {
				wanted.kind, wanted.item = k.Item.Kind, k.Item.Code
			}
		}
	}
	for _, f := range c.Findings {
		if aboutOf(f.Finding) == wanted {
			return f, true
		}
	}
	return Finding{}, false
}

// Reopen takes a dismissal back that is still at a version: the finding is there again. That it was dismissed is kept.
func Reopen(ctx context.Context, tx *tenants.Tx, strategy, id uuid.UUID, version int) error {
	row, err := tenants.Get[dismissalRow](ctx, tx, id)
	if err != nil {
		return err
	}
	if row.StrategyID != strategy || row.EndedAt != nil {
		return fault.New(fault.NotFound, "That dismissal is not in force. The finding is open.")
	}
	return end(ctx, tx, id, version)
}
