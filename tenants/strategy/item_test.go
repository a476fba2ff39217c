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

// Of two who add an item at once, and leave its code to us, each gets one; also when one of them brings in a whole file, whose codes
// were given as it was read.
func TestItemsThatAreAddedAtOnceGetCodes(t *testing.T) {
	t.Parallel()
	for name, add := range map[string]func(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (code string, err error){
		"one by one": addWithoutCode,
		"of a file": func(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (string, error) {
			if err := strategy.Hold(ctx, tx, of); err != nil {
				return "", err
			}
			_, err := strategy.Apply(ctx, tx, of, []strategy.Item{{Kind: strategy.KindObjective, Code: "O4", Title: "Of a file"}})
			return "O4", err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := worldtest.New(t)
			var of uuid.UUID
			w.As("A", func(ctx context.Context, tx *tenants.Tx) (err error) {
				of, _, err = strategy.Current(ctx, tx)
				return err
			})
			var first, second string
			done := make(chan error, 1)
			w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) (err error) {
				if first, err = add(ctx, tx, of); err != nil {
					return err
				}
				go func() {
					done <- w.DB.Within(context.Background(), tenants.ForMachine(w.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) (err error) {
						second, err = addWithoutCode(context.Background(), tx, of)
						return err
					})
				}()
				for w.Count("select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()") == 0 {
					time.Sleep(10 * time.Millisecond)
				}
				return nil
			})
			if err := <-done; err != nil || first == second || second == "" {
				t.Errorf("%q and %q, %v", first, second, err)
			}
		})
	}
}

func addWithoutCode(ctx context.Context, tx *tenants.Tx, of uuid.UUID) (string, error) {
	kept, err := strategy.AddItem(ctx, tx, of, strategy.Item{Kind: strategy.KindObjective, Title: "One by one"})
	return kept.Item.Code, err
}
