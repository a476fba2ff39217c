package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/desk"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// When a system has nothing left that a member could serve, members have no part in it any more.
func TestCellsGoWithTheLastTarget(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	f := worldtest.Northfold()
	f.Claims = nil
	f.System.Strategy.Items = slices.DeleteFunc(f.System.Strategy.Items, func(i strategy.Item) bool { return i.Kind != strategy.KindPrinciple })
	w.Import(f, worldtest.Published.AddDate(0, 0, 1))
	if n := w.Count("select count(*) from app.cell"); n != 0 {
		t.Errorf("%d cells are left", n)
	}
}

// Who decides and the line-up write the same cells, each in an order of its own: one waits for the other, and neither fails.
func TestDecidingAndLiningUpTakeTurns(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	first, last := find(t, w, "", "G1"), find(t, w, "", "I1")
	if _, err := w.Owner.Exec(t.Context(), "update app.statement set model_hash = 'another engine'"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := desk.Decide(ctx, tx, desk.Decision{Target: uuid.New(), Verdict: alignment.Confirmed}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a target of nobody: %v", err)
		}
		const write = "update app.cell set reason = reason where org_id = sec.current_org() and target_item_id = $1"
		if _, err := tx.SQL().Exec(ctx, write, last); err != nil {
			return err
		}
		go func() { done <- desk.Reassess(context.Background(), w.DB, nil, w.System, "test") }()
		for w.Count("select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()") == 0 {
			time.Sleep(10 * time.Millisecond)
		}
		_, err := tx.SQL().Exec(ctx, write, first)
		return err
	})
	if err := <-done; err != nil {
		t.Error(err)
	}
}
