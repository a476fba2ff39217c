package tenants_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// revocations are what takes away what a write rests on, and how a write is answered that comes after it. Of a membership only
// later statements of the write ask.
var revocations = map[string]struct {
	statement string
	after     fault.Kind
}{
	"the role":       {"update app.assignment set until = since + interval '1 second' where org_id = $1 and role = 'cdo'", fault.NotFound},
	"the session":    {"update sec.session set ended = began where exists (select from app.assignment where org_id = $1)", fault.SignIn},
	"the connection": {"update app.connection set state = 'disabled' where org_id = $1", fault.SignIn},
	"a membership":   {"update app.membership set until = since + 100 where org_id = $1", ""},
}

// behindIn begins a transaction as an administrator of the database, and revokes in it.
func (w *world) behindIn(t *testing.T, statement string) (pgx.Tx, error) {
	t.Helper()
	tx, err := w.d.Owner.Begin(t.Context())
	must(t, err)
	_, err = tx.Exec(t.Context(), "set local lock_timeout = '100ms'")
	must(t, err)
	_, err = tx.Exec(t.Context(), statement, w.a)
	return tx, err
}

// What a write rests on is not taken away before it has ended.
func TestARevocationWaitsForAWriteUnderWay(t *testing.T) {
	t.Parallel()
	for name, one := range revocations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			revoke := func() error {
				tx, err := w.behindIn(t, one.statement)
				must(t, tx.Rollback(t.Context()))
				return err
			}
			must(t, w.db.Within(t.Context(), w.scope().Writing(), func(*tenants.Tx) error {
				refused, ok := errors.AsType[*pgconn.PgError](revoke())
				if !ok || refused.Code != "55P03" {
					t.Errorf("%v, want it to wait", refused)
				}
				return nil
			}))
			must(t, revoke())
			must(t, w.db.Within(t.Context(), w.scope(), func(*tenants.Tx) error { return revoke() }))
		})
	}
}

// A revocation that has committed cannot be outrun by a write that began before it.
func TestAWriteWaitsForARevocationUnderWay(t *testing.T) {
	t.Parallel()
	for name, one := range revocations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			revocation, err := w.behindIn(t, one.statement)
			defer func() { _ = revocation.Rollback(context.WithoutCancel(t.Context())) }()
			must(t, err)
			written := make(chan error, 1)
			go func() {
				written <- w.db.Within(context.WithoutCancel(t.Context()), w.scope().Writing(), func(*tenants.Tx) error { return nil })
			}()
			select {
			case err := <-written:
				t.Errorf("it did not wait: %v", err)
				written <- err
			case <-time.After(100 * time.Millisecond):
			}
			must(t, revocation.Commit(t.Context()))
			w.now = w.now.Add(time.Second)
			switch err := <-written; {
			case one.after == "" && err != nil, one.after != "" && !fault.Is(err, one.after):
				t.Errorf("%v, want %q", err, one.after)
			}
		})
	}
}
