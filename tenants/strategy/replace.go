package strategy

import (
	"context"
	"reflect"

	"github.com/google/uuid"

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
	id, counts, err := replaceHeader(ctx, tx, Header{doc.Title, doc.Mission, doc.Period, doc.Provenance})
	if err != nil {
		return uuid.Nil, counts, err
	}
	// Goals come before initiatives, which refer to them.
	for _, step := range []func() (Counts, error){
		func() (Counts, error) { return Principles.replace(ctx, tx, id, doc.Principles) },
		func() (Counts, error) { return Goals.replace(ctx, tx, id, doc.Goals) },
		func() (Counts, error) { return Initiatives.replace(ctx, tx, id, doc.Initiatives) },
		func() (Counts, error) { return Objectives.replace(ctx, tx, id, doc.Objectives) },
		func() (Counts, error) { return Constraints.replace(ctx, tx, id, doc.Constraints) },
		func() (Counts, error) { return NonPriorities.replace(ctx, tx, id, doc.NonPriorities) },
	} {
		done, err := step()
		if err != nil {
			return uuid.Nil, counts, err
		}
		counts = counts.Plus(done)
	}
	return id, counts, nil
}

func (n Items[T, R, P]) replace(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, items []T) (Counts, error) {
	var counts Counts
	rows, err := n.rows(ctx, tx, &strategy)
	if err != nil {
		return counts, err
	}
	kept, err := n.complete(ctx, tx, rows)
	if err != nil {
		return counts, err
	}
	standing := make(map[string]int, len(rows))
	for i := range rows {
		standing[P(&rows[i]).item().Code] = i
	}
	var fresh []placed[T]
	for position, item := range items {
		if err := refuse(n.noun, n.check(item)); err != nil {
			return counts, err
		}
		i, ok := standing[*n.code(&item)]
		if !ok {
			fresh = append(fresh, placed[T]{item, position})
			continue
		}
		delete(standing, *n.code(&item))
		changed, err := n.revise(ctx, tx, P(&rows[i]), kept[i], placed[T]{item, position})
		if err != nil {
			return counts, err
		}
		counts.Changed += changed
	}
	if counts.Retired, err = n.retireAll(ctx, tx, rows, standing); err != nil {
		return counts, err
	}
	counts.Added = len(fresh)
	_, err = n.insert(ctx, tx, strategy, fresh)
	return counts, err
}

// retireAll retires the rows whose codes are missing from a document, in the rows' order, and says how many.
func (n Items[T, R, P]) retireAll(ctx context.Context, tx *tenants.Tx, rows []R, missing map[string]int) (int, error) {
	retired := 0
	for i := range rows {
		row := P(&rows[i])
		if _, gone := missing[row.item().Code]; !gone || row.item().RetiredOn != nil {
			continue
		}
		if err := n.retire(ctx, tx, row); err != nil {
			return retired, err
		}
		retired++
	}
	return retired, nil
}

// revise writes an item over its row when it differs, and answers how many rows that changed.
func (n Items[T, R, P]) revise(ctx context.Context, tx *tenants.Tx, row P, before Kept[T], now placed[T]) (int, error) {
	r := row.item()
	if r.RetiredOn == nil && r.Position == now.position && reflect.DeepEqual(normal(before.Item), normal(now.item)) {
		return 0, nil
	}
	_, err := n.update(ctx, tx, row, before, now)
	return 1, err
}

// normal makes empty slices nil, so that no item differs from itself.
func normal[T any](item T) T {
	for _, f := range reflect.ValueOf(&item).Elem().Fields() {
		if f.Kind() == reflect.Slice && f.Len() == 0 {
			f.SetZero()
		}
	}
	return item
}
