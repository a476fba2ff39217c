package strategy

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// ItemRow is what the row of every item has. GORM asks for it to be exported.
type ItemRow struct {
	tenants.Owned
	StrategyID uuid.UUID
	Code       string
	Position   int
	RetiredOn  *time.Time
}

func (r *ItemRow) item() *ItemRow { return r }

// rowOf is a pointer to an item's row.
type rowOf[R any] interface {
	*R
	tenants.Row
	item() *ItemRow
}

// placed is an item with its place in the writer's order.
type placed[T any] struct {
	item     T
	position int
}

// rows reads all rows, retired ones too, in the writer's order.
func (n Items[T, R, P]) rows(ctx context.Context, tx *tenants.Tx, strategy *uuid.UUID) ([]R, error) {
	values := map[string]any{}
	if strategy != nil {
		values["strategy_id"] = *strategy
	}
	return tenants.List[R, P](ctx, tx, []string{"strategy_id", "position", "code"}, values)
}

// complete turns rows into items and reads their parts.
func (n Items[T, R, P]) complete(ctx context.Context, tx *tenants.Tx, rows []R) ([]Kept[T], error) {
	kept := make([]Kept[T], len(rows))
	for i := range rows {
		kept[i] = n.keep(P(&rows[i]))
	}
	for _, p := range n.parts {
		if err := p.read(ctx, tx, kept); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func (n Items[T, R, P]) keep(row P) Kept[T] {
	r := row.item()
	item := n.read(row)
	*n.code(&item) = r.Code
	return Kept[T]{ID: r.ID, Strategy: r.StrategyID, Version: r.Version, Updated: r.UpdatedAt, Item: item}
}

// insert adds items and their parts, all in as few statements as there are tables.
func (n Items[T, R, P]) insert(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, items []placed[T]) ([]Kept[T], error) {
	if len(items) == 0 {
		return nil, nil
	}
	rows := make([]P, len(items))
	for i, p := range items {
		rows[i] = P(new(R))
		n.fill(rows[i], p.item)
		r := rows[i].item()
		r.StrategyID, r.Code, r.Position = strategy, *n.code(&p.item), p.position
	}
	if err := tenants.Insert(ctx, tx, rows...); err != nil {
		return nil, err
	}
	kept := make([]Kept[T], len(items))
	for i, row := range rows {
		kept[i] = n.keep(row)
		kept[i].Item = items[i].item
	}
	return kept, n.writeParts(ctx, tx, make([]Kept[T], len(kept)), kept)
}

// update writes an item over a row that is at the row's version, at its place in the order.
func (n Items[T, R, P]) update(ctx context.Context, tx *tenants.Tx, row P, before Kept[T], now placed[T]) (Kept[T], error) {
	old, after := *row, before
	after.Item = now.item
	n.fill(row, now.item)
	r := row.item()
	r.Position, r.RetiredOn = now.position, nil
	columns := append([]string{"position", "retired_on"}, n.columns...)
	if err := tenants.Update(ctx, tx, P(&old), row, columns...); err != nil {
		return Kept[T]{}, err
	}
	after.Version, after.Updated = r.Version, r.UpdatedAt
	return after, n.writeParts(ctx, tx, []Kept[T]{before}, []Kept[T]{after})
}

func (n Items[T, R, P]) retire(ctx context.Context, tx *tenants.Tx, row P) error {
	old := *row
	today := tx.Today()
	row.item().RetiredOn = &today
	return tenants.Update(ctx, tx, P(&old), row, "retired_on")
}

func (n Items[T, R, P]) writeParts(ctx context.Context, tx *tenants.Tx, before, after []Kept[T]) error {
	for _, p := range n.parts {
		if err := p.write(ctx, tx, before, after); err != nil {
			return err
		}
	}
	return nil
}
