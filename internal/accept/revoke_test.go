package accept_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// replica is a second server on the same database, with a pool of its own.
func (w *world) replica(t *testing.T) http.Handler {
	t.Helper()
	return newServer(t, &worldtest.World{DB: another(t, w.World)})
}

// another opens a world's database once more, as another server does.
func another(t *testing.T, w *worldtest.World) *tenants.DB {
	t.Helper()
	pool, err := pgxpool.New(context.Background(), w.URL)
	must(t, err)
	t.Cleanup(pool.Close)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Secrets: w.Secrets, Clock: func() time.Time { return w.Now }})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// revocation takes something away by one server, and asks for what it gave by the other.
type revocation struct {
	name   string
	revoke func(round int) *http.Request
	probe  func() *http.Request
}

// What one server has taken away, another gives nobody any more: not once in all rounds.
func TestT14RevocationsHoldOnEveryServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.replica(t)
	n := 0
	tried(t, "T-14", "I11", func() int { return n })
	var as func(*http.Request) // whoever a round is about
	for round := range rounds(15, 250) {
		subject := fmt.Sprintf("revoked %d", round)
		cookie := w.SignInAs(subject, tenants.Editor, "A")
		as = func(r *http.Request) { r.AddCookie(cookie) }
		probe := func() *http.Request {
			r := w.to(http.MethodGet, "/objectives", "")
			as(r)
			return r
		}
		for _, c := range []revocation{
			{"role", func(int) *http.Request { return w.byAdmin(http.MethodDelete, "/roles/"+w.held(t, subject), "") }, probe},
			{"token", func(int) *http.Request {
				secret, id := w.tokenOf(t, w.regain(t, subject))
				as = func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }
				return w.byAdmin(http.MethodDelete, "/tokens/"+id, "")
			}, probe},
			{"session", func(int) *http.Request {
				again := w.Session(subject)
				as = func(r *http.Request) { r.AddCookie(again) }
				r := httptest.NewRequest(http.MethodDelete, "/api/v1/session/sessions", http.NoBody)
				as(r)
				return r
			}, probe},
		} {
			request := c.revoke(round)
			w.Now = w.Now.Add(time.Millisecond)
			if before := serve(second, c.probe()); before.Code != http.StatusOK {
				t.Fatalf("%s: the probe says %d before anything is taken away: %s", c.name, before.Code, before.Body)
			}
			if done := serve(w.server, request); done.Code >= 300 {
				t.Fatalf("%s: %d %s", c.name, done.Code, done.Body)
			}
			w.Now = w.Now.Add(time.Microsecond)
			n++
			if after := serve(second, c.probe()); after.Code != http.StatusUnauthorized && after.Code != http.StatusNotFound {
				t.Errorf("round %d: a %s that was taken away still works: %d", round, c.name, after.Code)
			}
		}
	}
	w.tryConnection(t, second)
	n++
}

// tryConnection takes A's connection out of use: everybody who came by it is out.
func (w *world) tryConnection(t *testing.T, second http.Handler) {
	t.Helper()
	var editor principal
	for _, p := range w.people {
		if p.name == "editor of A" {
			editor = p
		}
	}
	change := w.byAdmin(http.MethodPatch, "/connections/"+w.Orgs["A"].String(), `{"state":"disabled"}`)
	if done := serve(w.server, change); done.Code != http.StatusOK {
		t.Fatalf("%d %s", done.Code, done.Body)
	}
	r := w.to(http.MethodGet, "/objectives", "")
	editor.ask(r)
	if after := serve(second, r); after.Code != http.StatusUnauthorized {
		t.Errorf("a session of a connection out of use still works: %d", after.Code)
	}
}

func serve(server http.Handler, r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, r)
	return recorder
}

// to is a request to A.
func (w *world) to(method, path, body string) *http.Request {
	r := httptest.NewRequest(method, "/api/v1/organisations/"+w.Orgs["A"].String()+path, bytes.NewReader([]byte(body)))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("If-Match", `"1"`)
	return r
}

func (w *world) byAdmin(method, path, body string) *http.Request {
	r := w.to(method, path, body)
	for _, p := range w.people {
		if p.name == "administrator of A" {
			p.ask(r)
		}
	}
	return r
}

// held is the id of the role that a subject holds.
func (w *world) held(t *testing.T, subject string) string {
	t.Helper()
	var id uuid.UUID
	must(t, w.Owner.QueryRow(context.Background(), `select a.id from app.assignment a join sec.person p on p.id = a.person_id
		where p.sub = $1 and a.until is null`, subject).Scan(&id))
	return id.String()
}

// regain gives a subject its role back, and gives the person.
func (w *world) regain(t *testing.T, subject string) uuid.UUID {
	t.Helper()
	w.Now = w.Now.Add(time.Millisecond)
	w.SignInAs(subject, tenants.Editor, "A")
	var id uuid.UUID
	must(t, w.Owner.QueryRow(context.Background(), "select id from sec.person where sub = $1", subject).Scan(&id))
	return id
}

// tokenOf makes a token of a person.
func (w *world) tokenOf(t *testing.T, person uuid.UUID) (secret, id string) {
	t.Helper()
	made := uuid.New()
	secret = "tl_00000000_" + strings.ReplaceAll(made.String(), "-", "") + strings.Repeat("A", 11)
	_, err := w.Owner.Exec(context.Background(), `insert into app.token (id, org_id, person_id, name, secret_hash, scopes, created_at, ends)
		values ($1, $2, $3, 'Reports', $4, '{read}', $5, $6)`, made, w.Orgs["A"], person, hash(secret), w.Now, w.Now.Add(24*time.Hour))
	must(t, err)
	return secret, made.String()
}
