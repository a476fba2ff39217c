package desk_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestTheSameFolderTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	all := func() int {
		return w.Count(`select (select count(*) from app.audit) + (select count(*) from app.edition) + (select count(*) from app.claim)
			+ (select sum(version) from app.item) + (select count(*) from app.finding_event)`)
	}
	before := all()
	done := w.Import(worldtest.Northfold(), worldtest.Published)
	if done.Items.Any() || done.Editions != 0 || all() != before {
		t.Errorf("%+v, and %d rows became %d", done, before, all())
	}
}

func TestAnEditedFolderKeepsHistory(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	edited := worldtest.Northfold()
	a := &edited.Members[0].Strategy
	first := &a.Items[0]
	first.Title = "Open the shared care record in every clinic"
	first.Body.Measures = append(first.Body.Measures, strategy.Measure{Name: "clinics", Baseline: "0", Target: "9"})
	a.Items[2] = strategy.Item{Kind: strategy.KindObjective, Code: "A-9", Title: "Something new"}
	done := w.Import(edited, tenants.CivilDate(w.Now))
	if diff := cmp.Diff(strategy.Counts{Added: 1, Changed: 1, Retired: 1}, done.Items); diff != "" || done.Editions != 1 {
		t.Errorf("%d editions, counts (-want +got):\n%s", done.Editions, diff)
	}
	if n := w.Count("select count(*) from app.edition where org_id = $1", w.Orgs["A"]); n != 2 {
		t.Errorf("%d editions of A", n)
	}
	if n := w.Count("select count(*) from app.edition_item i join app.edition e on e.id = i.edition_id where e.org_id = $1 and e.state = 'superseded' and i.code = 'A-3'", w.Orgs["A"]); n != 1 {
		t.Error("the first edition does not have what was retired since")
	}
	w.Import(worldtest.Northfold(), tenants.CivilDate(w.Now))
	w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
		objectives := strategy.KindObjective
		list, err := strategy.Items(ctx, tx, strategy.Filter{Kind: &objectives})
		if len(list) != 3 || list[2].Item.Code != "A-3" {
			t.Errorf("after the first folder again: %+v", list)
		}
		return err
	})
}

// What is written to files lines up as what is in the database does.
func TestExportedFilesLineUpAlike(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	var folder exchange.Folder
	var stored alignment.Report
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		var err error
		if folder, err = desk.Folder(ctx, tx); err != nil {
			return err
		}
		stored, err = desk.ReadReport(ctx, tx, nil)
		return err
	})
	if diff := cmp.Diff(normal(worldtest.Northfold()), normal(folder), cmp.AllowUnexported(strategy.Month{})); diff != "" {
		t.Errorf("the folder changed on its way (-in +out):\n%s", diff)
	}
	picture, err := desk.DrawFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	fresh := alignment.Assess(picture, alignment.Options{})
	if diff := cmp.Diff(fresh, stored); diff != "" {
		t.Errorf("the report of the files is not the one of the database (-files +database):\n%s", diff)
	}
}

// normal puts claims in the order in which they are written.
func normal(f exchange.Folder) exchange.Folder {
	slices.SortFunc(f.Claims, func(a, b exchange.Claim) int {
		return slices.Compare([]string{a.Objective, a.Target}, []string{b.Objective, b.Target})
	})
	return f
}
