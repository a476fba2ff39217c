package tenants_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

func TestOneWaitingJobIsEnoughForAllWhoAsk(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	queue := tenants.QueueSchema + ".river_job"
	count := "select count(*) from " + queue + " where kind = 'reassess_system' and state = 'available'"
	ask := func() {
		w.AsWriter("A", func(ctx context.Context, tx *tenants.Tx) error { return tx.Reassess(ctx, w.System) })
	}
	ask()
	ask()
	if n := w.Count(count); n != 1 {
		t.Fatalf("%d jobs wait, want 1", n)
	}
	w.AsWriter("B", func(ctx context.Context, tx *tenants.Tx) error {
		if err := tx.Reassess(ctx, w.System); err != nil {
			return err
		}
		var id int64
		err := w.Owner.QueryRow(ctx, "select id from "+queue+" where state = 'available' for update skip locked").Scan(&id)
		if !errors.Is(err, pgx.ErrNoRows) {
			t.Errorf("the job may begin before who asked has committed: %v", err)
		}
		return nil
	})
	if _, err := w.Owner.Exec(t.Context(), "update "+queue+" set state = 'running', attempted_at = now()"); err != nil {
		t.Fatal(err)
	}
	ask()
	if n := w.Count(count); n != 1 {
		t.Errorf("%d jobs wait beside the one that is running, want 1", n)
	}
}

// Who joins a system, is called or counted otherwise there, or will leave is asked about: the system is lined up again, once for
// all, and not for what is so already.
func TestWhoComesAndGoesIsLinedUp(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	belong := func(kind tenants.MembershipKind, code string, until time.Time) {
		err := w.DB.Load(t.Context(), "test", func(l *tenants.Load) error {
			return l.Join(t.Context(), tenants.Membership{
				System: tenants.Organisation{ID: w.System}, Organisation: tenants.Organisation{ID: w.Orgs["P"], Code: code},
				Kind: kind, Since: worldtest.Published, Until: until,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		join func()
		jobs int
	}{
		{"what is so", func() { belong(tenants.Partner, "P", time.Time{}) }, 0},
		{"a member now", func() { belong(tenants.Member, "P", time.Time{}) }, 1},
		{"another code", func() { belong(tenants.Member, "Q", time.Time{}) }, 1},
		{"an end", func() { belong(tenants.Member, "Q", worldtest.Noon.AddDate(0, 4, 0)) }, 1},
		{"the same end", func() { belong(tenants.Member, "Q", worldtest.Noon.AddDate(0, 4, 0)) }, 0},
		{"two, one after the other", func() { belong(tenants.Partner, "P", time.Time{}); belong(tenants.Member, "Q", time.Time{}) }, 1},
	} {
		c.join()
		if n := w.Count("select count(*) from " + tenants.QueueSchema + ".river_job where state = 'available'"); n != c.jobs {
			t.Errorf("%s: %d jobs wait, want %d", c.name, n, c.jobs)
		}
		w.Reassess()
	}
}

// Work of one name waits for work of the same name, and for no other.
func TestAloneIsOneAtATime(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	done := make(chan error)
	err := w.DB.Alone(t.Context(), "a name", func() error {
		if err := w.DB.Alone(t.Context(), "another", func() error { return nil }); err != nil {
			t.Errorf("another name: %v", err)
		}
		short, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		if err := w.DB.Alone(short, "a name", func() error { return nil }); err == nil {
			t.Error("two did the same at once")
		}
		go func() { done <- w.DB.Alone(t.Context(), "a name", func() error { return errors.ErrUnsupported }) }()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-done; !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("who waited: %v", err)
	}
}
