package strategy_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Of two who add an item at once, and leave its code to us, each gets one.
func TestItemsThatAreAddedAtOnceGetCodes(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	var of uuid.UUID
	w.As("A", func(ctx context.Context, tx *tenants.Tx) (err error) {
		of, _, err = strategy.Current(ctx, tx)
		return err
	})
	add := func(ctx context.Context, tx *tenants.Tx, title string) (string, error) {
		kept, err := strategy.AddItem(ctx, tx, of, strategy.Item{Kind: strategy.KindObjective, Title: title})
		return kept.Item.Code, err
	}
	var first, second string
	done := make(chan error, 1)
	w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) (err error) {
		if first, err = add(ctx, tx, "The first one's"); err != nil {
			return err
		}
		go func() {
			done <- w.DB.Within(context.Background(), tenants.ForMachine(w.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) (err error) {
				second, err = add(context.Background(), tx, "The second one's")
				return err
			})
		}()
		for w.Count("select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()") == 0 {
			time.Sleep(10 * time.Millisecond)
		}
		return nil
	})
	if err := <-done; err != nil || first == second {
		t.Errorf("%q and %q, %v", first, second, err)
	}
}
