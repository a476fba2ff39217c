package strategy_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// BenchmarkSearch asks as a trust with two thousand items of its own, with a word as it is written and with a slip,
// against the list of the same items.
func BenchmarkSearch(b *testing.B) {
	w := worldtest.New(b)
	if _, err := w.Owner.Exec(b.Context(), fmt.Sprintf(`set session_replication_role = replica; insert into app.item select (jsonb_populate_record(x, jsonb_build_object(
			'id', gen_random_uuid(), 'code', 'X-' || i, 'position', 1000 + i))).*
			from app.item x, generate_series(1, 2000) i where x.ctid = (select ctid from app.item where org_id = '%s' and kind = 'objective' limit 1)`, w.Orgs["A"])); err != nil {
		b.Fatal(err)
	}
	ask := func(text string) time.Duration {
		began := time.Now()
		w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
			_, err := strategy.Search(ctx, tx, strategy.Query{Text: text, Working: true})
			return err
		})
		return time.Since(began)
	}
	list := func() time.Duration {
		began := time.Now()
		w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
			_, err := strategy.Items(ctx, tx, strategy.Filter{})
			return err
		})
		return time.Since(began)
	}
	for name, text := range map[string]string{"written": "record", "slip": "rcord"} {
		b.Run(name, func(b *testing.B) {
			var searching, listing time.Duration
			for b.Loop() {
				searching += ask(text)
				listing += list()
			}
			b.ReportMetric(float64(searching)/float64(listing), "of-a-list")
		})
	}
}
