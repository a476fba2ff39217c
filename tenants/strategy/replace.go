package strategy

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Counts says how many items a replacement added, changed and retired.
type Counts struct {
	Added, Changed, Retired int
}

// Any reports whether anything was done.
func (c Counts) Any() bool { return c != Counts{} }

// Plus adds up two counts.
func (c Counts) Plus(d Counts) Counts {
	return Counts{c.Added + d.Added, c.Changed + d.Changed, c.Retired + d.Retired}
}

// Replace makes the organisation's current strategy say what a document says: items are matched by code, new ones
// are added, changed ones changed, and missing ones retired. What is the same already is not touched, so the same
// document twice changes nothing. It returns the strategy's id.
func Replace(ctx context.Context, tx *tenants.Tx, doc Document) (uuid.UUID, Counts, error) {
	if err := doc.refuse(); err != nil {
		return uuid.Nil, Counts{}, err
	}
	id, counts, err := replaceHeader(ctx, tx, doc.Header)
	if err != nil {
		return uuid.Nil, counts, err
	}
	done, err := replaceItems(ctx, tx, id, doc.Items)
	return id, counts.Plus(done), err
}

// refuse makes the fault for the first item of the document that breaks a rule; none is nil.
func (d Document) refuse() error {
	there := newCensus()
	for _, i := range d.Items {
		if there.taken[i.Code] != "" {
			return fault.New(fault.Invalid, fmt.Sprintf("The code %s is given twice.", i.Code))
		}
		there.count(i.Code, i.Kind, true)
	}
	for _, i := range d.Items {
		broken := i.check()
		if i.Kind != KindChange { // it may name what is no longer there
			broken = append(broken, i.dangling(Item{}, there)...)
		}
		if err := refuse(i.Kind.Noun()+" "+i.Code, broken); err != nil {
			return err
		}
	}
	return nil
}

func replaceItems(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, items []Item) (Counts, error) {
	var counts Counts
	rows, kept, err := readItems(ctx, tx, Filter{Strategy: &strategy}, nil)
	if err != nil {
		return counts, err
	}
	standing := make(map[string]int, len(rows))
	for i := range rows {
		standing[rows[i].Code] = i
	}
	var fresh []placed
	places := map[ItemKind]int{}
	for _, item := range items {
		position := places[item.Kind]
		places[item.Kind]++
		i, ok := standing[item.Code]
		if !ok {
			fresh = append(fresh, placed{item, position})
			continue
		}
		delete(standing, item.Code)
		changed, err := revise(ctx, tx, rows[i], kept[i], placed{item, position})
		if err != nil {
			return counts, err
		}
		counts.Changed += changed
	}
	if counts.Retired, err = retireAll(ctx, tx, rows, standing); err != nil {
		return counts, err
	}
	counts.Added = len(fresh)
	_, err = insert(ctx, tx, strategy, fresh)
	return counts, err
}

// retireAll retires the rows whose codes are missing from a document, in the rows' order, and says how many.
func retireAll(ctx context.Context, tx *tenants.Tx, rows []*itemRow, missing map[string]int) (int, error) {
	retired := 0
	for i := range rows {
		if _, gone := missing[rows[i].Code]; !gone || rows[i].RetiredOn != nil {
			continue
		}
		if err := retire(ctx, tx, rows[i]); err != nil {
			return retired, err
		}
		retired++
	}
	return retired, nil
}

// revise writes an item over its row when it differs, and answers how many rows that changed.
func revise(ctx context.Context, tx *tenants.Tx, row *itemRow, before Kept[Item], now placed) (int, error) {
	if row.Kind != now.item.Kind {
		return 0, fault.New(fault.Conflict, fmt.Sprintf("%s is the code of a %s already and cannot become a %s. Give it another code.",
			row.Code, row.Kind.Noun(), now.item.Kind.Noun()))
	}
	if row.RetiredOn == nil && row.Position == now.position && same(before.Item, now.item) {
		return 0, nil
	}
	_, err := update(ctx, tx, row, before, now)
	return 1, err
}

// same reports whether two items say the same.
func same(a, b Item) bool {
	was, err := a.Body.Value()
	is, failed := b.Body.Value()
	return err == nil && failed == nil && a.Title == b.Title && a.Due == b.Due && was == is
}
