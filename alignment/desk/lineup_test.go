package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Two organisations may use the same code for different things.
func TestCodesMayClash(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	f.Claims = nil
	for i := range f.Members {
		f.Members[i].Strategy.Items[0].Code = "O1"
	}
	w.Import(f, worldtest.Published)
	w.As("", func(ctx context.Context, tx *tenants.Tx) error {
		folder, err := desk.Folder(ctx, tx)
		if err != nil {
			return err
		}
		for i, want := range []string{"A.O1", "B.O1", "C.O1"} {
			if got := folder.Members[i].Strategy.Items[0].Code; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		}
		return nil
	})
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 1 {
		t.Errorf("B's O1 was lost: %+v", got)
	}
}

// The rows of several scopes are no one transaction: of two that line a system up at once one waits.
func TestASystemIsLinedUpByOneAtATime(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	err := w.DB.Alone(t.Context(), "reassessSystem "+w.System.String(), func() error {
		short, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if err := desk.Reassess(short, w.DB, nil, w.System, "test"); err == nil {
			t.Error("two lined the system up at once")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Reassess()
}

// Whatever a member calls its items, none stands in for the system's or for another member's, and the system is lined up.
func TestNoCodeStandsInForAnothers(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	f.Claims = nil
	taken := f.System.Strategy.Of(strategy.KindInitiative)[0].Code
	a, b := &f.Members[0].Strategy, &f.Members[1].Strategy
	a.Items[0].Code, b.Items[0].Code = "O1", "O1"
	b.Items = append(b.Items, strategy.Item{Kind: strategy.KindInitiative, Code: taken, Title: "Something of our own"},
		strategy.Item{Kind: strategy.KindInitiative, Code: "G3", Title: "Another thing of our own"})
	a.Items = append(a.Items, strategy.Item{Kind: strategy.KindObjective, Code: "B.O1", Title: "Paint the car park"},
		strategy.Item{Kind: strategy.KindObjective, Code: "C", Title: "Paint the gate"})
	w.Import(f, worldtest.Published)
	if n := w.Count(`select count(*) from app.suggestion s join app.edition e on e.id = s.target_edition_id where e.org_id <> s.system_id`); n != 0 {
		t.Errorf("%d suggestions are of something that is not the system's", n)
	}
	if n := w.Count("select count(*) from app.suggestion where org_id = $1", w.Orgs["C"]); n == 0 {
		t.Error("C, which comes after, is not lined up")
	}
	if got := cellOf(t, w, "", "G3", "B"); len(got.Objectives) != 1 {
		t.Errorf("B's O1 was lost: %+v", got)
	}
	var stored alignment.Report
	var folder exchange.Folder
	w.As("", func(ctx context.Context, tx *tenants.Tx) (err error) {
		if folder, err = desk.Folder(ctx, tx); err != nil {
			return err
		}
		stored, err = desk.ReadReport(ctx, tx, nil)
		return err
	})
	picture, err := desk.DrawFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(alignment.Assess(picture, alignment.Options{}), stored); diff != "" {
		t.Errorf("the report of the files is not the one of the database (-files +database):\n%s", diff)
	}
}

// What depends on the day is lined up by looking again on that day: a goal that members read from a month on, and a member that
// leaves.
func TestAnotherDayIsLinedUpAsItIs(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	f := worldtest.Northfold()
	for i, item := range f.System.Strategy.Items {
		if item.Code == "G2" {
			f.System.Strategy.Items[i].Body.Marking = strategy.MarkingFuture
			f.System.Strategy.Items[i].Body.MarkedUntil = strategy.MonthOf(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		}
	}
	w.Import(f, worldtest.Published)
	goal := find(t, w, "", "G2")
	err := w.DB.Load(t.Context(), "test", func(l *tenants.Load) error {
		return l.Join(t.Context(), tenants.Membership{
			System: tenants.Organisation{ID: w.System}, Organisation: tenants.Organisation{ID: w.Orgs["C"], Code: "C"},
			Kind: tenants.Member, Since: worldtest.Published, Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	const (
		cells     = "select count(*) from app.cell where target_item_id = $1"
		duplicate = "select count(*) from app.finding where kind = 'duplicate' and state = 'open'"
	)
	for _, c := range []struct {
		now            time.Time
		goal, findings bool
	}{
		{time.Date(2026, 12, 31, 23, 59, 0, 0, time.UTC), false, true},
		{time.Date(2027, 1, 1, 0, 1, 0, 0, time.UTC), true, false},
	} {
		w.Now = c.now
		w.Reassess()
		if goal, findings := w.Count(cells, goal) > 0, w.Count(duplicate) > 0; goal != c.goal || findings != c.findings {
			t.Errorf("at %s the goal is lined up: %t, want %t; C is found with A: %t, want %t", c.now, goal, c.goal, findings, c.findings)
		}
	}
}
