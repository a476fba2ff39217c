package checkup

import (
	"context"
	"slices"
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

const shortestReason, longestReason = 3, 500

// Dismiss keeps that a finding need not be looked at, for as long as the text stays what it is. The finding is named by its
// hash, as it was read: one that is not there, or not about this text any more, is a stale fault, and one that is dismissed
// already a conflict.
func Dismiss(ctx context.Context, tx *tenants.Tx, id uuid.UUID, hash, reason string) (Dismissal, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < shortestReason || n > longestReason {
		return Dismissal{}, fault.New(fault.Invalid, "Say why this may be let be.",
			fault.Field{Name: "reason", Reason: "Give a reason of 3 to 500 characters."})
	}
	found, err := Read(ctx, tx, id, nil)
	if err != nil {
		return Dismissal{}, err
	}
	i := slices.IndexFunc(found.Findings, func(f Finding) bool { return f.Hash.String() == hash })
	if i < 0 {
		return Dismissal{}, fault.New(fault.Stale, "The text has changed since you read this. Look at the check again, then decide.")
	}
	f := found.Findings[i]
	if f.Dismissed != nil {
		return Dismissal{}, fault.New(fault.Conflict, "This has been dismissed already, by "+f.Dismissed.By+".")
	}
	if f.Lapsed != nil {
		if err := end(ctx, tx, f.Lapsed.ID, f.Lapsed.Version); err != nil {
			return Dismissal{}, err
		}
	}
	return insert(ctx, tx, id, f.Finding, reason)
}

// Reopen takes a dismissal back that is still at a version: the finding is there again. That it was dismissed is kept.
func Reopen(ctx context.Context, tx *tenants.Tx, of, id uuid.UUID, version int) error {
	row, err := tenants.Get[dismissalRow](ctx, tx, id)
	if err != nil {
		return err
	}
	if row.StrategyID != of || row.EndedAt != nil {
		return fault.New(fault.NotFound, "That dismissal is not in force. The finding is open.")
	}
	return end(ctx, tx, id, version)
}
