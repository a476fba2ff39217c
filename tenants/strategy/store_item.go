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
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// itemRow is an item of a working copy.
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

// It is what every page of a strategy waits for, so it goes round GORM.
const selectItems = `
select id, org_id, strategy_id, kind, code, position, title, due, body, retired_on, version, created_by, created_at, updated_by, updated_at
  from app.item
 where org_id = $1 `

// Which items are listed: those of any strategy, of any kind, standing or retired, unless told.
const (
	readItem  = selectItems + `and id = $2`
	listItems = selectItems + `and ($2::uuid is null or strategy_id = $2) and ($3::text is null or kind = $3)
   and ($4::boolean is null or (retired_on is not null) = $4) order by position, code, id`
)

// readItems reads items, and the row of each, by kind, by strategy and then in the writer's order: those that are
// retired, those that are not, or both.
func readItems(ctx context.Context, tx *tenants.Tx, f Filter, retired *bool) ([]*itemRow, []Kept[Item], error) {
	rows, err := scanItems(tx.SQL().Query(ctx, listItems, tx.Organisation(), f.Strategy, f.Kind, retired))
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(rows, func(a, b *itemRow) int {
		return cmp.Or(cmp.Compare(a.Kind.place(), b.Kind.place()), slices.Compare(a.StrategyID[:], b.StrategyID[:]))
	})
	kept := make([]Kept[Item], len(rows))
	for i := range rows {
		kept[i] = rows[i].keep()
	}
	return rows, kept, nil
}

// standing reads an item that is not retired, and its row.
func standing(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (*itemRow, Kept[Item], error) {
	rows, err := scanItems(tx.SQL().Query(ctx, readItem, tx.Organisation(), id))
	switch {
	case err != nil:
		return nil, Kept[Item]{}, err
	case len(rows) == 0:
		return nil, Kept[Item]{}, fault.Nothing()
	case rows[0].RetiredOn != nil:
		return nil, Kept[Item]{}, fault.New(fault.NotFound, fmt.Sprintf("That %s has been deleted. It can be put back from the list.", rows[0].Kind.Noun()))
	}
	return rows[0], rows[0].keep(), nil
}

func scanItems(found pgx.Rows, err error) ([]*itemRow, error) {
	if err != nil {
		return nil, err
	}
	var r itemRow // but for its body, which is large and read into its place
	var rows []*itemRow
	var body []byte
	var due, retired pgtype.Date
	_, err = pgx.ForEachRow(found, []any{
		bytesOf(&r.ID), bytesOf(&r.OrgID), bytesOf(&r.StrategyID), (*string)(&r.Kind), &r.Code, &r.Position, &r.Title, &due, &body, &retired,
		&r.Version, bytesOf(&r.CreatedBy), &r.CreatedAt, bytesOf(&r.UpdatedBy), &r.UpdatedAt,
	}, func() error {
		one := r
		if due.Valid {
			one.Due = MonthOf(due.Time)
		}
		if retired.Valid {
			one.RetiredOn = new(retired.Time)
		}
		rows = append(rows, &one)
		return json.Unmarshal(body, &one.Body)
	})
	return rows, err
}

// bytesOf is where pgx writes an id without spelling it out first.
func bytesOf(id *uuid.UUID) *[16]byte { return (*[16]byte)(id) }

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

// lockCodes keeps others from giving codes in a strategy before this transaction ends.
func lockCodes(ctx context.Context, tx *tenants.Tx, strategy uuid.UUID) error {
	_, err := tx.SQL().Exec(ctx, `select pg_advisory_xact_lock(hashtextextended('app.item ' || $1::uuid, 0))`, strategy)
	return err
}

// insert adds items and the instances of their measures, all in as few statements as there are tables.
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
