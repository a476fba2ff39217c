package strategy

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const longestPeriod = 100

// Broken finds what breaks a rule in what a strategy says of itself.
func (h Header) Broken() []fault.Field {
	broken := Fits("title", h.Title, longestTitle)
	if strings.TrimSpace(h.Title) == "" {
		broken = append(broken, fault.Field{Name: "title", Reason: "Enter a title."})
	}
	broken = append(broken, Fits("mission", h.Mission, longestText)...)
	return append(broken, Fits("period", h.Period, longestPeriod)...)
}

type strategyRow struct {
	tenants.Owned
	AboutOrgID uuid.UUID
	Title      string
	Mission    string
	Period     string
	NextReview Month
	Provenance string
	Current    bool
}

// TableName is where GORM finds the rows.
func (*strategyRow) TableName() string { return "app.strategy" }

func (r *strategyRow) keep() Kept[Header] {
	return Kept[Header]{
		ID: r.ID, Strategy: r.ID, Version: r.Version, Updated: r.UpdatedAt,
		Item: Header{r.Title, r.Mission, r.Period, r.NextReview, r.Provenance},
	}
}

func (r *strategyRow) fill(h Header) {
	r.Title, r.Mission, r.Period, r.NextReview, r.Provenance = h.Title, h.Mission, h.Period, h.NextReview, h.Provenance
}

var headerColumns = []string{"title", "mission", "period", "next_review", "provenance"}

// List reads the strategies that the organisation is writing, the current one first.
func List(ctx context.Context, tx *tenants.Tx) ([]Kept[Header], error) {
	rows, err := tenants.List[strategyRow](ctx, tx, []string{"created_at"}, nil)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b strategyRow) int {
		switch {
		case a.Current == b.Current:
			return 0
		case a.Current:
			return -1
		default:
			return 1
		}
	})
	kept := make([]Kept[Header], len(rows))
	for i := range rows {
		kept[i] = rows[i].keep()
	}
	return kept, nil
}

// Get reads one strategy's header.
func Get(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Kept[Header], error) {
	row, err := tenants.Get[strategyRow](ctx, tx, id)
	if err != nil {
		return Kept[Header]{}, err
	}
	return row.keep(), nil
}

// Hold keeps others from writing a working copy until the transaction ends, so that what is read of it now is what is written over:
// its header, its items, and whatever would be added.
func Hold(ctx context.Context, tx *tenants.Tx, id uuid.UUID) error {
	if err := lockCodes(ctx, tx, id); err != nil { // first, as whoever adds an item does
		return err
	}
	for _, lock := range []string{
		"select from app.strategy where org_id = sec.current_org() and id = $1 for update",
		"select from app.item where org_id = sec.current_org() and strategy_id = $1 order by id for update",
	} {
		if _, err := tx.SQL().Exec(ctx, lock, id); err != nil {
			return err
		}
	}
	return nil
}

// Start begins a strategy about the organisation itself. There is one current strategy: another is a conflict fault.
func Start(ctx context.Context, tx *tenants.Tx, h Header) (Kept[Header], error) {
	if err := refuse("strategy", h.Broken()); err != nil {
		return Kept[Header]{}, err
	}
	current, err := current(ctx, tx)
	if err != nil {
		return Kept[Header]{}, err
	}
	if current != nil {
		return Kept[Header]{}, fault.New(fault.Conflict, "Your organisation has a strategy already. Change that one.")
	}
	row := &strategyRow{AboutOrgID: tx.Organisation(), Current: true}
	row.fill(h)
	if err := tenants.Insert(ctx, tx, row); err != nil {
		return Kept[Header]{}, err
	}
	return row.keep(), nil
}

// Change edits the header of a strategy that is still at the given version.
func Change(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int, edit func(*Header)) (Kept[Header], error) {
	row, err := tenants.Get[strategyRow](ctx, tx, id)
	if err != nil {
		return Kept[Header]{}, err
	}
	if err := row.At(version); err != nil {
		return Kept[Header]{}, err
	}
	return changeHeader(ctx, tx, row, edit)
}

func changeHeader(ctx context.Context, tx *tenants.Tx, row *strategyRow, edit func(*Header)) (Kept[Header], error) {
	before := *row
	h := row.keep().Item
	edit(&h)
	if err := refuse("strategy", h.Broken()); err != nil {
		return Kept[Header]{}, err
	}
	row.fill(h)
	if err := tenants.Update(ctx, tx, &before, row, headerColumns...); err != nil {
		return Kept[Header]{}, err
	}
	return row.keep(), nil
}

// replaceHeader starts the current strategy or makes its header say what h says.
func replaceHeader(ctx context.Context, tx *tenants.Tx, h Header) (uuid.UUID, Counts, error) {
	row, err := current(ctx, tx)
	switch {
	case err != nil:
		return uuid.Nil, Counts{}, err
	case row == nil:
		kept, err := Start(ctx, tx, h)
		return kept.ID, Counts{Added: 1}, err
	case row.keep().Item == h:
		return row.ID, Counts{}, nil
	default:
		_, err := changeHeader(ctx, tx, row, func(old *Header) { *old = h })
		return row.ID, Counts{Changed: 1}, err
	}
}

// current reads the organisation's current strategy about itself, or nil.
func current(ctx context.Context, tx *tenants.Tx) (*strategyRow, error) {
	rows, err := tenants.List[strategyRow](ctx, tx, nil, map[string]any{"about_org_id": tx.Organisation(), "current": true})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// Current reads the id of the organisation's current strategy; ok is false when it has none.
func Current(ctx context.Context, tx *tenants.Tx) (id uuid.UUID, ok bool, err error) {
	row, err := current(ctx, tx)
	if err != nil || row == nil {
		return uuid.Nil, false, err
	}
	return row.ID, true, nil
}
