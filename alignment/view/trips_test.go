package view_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// grown is Northfold with as many members and objectives again as told.
func grown(times int) exchange.Folder {
	f := worldtest.Northfold()
	f.Claims = nil
	first := f.Members
	for i := range times {
		for _, m := range first {
			m.Code = fmt.Sprintf("%s%d", m.Code, i)
			m.Strategy.Items = m.Strategy.Of(strategy.KindObjective)
			for j := range m.Strategy.Items {
				m.Strategy.Items[j].Code = fmt.Sprintf("%s-%d", m.Code, j)
			}
			f.Members = append(f.Members, m)
		}
	}
	return f
}

// What a page asks of the database does not grow with what it shows: four times the organisations, the same trips.
func TestNoReadGrowsWithTheSystem(t *testing.T) {
	t.Parallel()
	var counted [2]map[string]int
	for size, times := range []int{0, 3} {
		w := worldtest.Empty(t)
		w.Import(grown(times), worldtest.Published)
		pool, trips := w.Counted(t)
		db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Clock: func() time.Time { return w.Now }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		goal, objective := item(t, w, "", "G1"), item(t, w, "A", "A-1")
		counted[size] = map[string]int{}
		for name, read := range map[string]func(context.Context, *tenants.Tx) error{
			"nothing": func(context.Context, *tenants.Tx) error { return nil },
			"matrix": func(ctx context.Context, tx *tenants.Tx) error {
				m, err := view.ReadMatrix(ctx, tx, nil)
				if want := 3 * (times + 1); len(m.Organisations) != want {
					t.Errorf("%d organisations, want %d", len(m.Organisations), want)
				}
				return err
			},
			"cell": func(ctx context.Context, tx *tenants.Tx) error {
				_, err := view.ReadCell(ctx, tx, goal, w.Orgs["A"])
				return err
			},
			"inbox":  func(ctx context.Context, tx *tenants.Tx) error { _, err := view.ReadInbox(ctx, tx, nil); return err },
			"target": func(ctx context.Context, tx *tenants.Tx) error { _, err := view.ReadTarget(ctx, tx, goal); return err },
			"objective": func(ctx context.Context, tx *tenants.Tx) error {
				_, err := view.ReadObjective(ctx, tx, objective, nil)
				return err
			},
			"organisation": func(ctx context.Context, tx *tenants.Tx) error {
				_, err := view.ReadOrganisation(ctx, tx, w.Orgs["A"], nil)
				return err
			},
		} {
			for range 2 { // the first time also prepares
				trips.Count()
				err := db.Within(t.Context(), tenants.ForMachine(w.System, "test", ""), func(tx *tenants.Tx) error { return read(t.Context(), tx) })
				if err != nil {
					t.Fatal(name, err)
				}
				counted[size][name] = trips.Count()
			}
		}
	}
	for name, small := range counted[0] {
		if large := counted[1][name]; large != small {
			t.Errorf("%s: %d trips for three organisations and %d for twelve", name, small, large)
		}
		if small > 15 {
			t.Errorf("%s takes %d trips", name, small)
		}
	}
	if opening := counted[0]["nothing"]; opening != 2 {
		t.Errorf("opening and committing take %d trips, want one each", opening)
	}
}

func item(t *testing.T, w *worldtest.World, organisation, code string) (id uuid.UUID) {
	t.Helper()
	err := w.Owner.QueryRow(t.Context(), `select i.item_id from app.edition_item i join app.edition e on e.id = i.edition_id
		where e.state = 'published' and i.org_id = $1 and i.code = $2`, w.Orgs[organisation], code).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
