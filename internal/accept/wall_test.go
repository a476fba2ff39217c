package accept_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/pg"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// The catalogue says that every table is behind the wall; without force on one of them it says which.
func TestT01TheCatalogue(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	tables := w.Count("select count(*) from pg_tables where schemaname = 'app'")
	weak, err := pg.Walls(t.Context(), w.Pool)
	if err != nil || len(weak) > 0 {
		t.Errorf("the wall is weak: %v %v", weak, err)
	}
	if _, err := w.Owner.Exec(t.Context(), "alter table app.item no force row level security"); err != nil {
		t.Fatal(err)
	}
	weak, err = pg.Walls(t.Context(), w.Pool)
	if err != nil || len(weak) != 1 || !strings.Contains(weak[0].What, "item") {
		t.Errorf("force was dropped from app.item, and the catalogue says %v %v", weak, err)
	}
	tried(t, "T-01", "I4", func() int { return tables })
}

// By a pool of one connection, whoever comes without a context sees nothing, whatever went before: work that was
// finished, that failed, that panicked or that was called off.
func TestT02AContextLivesOneTransaction(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	config := w.Pool.Config().Copy()
	config.MaxConns = 1
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Secrets: w.Secrets})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	n := rounds(40, 500)
	for i := range n {
		code := []string{"A", "B", "C"}[i%3]
		ending(t, db, w, code, i)
		var seen int
		err := pool.QueryRow(t.Context(), "select count(*) from app.item").Scan(&seen)
		if err != nil || seen != 0 {
			t.Fatalf("round %d: without a context %d rows, %v", i, seen, err)
		}
	}
	tried(t, "T-02", "I5", func() int { return n })
}

// ending runs work in an organisation's scope and ends it in one of four ways.
func ending(t *testing.T, db *tenants.DB, w *worldtest.World, code string, round int) {
	t.Helper()
	defer func() { _ = recover() }()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_ = db.Within(ctx, tenants.ForMachine(w.Orgs[code], "test", ""), func(*tenants.Tx) error {
		switch round % 4 {
		case 1:
			return errors.New("it fails")
		case 2:
			panic("it panics")
		case 3:
			cancel()
		}
		return nil
	})
}

// Whoever has the app's own connection cannot make a context by hand.
func TestT03AContextCannotBeForged(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	b := w.Orgs["B"].String()
	forged := []string{
		"", "1|2", b, "|||||", "1|machine|" + b + "|99999999999|" + strings.Repeat("0", 64),
		"1|" + b + "|" + b + "|99999999999|", strings.Repeat("x", 1<<20), "1|machine|" + b + "|1|" + strings.Repeat("f", 64),
	}
	for _, kid := range []string{w.Key.ID(), "00000000"} { // all that a context has, but for a signature
		forged = append(forged, strings.Join([]string{kid, "999999999999999999", uuid.NewString(), b, "1", strings.Repeat("0", 64)}, "|"))
	}
	for _, value := range forged {
		for _, name := range []string{"app.ctx", "app.org", "app.org_id", "app.pass"} {
			tx, err := w.Pool.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			if _, err = tx.Exec(t.Context(), "select set_config($1, $2, true)", name, value); err == nil {
				err = tx.QueryRow(t.Context(), "select count(*) from app.item").Scan(&seen)
			}
			_ = tx.Rollback(t.Context())
			if err == nil && seen != 0 {
				t.Errorf("%s = %.40q shows %d rows", name, value, seen)
			}
		}
	}
	tried(t, "T-03", "I6", func() int { return 4 * len(forged) })
}
