package checkup

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

type dismissalRow struct {
	tenants.Owned
	StrategyID uuid.UUID
	Rule       string
	Kind       strategy.ItemKind
	Item       string
	RestsOn    []byte
	Reason     string
	EndedAt    *time.Time
}

// TableName is where GORM finds the rows.
func (*dismissalRow) TableName() string { return "app.dismissal" }

func (r *dismissalRow) dismissal(names map[uuid.UUID]string) Dismissal {
	d := Dismissal{
		ID: r.ID, Version: r.Version, Reason: r.Reason, By: names[r.CreatedBy], At: r.CreatedAt, about: about{r.Rule, r.Kind, r.Item},
	}
	copy(d.restsOn[:], r.RestsOn)
	return d
}

// inForce reads the dismissals of a strategy that nobody has taken back, whether their text has changed since or not.
func inForce(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (map[about]Dismissal, error) {
	rows, err := tenants.List[dismissalRow](ctx, tx, nil, map[string]any{"strategy_id": of, "ended_at": nil})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	people := make([]uuid.UUID, len(rows))
	for i := range rows {
		people[i] = rows[i].CreatedBy
	}
	names, err := tenants.Names(ctx, tx, people...)
	dismissed := map[about]Dismissal{}
	for i := range rows {
		d := rows[i].dismissal(names)
		dismissed[d.about] = d
	}
	return dismissed, err
}

func insert(ctx context.Context, tx *tenants.Tx, of uuid.UUID, f check.Finding, reason string) (Dismissal, error) {
	rows := []*dismissalRow{{StrategyID: of, Rule: f.Rule, Kind: f.Kind, Item: f.Item, RestsOn: f.Hash[:], Reason: reason}}
	if err := tenants.Insert(ctx, tx, rows...); err != nil {
		return Dismissal{}, err
	}
	names, err := tenants.Names(ctx, tx, rows[0].CreatedBy) // what came back from the database stands in the list
	return rows[0].dismissal(names), err
}

// end ends a dismissal that is still at a version.
func end(ctx context.Context, tx *tenants.Tx, id uuid.UUID, version int) error {
	row, err := tenants.Get[dismissalRow](ctx, tx, id)
	if err != nil {
		return err
	}
	if err := row.At(version); err != nil {
		return err
	}
	before, now := *row, tx.At()
	row.EndedAt = &now
	return tenants.Update(ctx, tx, &before, row, "ended_at")
}
