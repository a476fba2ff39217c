package tenants_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

func TestWithinActsForOneOrganisation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	must(t, w.db.Within(ctx, w.scope(), func(tx *tenants.Tx) error {
		if tx.Organisation() != w.a || !tx.At().Equal(w.now) || fmt.Sprint(tx.Roles()) != "[cdo]" {
			t.Errorf("acts as %v at %v with %v", tx.Organisation(), tx.At(), tx.Roles())
		}
		self, err := tenants.Self(ctx, tx)
		if self.Name != "Trust A" {
			t.Errorf("self is %q", self.Name)
		}
		return err
	}))
}

func TestWithinRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gone := w.signIn(t, "cdo")
	if _, err := w.db.Enter().EndSession(context.Background(), gone); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		scope tenants.Scope
		kind  fault.Kind
	}{
		{"an organisation where the person has no role", tenants.Scope{Organisation: w.b, Session: w.session}, fault.NotFound},
		{"an organisation that does not exist", tenants.Scope{Organisation: uuid.New(), Session: w.session}, fault.NotFound},
		{"a person without any role", tenants.Scope{Organisation: w.a, Session: w.outsider}, fault.NotFound},
		{"a session that was never begun", tenants.Scope{Organisation: w.a, Session: tenants.SessionKey{1}}, fault.SignIn},
		{"a session that was ended", tenants.Scope{Organisation: w.a, Session: gone}, fault.SignIn},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, scope := range []tenants.Scope{c.scope, c.scope.Writing()} {
				err := w.db.Within(context.Background(), scope, func(*tenants.Tx) error {
					t.Error("the work ran")
					return nil
				})
				if !fault.Is(err, c.kind) {
					t.Errorf("writes %v: %v, want %s", scope.Writes, err, c.kind)
				}
			}
		})
	}
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	open := func() error {
		return w.db.Within(ctx, w.scope(), func(*tenants.Tx) error { return nil })
	}
	must(t, open())
	w.now = testDay.Add(29 * time.Minute)
	must(t, open())
	must(t, w.db.Enter().Touch(ctx, w.session))
	w.now = testDay.Add(58 * time.Minute)
	must(t, open())
	w.now = testDay.Add(60 * time.Minute) // 31 minutes after it was noted last
	if err := open(); !fault.Is(err, fault.SignIn) {
		t.Errorf("an idle session opened: %v", err)
	}
	for w.now = testDay; w.now.Before(testDay.Add(8 * time.Hour)); w.now = w.now.Add(20 * time.Minute) {
		must(t, w.db.Enter().Touch(ctx, w.session))
	}
	if err := open(); !fault.Is(err, fault.SignIn) {
		t.Errorf("a session opened after its absolute end: %v", err)
	}
}

// One connection serves everybody in turn: nothing of a scope may stay on it, whatever happened in the scope.
func TestNothingOfAScopeStaysOnItsConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	config, err := pgxpool.ParseConfig(w.d.URL)
	must(t, err)
	config.MaxConns = 1
	pool, err := pgxpool.NewWithConfig(ctx, config)
	must(t, err)
	defer pool.Close()
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.d.Key, Clock: func() time.Time { return w.now }})
	must(t, err)
	defer db.Close()

	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	leave := []func(tenants.Scope) error{
		func(s tenants.Scope) error { return db.Within(ctx, s, func(*tenants.Tx) error { return nil }) },
		func(s tenants.Scope) error {
			return db.Within(ctx, s, func(*tenants.Tx) error { return errors.New("the work fails") })
		},
		func(s tenants.Scope) error {
			return db.Within(ctx, s, func(tx *tenants.Tx) error {
				_, err := tx.SQL().Exec(ctx, "select 1/0")
				return err
			})
		},
		func(s tenants.Scope) error {
			defer func() { _ = recover() }()
			return db.Within(ctx, s, func(*tenants.Tx) error { panic("the work panics") })
		},
		func(s tenants.Scope) error {
			return db.Within(ctx, s, func(tx *tenants.Tx) error {
				_, err := tx.SQL().Exec(cancelled, "select pg_sleep(1)")
				return err
			})
		},
		func(s tenants.Scope) error {
			return db.Within(ctx, s.Writing(), func(tx *tenants.Tx) error {
				_, err := tx.SQL().Exec(ctx, "select 1/0")
				_ = err // swallowed, so that the commit itself fails
				return nil
			})
		},
	}
	for round := range 120 {
		organisation := []uuid.UUID{w.a, w.b, w.system}[round%3]
		_ = leave[round%len(leave)](tenants.ForMachine(organisation, "test", ""))
		var left string
		var rows int
		err := pool.QueryRow(ctx, "select coalesce(current_setting('app.ctx', true), ''), (select count(*) from app.organisation)").Scan(&left, &rows)
		if err != nil || left != "" || rows != 0 {
			t.Fatalf("round %d: left with context %q, %d rows, %v", round, left, rows, err)
		}
	}
}

func TestAFailingCommitIsAnError(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	err := w.db.Within(ctx, w.scope().Writing(), func(tx *tenants.Tx) error {
		_, _ = tx.SQL().Exec(ctx, "select 1/0")
		return nil
	})
	if !errors.Is(err, pgx.ErrTxCommitRollback) {
		t.Errorf("a transaction that was rolled back is said to be kept: %v", err)
	}
}

// What SQL that found its way into a query might try, as the role that the server signs in as.
func TestAContextCannotBeForged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	var own string
	must(t, w.db.Within(ctx, tenants.ForMachine(w.a, "test", ""), func(tx *tenants.Tx) error {
		return tx.SQL().QueryRow(ctx, "select current_setting('app.ctx')").Scan(&own)
	}))
	part := strings.Split(own, "|")
	with := func(i int, value string) string {
		forged := append([]string{}, part...)
		forged[i] = value
		return strings.Join(forged, "|")
	}
	for name, forged := range map[string]string{
		"another organisation": with(3, w.b.String()),
		"another actor":        with(2, uuid.NewString()),
		"a later end":          with(1, "99999999999999999"),
		"another instant":      with(4, "1"),
		"another key":          with(0, "00000000"),
		"no signature":         strings.Join(part[:5], "|"),
		"an empty signature":   with(5, ""),
		"more parts":           own + "|",
		"a star":               "*",
		"a long text":          strings.Repeat("x", 1<<20),
		"numbers":              "1|2",
		"an end that is none":  with(1, "soon"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			must(t, w.db.Within(ctx, tenants.ForMachine(w.a, "test", ""), func(tx *tenants.Tx) error {
				var rows int
				if _, err := tx.SQL().Exec(ctx, "select set_config('app.ctx', $1, true)", forged); err != nil {
					return err
				}
				if err := tx.SQL().QueryRow(ctx, "select count(*) from app.organisation").Scan(&rows); err != nil {
					return err
				}
				if rows != 0 {
					t.Errorf("%d organisations seen", rows)
				}
				return nil
			}))
		})
	}
}

// A context that was opened is good for its time: after it, no row is seen in the same transaction.
func TestAContextEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	must(t, w.db.Within(ctx, tenants.ForMachine(w.a, "test", ""), func(tx *tenants.Tx) error {
		var own string
		if err := tx.SQL().QueryRow(ctx, "select current_setting('app.ctx')").Scan(&own); err != nil {
			return err
		}
		part := strings.Split(own, "|")
		ended := w.d.Key.Sign("context", time.Now().Add(-time.Second), part[2:5]...)
		if _, err := tx.SQL().Exec(ctx, "select set_config('app.ctx', $1, true)", ended); err != nil {
			return err
		}
		var rows int
		err := tx.SQL().QueryRow(ctx, "select count(*) from app.organisation").Scan(&rows)
		if rows != 0 {
			t.Errorf("%d organisations seen after the end", rows)
		}
		return err
	}))
}

// The security functions do nothing without the server's pass, whoever acts; the catalogue says which there are. Those
// that need none act for the acting organisation, and do nothing where nobody acts.
func TestSecurityFunctionsNeedAPass(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	rows, err := w.d.Owner.Query(ctx, `
		select 'select * from sec.' || p.proname || '(' || coalesce((
		           select string_agg(case when n = 1 and p.proargnames[1] = 'pass' then quote_literal('a.9999999999999999.b')
		                                  else 'null::' || format_type(a, null) end, ', ' order by n)
		             from unnest(p.proargtypes::oid[]) with ordinality as t (a, n)), '') || ')',
		       coalesce(p.proargnames[1] = 'pass', false)
		  from pg_proc p where p.pronamespace = 'sec'::regnamespace and has_function_privilege('tl_app', p.oid, 'execute')`)
	must(t, err)
	var statement string
	var passed bool
	tried := 0
	calls := map[string]bool{}
	_, err = pgx.ForEachRow(rows, []any{&statement, &passed}, func() error { calls[statement] = passed; return nil })
	must(t, err)
	for statement, passed := range calls {
		if !passed {
			continue
		}
		tried++
		must(t, w.db.Within(ctx, tenants.ForMachine(w.a, "test", ""), func(tx *tenants.Tx) error {
			if _, err := tx.SQL().Exec(ctx, "savepoint before"); err != nil {
				return err
			}
			if _, err := tx.SQL().Exec(ctx, statement); !mentions(err, "bad pass") {
				t.Errorf("%s: %v, want it refused", statement, err)
			}
			_, err := tx.SQL().Exec(ctx, "rollback to before")
			return err
		}))
	}
	if tried < 25 {
		t.Errorf("only %d functions were tried", tried)
	}
}

func TestNothingElseOfTheSchemaMayBeUsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := uuid.NewString()
	for _, statement := range []string{
		"select sec.mac('x', array['y'])",
		"select sec.context()",
		"select sec.signed('context', 'x')",
		"select sec.hmac(k, 'x') from sec.ctx_key k",
		"select sec.memberships_lock('" + w.b.String() + "')",
		"select sec.act_as('00000000', '" + id + "', '" + w.b.String() + "', 1, 60)",
		"select sec.apply_claims('" + id + "', '" + w.connection.String() + "', '{}', now())",
		"select * from sec.session",
		"select * from sec.ctx_key",
		"select * from sec.repair",
		"select secret_sealed from app.connection",
		"update app.connection set tested_at = now()",
		"select sec.append_audit('forged', '{}')",
		"select sec.put_role('" + id + "', 'cdo')",
		"select sec.propose_repair('" + id + "', '" + w.b.String() + "', 'x', 'x')",
		"select * from sec.registered('', '', null, 10)",
		"insert into app.audit values ('" + w.a.String() + "', 1, now(), '" + id + "', 'x', '{}', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))",
		"set role tl_owner",
		"alter table app.item disable row level security",
	} {
		_, err := w.d.Pool.Exec(context.Background(), statement)
		if err == nil || !mentions(err, "42501") && !mentions(err, "TL403") {
			t.Errorf("%s: %v, want it refused", statement, err)
		}
	}
}

func TestMembershipsAreDated(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	see := func() (names []string) {
		must(t, w.db.Within(ctx, tenants.ForMachine(w.a, "test", ""), func(tx *tenants.Tx) error {
			m, err := tenants.Memberships(ctx, tx, nil, nil)
			for _, one := range m {
				names = append(names, one.Organisation.Name)
			}
			return err
		}))
		return names
	}
	if got := fmt.Sprint(see()); got != "[Trust A Trust B]" {
		t.Errorf("a member sees %s, want itself and its fellow member, not the partner", got)
	}
	w.behind(t, "update app.membership set until = $1 where org_id = $2", testDay.AddDate(0, 0, 10), w.b)
	if got := fmt.Sprint(see()); got != "[Trust A Trust B]" {
		t.Errorf("before the last day: %s", got)
	}
	w.now = testDay.AddDate(0, 0, 10)
	if got := fmt.Sprint(see()); got != "[Trust A]" {
		t.Errorf("from the day it left: %s", got)
	}
}

func TestLoadKeepsAllOrNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := context.Background()
	before := w.count(t, "select count(*) from app.organisation")
	err := w.db.Load(ctx, "import", func(l *tenants.Load) error {
		put(t, l, tenants.KindTrust, "", "Trust C")
		return errors.New("the second file is wrong")
	})
	if err == nil || w.count(t, "select count(*) from app.organisation") != before {
		t.Errorf("half a load was kept: %v", err)
	}
}
