package view_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
)

// step is a node of a plan as PostgreSQL tells of it when it has been run.
type step struct {
	Kind  string  `json:"Node Type"`
	Loops float64 `json:"Actual Loops"`
	Rows  float64 `json:"Actual Rows"`
	Plans []step
}

func (s step) mostLoops() float64 {
	most := s.Loops
	for _, p := range s.Plans {
		most = max(most, p.mostLoops())
	}
	return most
}

// Of how many rows the policies leave the planner knows nothing. However a statement about links is planned, for its values or for
// all values, no part of it is done more often than there are links.
func TestLinksTakeWorkInProportion(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	folder, err := exchange.ReadFS(demodata.Carrowmere())
	if err != nil {
		t.Fatal(err)
	}
	w.Import(folder, worldtest.Published)
	// As the database does by itself: a table of few rows it never looks at.
	if _, err := w.Owner.Exec(t.Context(), "analyse app.suggestion, app.edition_item, app.claim, app.cell"); err != nil {
		t.Fatal(err)
	}
	var objective string
	if err := w.Owner.QueryRow(t.Context(), "select objective_id::text from app.suggestion where org_id = $1 limit 1", w.Orgs["AC"]).Scan(&objective); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
		for _, values := range []string{
			fmt.Sprintf("'%s', null, null, null", w.System), fmt.Sprintf("'%s', '%s', null, null", w.System, w.Orgs["AC"]),
			fmt.Sprintf("null, null, '%s', null", objective),
		} {
			w.As("", func(ctx context.Context, tx *tenants.Tx) error {
				var plans []struct{ Plan step }
				for _, statement := range []string{"set local plan_cache_mode = " + mode, "prepare links (uuid, uuid, uuid, uuid) as " + view.LinksQuery} {
					if _, err := tx.SQL().Exec(ctx, statement); err != nil {
						return err
					}
				}
				err := tx.SQL().QueryRow(ctx, "explain (analyse, format json) execute links ("+values+")").Scan(&plans)
				if err != nil {
					return err
				}
				if _, err := tx.SQL().Exec(ctx, "deallocate links"); err != nil {
					return err
				}
				links := plans[0].Plan.Rows
				if most := plans[0].Plan.mostLoops(); links == 0 || most > links+1 {
					t.Errorf("%s, (%s): a part is done %v times for %v links", mode, values, most, links)
				}
				return nil
			})
		}
	}
}
