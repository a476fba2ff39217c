package strategy

import (
	"cmp"
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

// itemRow is an item of a working copy. Its measures are kept apart, in the tables of measures.
type itemRow struct {
	tenants.Owned
	StrategyID uuid.UUID
	Kind       ItemKind
	Code       string
	Position   int
	Title      string
	Due        Month
	Body       Body
	RetiredOn  *time.Time
}

// TableName is where GORM finds the rows.
func (*itemRow) TableName() string { return "app.item" }

func (r *itemRow) fill(p placed) {
	r.Title, r.Due, r.Body, r.Position = p.item.Title, p.item.Due, p.item.Body, p.position
	r.Body.Measures = nil
}

func (r *itemRow) keep() Kept[Item] {
	return Kept[Item]{
		ID: r.ID, Strategy: r.StrategyID, Version: r.Version, Updated: r.UpdatedAt,
		Item: Item{Kind: r.Kind, Code: r.Code, Title: r.Title, Due: r.Due, Body: r.Body},
	}
}

// placed is an item with its place in the writer's order.
type placed struct {
	item     Item
	position int
}

// readRows reads rows, retired ones too, by kind and then in the writer's order.
func readRows(ctx context.Context, tx *tenants.Tx, f Filter) ([]itemRow, error) {
	values := map[string]any{}
	if f.Strategy != nil {
		values["strategy_id"] = *f.Strategy
	}
	if f.Kind != nil {
		values["kind"] = *f.Kind
	}
	rows, err := tenants.List[itemRow](ctx, tx, []string{"strategy_id", "position", "code"}, values)
	slices.SortStableFunc(rows, func(a, b itemRow) int { return cmp.Compare(a.Kind.place(), b.Kind.place()) })
	return rows, err
}

const countCodes = `
select code, kind, retired_on is null from app.item where org_id = sec.current_org() and strategy_id = $1`

// readCensus reads the codes of a strategy.
func readCensus(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID) (census, error) {
	c := newCensus()
	rows, err := tx.SQL().Query(ctx, countCodes, strategy)
	if err != nil {
		return c, err
	}
	var code string
	var kind ItemKind
	var live bool
	_, err = pgx.ForEachRow(rows, []any{&code, &kind, &live}, func() error {
		c.count(code, kind, live)
		return nil
	})
	return c, err
}

// complete turns rows into items and reads their measures.
func complete(ctx context.Context, tx *tenants.Tx, rows []itemRow) ([]Kept[Item], error) {
	kept := make([]Kept[Item], len(rows))
	for i := range rows {
		kept[i] = rows[i].keep()
	}
	return kept, readMeasures(ctx, tx, kept)
}

// insert adds items and their measures, all in as few statements as there are tables.
func insert(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID, items []placed) ([]Kept[Item], error) {
	if len(items) == 0 {
		return nil, nil
	}
	rows := make([]*itemRow, len(items))
	for i, p := range items {
		rows[i] = &itemRow{StrategyID: strategy, Kind: p.item.Kind, Code: p.item.Code}
		rows[i].fill(p)
	}
	if err := tenants.Insert(ctx, tx, rows...); err != nil {
		return nil, err
	}
	kept := make([]Kept[Item], len(items))
	for i, p := range items {
		kept[i] = rows[i].keep()
		kept[i].Item = p.item
	}
	return kept, writeMeasures(ctx, tx, make([]Kept[Item], len(kept)), kept)
}

// update writes an item over a row that is at the row's version, at its place in the order.
func update(ctx context.Context, tx *tenants.Tx, row *itemRow, before Kept[Item], now placed) (Kept[Item], error) {
	old, after := *row, before
	after.Item = now.item
	row.fill(now)
	row.RetiredOn = nil
	if err := tenants.Update(ctx, tx, &old, row, "position", "retired_on", "title", "due", "body"); err != nil {
		return Kept[Item]{}, err
	}
	after.Version, after.Updated = row.Version, row.UpdatedAt
	return after, writeMeasures(ctx, tx, []Kept[Item]{before}, []Kept[Item]{after})
}

func retire(ctx context.Context, tx *tenants.Tx, row *itemRow) error {
	old := *row
	today := tx.Today()
	row.RetiredOn = &today
	return tenants.Update(ctx, tx, &old, row, "retired_on")
}

// Value writes a body to a jsonb column.
func (b Body) Value() (driver.Value, error) {
	text, err := json.Marshal(b)
	return string(text), err
}

// Scan reads a body from a jsonb column.
func (b *Body) Scan(value any) error {
	*b = Body{}
	switch v := value.(type) {
	case []byte:
		return json.Unmarshal(v, b)
	case string:
		return json.Unmarshal([]byte(v), b)
	default:
		return fmt.Errorf("an item's body cannot be read from %T", value)
	}
}
