package view_test

import (
	"context"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// What the matrix of fifteen organisations costs beside the bare query for its cells behind the wall, in turn within
// one run: x_floor is the ratio.
func BenchmarkMatrix(b *testing.B) {
	w := worldtest.Empty(b)
	w.Import(grown(4), worldtest.Published)
	ctx := b.Context()
	var floor, ours time.Duration
	for b.Loop() {
		began := time.Now()
		rows, err := w.Owner.Query(ctx, "select org_id, target_item_id, state, reason, objectives from app.cell where system_id = $1", w.System)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			if _, err := rows.Values(); err != nil {
				b.Fatal(err)
			}
		}
		floor += time.Since(began)
		began = time.Now()
		err = w.DB.Within(ctx, tenants.ForMachine(w.System, "bench", ""), func(tx *tenants.Tx) error {
			return read(ctx, tx)
		})
		if err != nil {
			b.Fatal(err)
		}
		ours += time.Since(began)
	}
	b.ReportMetric(float64(ours)/float64(floor), "x_floor")
}

func read(ctx context.Context, tx *tenants.Tx) error {
	_, err := view.ReadMatrix(ctx, tx, nil)
	return err
}
