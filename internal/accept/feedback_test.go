package accept_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// byLink sends what needs no account and comes with the secret of a link.
func (w *world) byLink(path, secret, more string) answer {
	r := httptest.NewRequest(http.MethodPost, "/api/v1/feedback"+path, strings.NewReader(fmt.Sprintf(`{"secret":%q%s}`, secret, more)))
	r.Header.Set("Content-Type", "application/json")
	return w.send(r)
}

// draftLink is a link that A's digital officer made, as its maker was told of it, this once.
type draftLink struct {
	Address string
	Link    struct{ ID string }
}

func (l draftLink) secret() string { _, secret, _ := strings.Cut(l.Address, "#"); return secret }

func (w *world) draftLink(t *testing.T) (made draftLink) {
	t.Helper()
	r := w.by("cdo of A", http.MethodPost, "/strategies/"+w.strategy(t, "A")+"/feedback-links", `{"name":"The patient panel"}`)
	key := r.Header.Get("Idempotency-Key")
	got := serve(w.server, r)
	if got.Code != http.StatusCreated {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	must(t, json.Unmarshal(got.Body.Bytes(), &made))
	again := w.by("cdo of A", http.MethodPost, "/strategies/"+w.strategy(t, "A")+"/feedback-links", `{"name":"The patient panel"}`)
	again.Header.Set("Idempotency-Key", key)
	if got := serve(w.server, again); strings.Contains(got.Body.String(), made.secret()) {
		t.Errorf("asked again it shows the address again: %s", got.Body)
	}
	return made
}

// T-07: whoever holds an open link reads the draft as the public would, and nothing else of the organisation or of others; whoever
// does not, and whoever holds one that was revoked, reads what there is at no link.
func TestT07ALinkShowsOneDraft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-07", "I1 I2 I7", func() int { return n })
	w.exec(t, "set session_replication_role = replica")
	w.exec(t, "update app.item set title = 'HIDDEN constraint' where org_id = $1 and kind = 'constraint'", w.Orgs["A"])
	w.exec(t, "update app.item set body = $2 where org_id = $1 and code = 'A-1'", w.Orgs["A"], `{"description":"Wards open it.","owner":"HIDDEN owner"}`)
	w.exec(t, "update app.item set body = $2 where org_id = $1 and code = 'A-2'", w.Orgs["A"], `{"marking":"commercial","description":"HIDDEN contract"}`)
	made := w.draftLink(t)
	got := w.byLink("/view", made.secret(), "")
	n++
	if got.status != http.StatusOK || !strings.Contains(got.text, "Wards open it.") {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if found := canaries(got.text); len(found) > 0 || strings.Contains(got.text, "HIDDEN") || anyID.MatchString(got.text) || strings.Contains(got.text, "Test Person") || strings.Contains(got.text, "panel") {
		t.Errorf("it shows more than the public would read: %s", got.text)
	}
	if cache := got.header.Get("Cache-Control"); !strings.Contains(cache, "no-store") || got.header.Get("Set-Cookie") != "" {
		t.Errorf("a draft is kept on the way (%q), or sets a cookie", cache)
	}
	none := w.byLink("/view", strings.Repeat("x", 43), "")
	closed := func(what, secret string) {
		t.Helper()
		n += 2
		if got := w.byLink("/view", secret, ""); got.alike() != none.alike() || got.status != http.StatusNotFound {
			t.Errorf("%s is told from no link: %d %s", what, got.status, got.text)
		}
		if got := w.byLink("", secret, fmt.Sprintf(`,"sent":%q,"body":"Hello."`, uuid.NewString())); got.status != http.StatusNotFound {
			t.Errorf("%s takes feedback: %d %s", what, got.status, got.text)
		}
	}
	closed("another case", strings.ToUpper(made.secret()))
	r := w.by("cdo of A", http.MethodDelete, "/feedback-links/"+made.Link.ID, "")
	r.Header.Set("If-Match", `"1"`)
	if got := serve(w.server, r); got.Code != http.StatusNoContent {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	closed("a revoked one", made.secret())
}

// T-04: what is said by a link is read by the organisation whose draft it is, and by nobody else; nobody is told how it is reached.
func TestT04FeedbackStaysInside(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-04", "I1 I2 I5", func() int { return n })
	made := w.draftLink(t)
	if got := w.byLink("", made.secret(), fmt.Sprintf(`,"sent":%q,"body":"Who rings those without a phone?","by":"Jo"`, uuid.NewString())); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.text)
	}
	path := "/strategies/" + w.strategy(t, "A") + "/feedback-links"
	for _, p := range w.people {
		r := w.at(p.code, http.MethodGet, path, "")
		p.ask(r)
		got := w.send(r)
		n++
		reads := strings.Contains(got.text, "without a phone")
		role, _, _ := strings.Cut(p.name, " of ")
		if may := p.code == "A" && slices.Contains([]string{"cdo", "editor", "viewer", "a token"}, role); reads != may {
			t.Errorf("%s reads it: %v, %d %s", p.name, reads, got.status, got.text)
		}
		if strings.Contains(got.text, made.secret()) {
			t.Errorf("%s is told the secret", p.name)
		}
	}
}
