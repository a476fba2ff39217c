package accept_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/authz/session"
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
	revoke *http.Request
	probes []probe
}

// probe asks for what is taken away: whoever it is for reads it when the answer is 200 and says the words.
type probe struct {
	ask   func() *http.Request
	words string
}

func (p probe) reads(got *httptest.ResponseRecorder) bool {
	return got.Code == http.StatusOK && strings.Contains(got.Body.String(), p.words)
}

// pairs runs a revocation and gives how many probes came after it. No probe may succeed once it has been answered.
func (w *world) pairs(t *testing.T, second http.Handler, c revocation) int {
	t.Helper()
	w.Now = w.Now.Add(time.Millisecond)
	for i, p := range c.probes {
		if before := serve(second, p.ask()); !p.reads(before) {
			t.Fatalf("%s: probe %d says %d before anything is taken away: %s", c.name, i, before.Code, before.Body)
		}
	}
	if done := serve(w.server, c.revoke); done.Code >= http.StatusMultipleChoices {
		t.Fatalf("%s: %d %s", c.name, done.Code, done.Body)
	}
	w.Now = w.Now.Add(time.Microsecond)
	for i, p := range c.probes {
		after := serve(second, p.ask())
		hidden := p.words != "" && after.Code == http.StatusOK && !p.reads(after)
		if !hidden && after.Code != http.StatusUnauthorized && after.Code != http.StatusNotFound {
			t.Errorf("a %s that was taken away still works (probe %d): %d %.600s", c.name, i, after.Code, after.Body)
		}
	}
	return len(c.probes)
}

// What one server has taken away, another gives nobody any more: not once in all rounds.
func TestT14RevocationsHoldOnEveryServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.replica(t)
	n := 0
	tried(t, "T-14", "I11", func() int { return n })
	for round := range rounds(12, 250) {
		subject := fmt.Sprintf("revoked %d", round)
		cookie := w.SignInAs(subject, tenants.Editor, "A")
		n += w.pairs(t, second, revocation{"role", w.byAdmin(http.MethodDelete, "/roles/"+w.held(t, subject), ""), w.objectives(cookies(cookie))})
		secret, id := w.tokenOf(t, w.regain(t, subject))
		bearer := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) }
		n += w.pairs(t, second, revocation{"token", w.byAdmin(http.MethodDelete, "/tokens/"+id, ""), w.objectives(bearer)})
		again := cookies(w.Session(subject))
		everywhere := httptest.NewRequest(http.MethodDelete, "/api/v1/session/sessions", http.NoBody)
		again(everywhere)
		n += w.pairs(t, second, revocation{"session", everywhere, w.objectives(again)})
	}
	for range rounds(3, 60) {
		n += w.tryConnection(t, second)
	}
}

// tryConnection takes A's connection out of use, so that everybody who came by it is out, and puts it back.
func (w *world) tryConnection(t *testing.T, second http.Handler) int {
	t.Helper()
	ctx, id := context.Background(), w.Orgs["A"]
	administrator, editor := cookies(w.comeBy(t, id, "administrator of A")), cookies(w.comeBy(t, id, "editor of A"))
	change := w.to(http.MethodPatch, "/connections/"+id.String(), `{"state":"disabled"}`)
	change.Header.Set("If-Match", fmt.Sprintf("%q", fmt.Sprint(w.Count("select version from app.connection where id = $1", id))))
	administrator(change)
	n := w.pairs(t, second, revocation{"connection", change, w.objectives(editor)})
	_, err := w.Owner.Exec(ctx, "update app.connection set state = 'live' where id = $1", id)
	must(t, err)
	if after := serve(second, w.objectives(editor)[0].ask()); after.Code != http.StatusUnauthorized {
		t.Errorf("a session of before comes back with its connection: %d", after.Code)
	}
	return n
}

// comeBy signs somebody in by a connection of the test's choice.
func (w *world) comeBy(t *testing.T, connection uuid.UUID, subject string) *http.Cookie {
	t.Helper()
	secret := session.NewSecret()
	must(t, w.DB.Enter().SignIn(context.Background(), tenants.Arrival{
		Session: sha256.Sum256([]byte(secret)), Connection: connection, Subject: subject, Name: "Test Person", Ends: w.Now.Add(8 * time.Hour),
	}))
	return session.Keep(session.Cookie, secret, 0)
}

func cookies(c *http.Cookie) func(*http.Request) { return func(r *http.Request) { r.AddCookie(c) } }

// objectives asks for what A is writing.
func (w *world) objectives(as func(*http.Request)) []probe {
	return []probe{{ask: func() *http.Request {
		r := w.to(http.MethodGet, "/items", "")
		as(r)
		return r
	}}}
}

func serve(server http.Handler, r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, r)
	return recorder
}

// to is a request to A.
func (w *world) to(method, path, body string) *http.Request { return w.at("A", method, path, body) }

// at is a request to an organisation.
func (w *world) at(code, method, path, body string) *http.Request {
	r := httptest.NewRequest(method, "/api/v1/organisations/"+w.Orgs[code].String()+path, bytes.NewReader([]byte(body)))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("If-Match", `"1"`)
	r.Header.Set("Idempotency-Key", uuid.NewString())
	return r
}

// by is a request of one of the cast to their own organisation.
func (w *world) by(name, method, path, body string) *http.Request {
	for _, p := range w.people {
		if p.name == name {
			r := w.at(p.code, method, path, body)
			p.ask(r)
			return r
		}
	}
	panic("nobody is called " + name)
}

func (w *world) byAdmin(method, path, body string) *http.Request {
	return w.by("administrator of A", method, path, body)
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
