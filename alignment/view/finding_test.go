package view_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A member is named by the code that it has today, also when it is known already when it leaves and that it comes back as
// another; until then a folder finds it by that code, and one that will belong by its own.
func TestAMemberIsNamedByTodaysCode(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	var edition uuid.UUID
	if err := w.Owner.QueryRow(t.Context(), "select id from app.edition where org_id = $1 and state = 'published'", w.Orgs["C"]).Scan(&edition); err != nil {
		t.Fatal(err)
	}
	w.AsWriter("C", func(ctx context.Context, tx *tenants.Tx) error { return strategy.Withdraw(ctx, tx, edition) })
	w.Reassess()
	leaves := tenants.CivilDate(worldtest.Noon).AddDate(0, 4, 0)
	err := w.DB.Load(t.Context(), "test", func(l *tenants.Load) error {
		for _, m := range []tenants.Membership{
			{Organisation: tenants.Organisation{Code: "C"}, Since: worldtest.Published, Until: leaves},
			{Organisation: tenants.Organisation{Code: "C-AGAIN"}, Since: leaves},
		} {
			m.System.ID, m.Organisation.ID, m.Kind = w.System, w.Orgs["C"], tenants.Member
			if err := l.Join(context.Background(), m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := findingsName(w, "C"); got != "C" {
		t.Errorf("until it leaves findings name it %q", got)
	}
	there := w.Count("select count(*) from app.organisation")
	w.Import(worldtest.Northfold(), worldtest.Published)
	f := worldtest.Northfold()
	f.Members[2].Code = "C-AGAIN"
	w.Import(f, leaves)
	if n := w.Count("select count(*) from app.organisation"); n != there {
		t.Errorf("%d organisations were made again", n-there)
	}
	w.Now = leaves.Add(12 * time.Hour)
	if got := findingsName(w, "C"); got != "C-AGAIN" {
		t.Errorf("when it has come back findings name it %q", got)
	}
}

// findingsName is the code by which findings about a member name it to its system.
func findingsName(w *worldtest.World, member string) (code string) {
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		page, err := view.ReadOrganisation(ctx, tx, w.Orgs[member], nil)
		for _, f := range page.Findings {
			for _, named := range f.Named {
				if named.ID == w.Orgs[member] {
					code = named.Code
				}
			}
		}
		return err
	})
	return code
}
