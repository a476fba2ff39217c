package accept_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// asking is a world whose people ask for things, in which what they are told is counted.
type asking struct {
	*world
	t       *testing.T
	n       int
	version int // at which the next thing that is asked about was read
}

func newAsking(t *testing.T, id, invariants string) *asking {
	t.Helper()
	a := &asking{world: newWorld(t), t: t, version: 1}
	tried(t, id, invariants, func() int { return a.n })
	return a
}

// seen says at which version the next thing that is asked about was read. What comes after it was read at the first.
func (a *asking) seen(version int) *asking {
	a.version = version
	return a
}

// tell sends a request of one of the cast and gives the text of the answer, which is to have a status.
func (a *asking) tell(who, method, path, body string, status int) string {
	a.t.Helper()
	a.n++
	r := a.by(who, method, path, body)
	r.Header.Set("If-Match", fmt.Sprintf(`"%d"`, a.version))
	a.version = 1
	got := serve(a.server, r)
	if got.Code != status {
		a.t.Errorf("%s %s as %s: %d %.600s, want %d", method, path, who, got.Code, got.Body, status)
	}
	return got.Body.String()
}

// read gives what one of the cast reads.
func (a *asking) read(who, path string) string {
	a.t.Helper()
	return a.tell(who, http.MethodGet, path, "", http.StatusOK)
}

// into reads an answer.
func into[T any](t *testing.T, text string) (said T) {
	t.Helper()
	must(t, json.Unmarshal([]byte(text), &said))
	return said
}

// late signs somebody in when time has passed: by then whoever was signed in is not any more.
func (a *asking) late(role tenants.Role, code string) (name string) {
	a.t.Helper()
	name = fmt.Sprintf("late %s of %s", role, code)
	a.add(name, code, role, a.SignInAs(name+a.Now.String(), role, code))
	return name
}

// personID is the id of one of the cast.
func (a *asking) personID(name string) (id uuid.UUID) {
	a.t.Helper()
	must(a.t, a.Owner.QueryRow(a.t.Context(), "select id from sec.person where sub = $1", name).Scan(&id))
	return id
}

// reword gives an item of the working copy of A, or of the system, another text.
func (a *asking) reword(who, code, field, text string) {
	a.t.Helper()
	id := a.item(a.t, code)
	version := a.Count("select version from app.item where id = $1", id)
	a.seen(version).tell(who, http.MethodPatch, "/items/"+id, fmt.Sprintf(`{%q:%q}`, field, text), http.StatusOK)
}
