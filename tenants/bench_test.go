package tenants_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// What opening and closing a scope cost beside a bare transaction, in turn within one run: x_floor is the ratio.
func BenchmarkScope(b *testing.B) {
	w := worldtest.New(b)
	ctx := b.Context()
	var floor, reading, writing time.Duration
	for b.Loop() {
		began := time.Now()
		if err := pgx.BeginFunc(ctx, w.Pool, func(pgx.Tx) error { return nil }); err != nil {
			b.Fatal(err)
		}
		floor += time.Since(began)
		for _, s := range []struct {
			scope tenants.Scope
			spent *time.Duration
		}{{tenants.ForMachine(w.System, "bench", ""), &reading}, {tenants.ForMachine(w.System, "bench", "").Writing(), &writing}} {
			began = time.Now()
			if err := w.DB.Within(ctx, s.scope, func(*tenants.Tx) error { return nil }); err != nil {
				b.Fatal(err)
			}
			*s.spent += time.Since(began)
		}
	}
	b.ReportMetric(float64(reading)/float64(floor), "read_x_floor")
	b.ReportMetric(float64(writing)/float64(floor), "write_x_floor")
}
