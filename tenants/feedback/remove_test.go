package feedback_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/feedback"
)

// What somebody removes or settles meanwhile is not removed by another, who is told so; the record says what was done, once.
func TestOneOfTwoRemovesWhatWasSaid(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for name, first := range map[string]func(tx *tenants.Tx, id uuid.UUID) error{
		"removed": func(tx *tenants.Tx, id uuid.UUID) error { return feedback.Remove(ctx, tx, id, 1) },
		"settled": func(tx *tenants.Tx, id uuid.UUID) error { return feedback.Settle(ctx, tx, id, 1, true) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newTrust(t)
			a.link(feedback.UsualDays)
			a.must(a.say(feedback.Words{Body: "It is about somebody."}))
			var id uuid.UUID
			a.must(a.Owner.QueryRow(ctx, "select id from app.feedback").Scan(&id))
			const entries = "select count(*) from app.audit where canonical like '%app.feedback\"%' and command = 'test'"
			before := a.Count(entries)
			done := make(chan error, 1)
			a.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error {
				a.must(first(tx, id))
				if _, err := tx.SQL().Exec(ctx, "select"); err != nil { // with which a change goes to the database
					return err
				}
				go func() {
					done <- a.DB.Within(ctx, tenants.ForMachine(a.Orgs["A"], "test", "").Writing(), func(tx *tenants.Tx) error { return feedback.Remove(ctx, tx, id, 1) })
				}()
				for a.Count("select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()") == 0 {
					time.Sleep(10 * time.Millisecond)
				}
				return nil
			})
			if err := <-done; !fault.Is(err, fault.Stale) {
				t.Errorf("who was second: %v", err)
			}
			if n := a.Count(entries) - before; n != 1 {
				t.Errorf("%d entries of the record, want one", n)
			}
			if n := a.Count("select count(*) from app.feedback"); (n == 0) != (name == "removed") {
				t.Errorf("%d are left", n)
			}
		})
	}
}
