package people_test

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/pgtest"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// keyOf is the key of the session that a cookie holds.
func keyOf(cookie *http.Cookie) tenants.SessionKey { return session.Secret(cookie.Value).Key() }

// acting runs work that writes, as whoever holds a session, for an organisation.
func acting(w *worldtest.World, as tenants.SessionKey, code string, work func(ctx context.Context, tx *tenants.Tx) error) error {
	ctx := context.Background()
	scope := tenants.Scope{Organisation: w.Orgs[code], Session: as, Command: "test", Request: "r1"}.Writing()
	return w.DB.Within(ctx, scope, func(tx *tenants.Tx) error { return work(ctx, tx) })
}

// byToken reads as an organisation with a token.
func byToken(w *worldtest.World, token tenants.SessionKey, code string) error {
	scope := tenants.Scope{Organisation: w.Orgs[code], Session: token, Token: true}
	return w.DB.Within(context.Background(), scope, func(*tenants.Tx) error { return nil })
}

// way puts a connection beside the world's own in use. A weak one brings no second factor.
func way(t *testing.T, w *worldtest.World, code string, terms tenants.Terms, rules ...tenants.ClaimRule) uuid.UUID {
	t.Helper()
	id, ctx := uuid.New(), context.Background()
	must(t, w.DB.Load(ctx, "test", func(l *tenants.Load) error {
		err := l.PutConnection(ctx, tenants.Connection{
			ID: id, Organisation: w.Orgs[code], Name: id.String(), Issuer: "https://" + id.String() + ".example", ClientID: "tl", Live: true, Terms: terms,
		})
		if err != nil {
			return err
		}
		return l.PutRules(ctx, w.Orgs[code], id, rules)
	}))
	return id
}

// come signs a subject in by a connection, with claims.
func come(t *testing.T, w *worldtest.World, connection uuid.UUID, subject string, claims map[string][]string) tenants.SessionKey {
	t.Helper()
	key := session.NewSecret().Key()
	must(t, w.DB.Enter().SignIn(context.Background(), tenants.Arrival{
		Session: key, Connection: connection, Subject: subject, Name: subject, Claims: claims, Ends: w.Now.Add(8 * time.Hour),
	}))
	return key
}

// person finds somebody who holds a role in A or waits for one, by the subject that the test gave them.
func person(t *testing.T, w *worldtest.World, subject string) (found people.Person) {
	t.Helper()
	id := uuid.UUID{}
	must(t, w.Owner.QueryRow(context.Background(), "select id from sec.person where sub = $1", subject).Scan(&id))
	w.As("A", func(ctx context.Context, tx *tenants.Tx) error {
		holders, waiting, err := people.List(ctx, tx)
		for _, p := range append(holders, waiting...) {
			if p.ID == id {
				found = p
			}
		}
		return err
	})
	if found.ID == uuid.Nil {
		t.Fatalf("%s is not known to A", subject)
	}
	return found
}

// held is the id under which somebody holds a role in A.
func held(t *testing.T, w *worldtest.World, subject string, role tenants.Role) uuid.UUID {
	t.Helper()
	for _, h := range person(t, w, subject).Roles {
		if h.Role == role {
			return h.ID
		}
	}
	t.Fatalf("%s is no %s", subject, role)
	return uuid.Nil
}

// end ends a role that somebody holds, as somebody.
func end(w *worldtest.World, as tenants.SessionKey, code string, role uuid.UUID) error {
	return acting(w, as, code, func(ctx context.Context, tx *tenants.Tx) error { return people.End(ctx, tx, role, 1) })
}

// grant gives somebody a role in A, as somebody.
func grant(w *worldtest.World, as tenants.SessionKey, who uuid.UUID, role tenants.Role) error {
	return acting(w, as, "A", func(ctx context.Context, tx *tenants.Tx) error {
		_, err := people.Grant(ctx, tx, who, role)
		return err
	})
}

// fieldsOf names what a fault says is wrong.
func fieldsOf(err error) string {
	if err == nil {
		return ""
	}
	names := []string{}
	for _, f := range fault.From(err).Fields {
		names = append(names, f.Name)
	}
	return strings.Join(names, ",")
}

// recorded counts the entries of A's record that say something.
func recorded(w *worldtest.World, said string) int {
	return w.Count("select count(*) from app.audit where org_id = $1 and position($2 in canonical) > 0", w.Orgs["A"], said)
}
