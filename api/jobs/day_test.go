package jobs_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/api/jobs"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// A day begins in London, in summer as in winter and when the clocks change.
func TestWhenADayBegins(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-23T12:00:00Z": "2026-11-24T00:01:00Z",
		"2026-11-24T00:00:30Z": "2026-11-24T00:01:00Z",
		"2026-11-24T00:01:00Z": "2026-11-25T00:01:00Z",
		"2026-06-30T22:30:00Z": "2026-06-30T23:01:00Z",
		"2026-06-30T23:30:00Z": "2026-07-01T23:01:00Z",
		"2026-03-28T12:00:00Z": "2026-03-29T00:01:00Z",
		"2026-03-29T12:00:00Z": "2026-03-29T23:01:00Z",
		"2026-10-24T23:30:00Z": "2026-10-26T00:01:00Z",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := jobs.NextDay(at).UTC().Format(time.RFC3339); got != want {
			t.Errorf("after %s it is %s, want %s", now, got, want)
		}
	}
}

// With every day each system is looked at again, though nobody has asked for it.
func TestEveryDayLooksAtEverySystem(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	workers, err := jobs.StartWithDays(t.Context(), jobs.Config{Pool: w.Pool, DB: w.DB, Log: slog.New(slog.DiscardHandler)}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	const done = "select count(*) from " + tenants.QueueSchema + ".river_job where kind = 'reassess_system' and state = 'completed'"
	waitFor(t, "the look at the start", func() bool { return w.Count(done) > 0 })
	if _, err := w.Owner.Exec(t.Context(), "update app.statement set model_hash = 'of yesterday'; delete from app.cell"); err != nil {
		t.Fatal(err)
	}
	waitFor(t, "lining up again", func() bool { return w.Count("select count(*) from app.cell") == 15 })
	if err := workers.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}
