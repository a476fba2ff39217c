package jobs_test

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/api/jobs"
	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// waitFor asks until it is so, or the test's patience ends.
func waitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !so(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not happen", what)
		}
	}
}

// What an organisation publishes is lined up by a job that the same transaction asked for.
func TestPublishingLinesTheSystemUpAgain(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	workers, err := jobs.Start(t.Context(), jobs.Config{Pool: w.Pool, DB: w.DB, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := workers.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
	unlinked := func() bool {
		return w.Count("select count(*) from app.cell where org_id = $1 and state = 'not_yet_reviewed'", w.Orgs["C"]) == 0
	}
	if !unlinked() {
		t.Fatal("C serves something before it has published it")
	}
	w.AsWriter("C", func(ctx context.Context, tx *tenants.Tx) error {
		id, _, err := strategy.Current(ctx, tx)
		if err != nil {
			return err
		}
		_, err = strategy.AddItem(ctx, tx, id, strategy.Item{
			Kind: strategy.KindObjective, Title: "Mental health notes in the shared care record",
			Body: strategy.Body{Description: "Our care plans, medicines and allergies are seen by every clinician in the shared care record."},
		})
		if err != nil {
			return err
		}
		channels, err := strategy.ChannelsFor(ctx, tx, []tenants.ChannelKind{tenants.Desk})
		if err != nil {
			return err
		}
		_, _, err = strategy.Publish(ctx, tx, id, strategy.Release{On: worldtest.Published, Channels: channels})
		return err
	})
	waitFor(t, "lining up what C published", func() bool { return !unlinked() })
}

// A server that starts looks at every system, for its engine may be another one.
func TestStartingLooksAtEverySystem(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	if _, err := w.Owner.Exec(t.Context(), "update app.statement set model_hash = 'another engine'; delete from app.cell"); err != nil {
		t.Fatal(err)
	}
	workers, err := jobs.Start(t.Context(), jobs.Config{Pool: w.Pool, DB: w.DB, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	waitFor(t, "lining up again", func() bool { return w.Count("select count(*) from app.cell") == 15 })
	if err := workers.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}
