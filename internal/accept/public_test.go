package accept_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// anybodyAsks asks what needs no account.
func (w *world) anybodyAsks(path string) answer {
	return w.send(httptest.NewRequest(http.MethodGet, "/api/v1/public/"+path, http.NoBody))
}

// mustRelease publishes what somebody's organisation is writing to channels.
func (w *world) mustRelease(t *testing.T, who, channels string) {
	t.Helper()
	if done := serve(w.server, w.release(t, who, channels)); done.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", who, done.Code, done.Body)
	}
}

// T-07: without an account one reads what was released to the public, as far as its markings and kinds let it go, and nothing
// else: no id, nobody's name, nothing of who owns it or where it comes from, and nothing of another organisation.
func TestT07ThePublicReadsWhatIsReleasedToIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-07", "I1 I2 I7", func() int { return n })
	a := w.Orgs["A"].String()
	w.exec(t, "set session_replication_role = replica")
	for code, body := range map[string]string{
		"A-1": `{"description":"Wards open it.","owner":"HIDDEN owner","provenance":"HIDDEN place","measures":[{"name":"wards","baseline":"2","target":"24"}]}`,
		"A-2": `{"marking":"commercial","description":"HIDDEN contract"}`,
		"A-3": `{"marking":"future_publication","marked_until":"2026-11","description":"Due by now."}`,
	} {
		w.exec(t, "update app.item set body = $3 where org_id = $1 and code = $2", w.Orgs["A"], code, body)
	}
	w.exec(t, "update app.item set title = 'HIDDEN constraint' where org_id = $1 and kind = 'constraint'", w.Orgs["A"])
	w.mustRelease(t, "cdo of A", `"public"`)
	w.mustRelease(t, "cdo of B", `"desk","members"`)
	got := w.anybodyAsks(a)
	for _, said := range []string{"Alder Hospitals NHS Trust", "Safe and quick.", "Wards open it.", "24", "Due by now.", "We will not write our own apps."} {
		n++
		if !strings.Contains(got.text, said) {
			t.Errorf("the public does not read %q: %d %s", said, got.status, got.text)
		}
	}
	if found := canaries(got.text); len(found) > 0 || strings.Contains(got.text, "HIDDEN") || anyID.MatchString(got.text) || strings.Contains(got.text, "Test Person") {
		t.Errorf("the public reads more than was released to it: %s", got.text)
	}
	if got.header.Get("Cache-Control") != "no-cache" || got.header.Get("ETag") == "" || got.header.Get("Set-Cookie") != "" {
		t.Errorf("it is kept without asking again, or sets a cookie: %v", got.header)
	}
	none := w.anybodyAsks(uuid.NewString())
	for _, address := range []string{w.Orgs["B"].String(), w.Orgs["M"].String(), "northfold", "RX9", "%25", "'"} {
		n++
		if w.anybodyAsks(address).alike() != none.alike() {
			t.Errorf("%s is told from nothing: %s", address, w.anybodyAsks(address).alike())
		}
	}
	w.mustRelease(t, "cdo of A", `"desk"`)
	if again := w.anybodyAsks(a); again.alike() != none.alike() {
		t.Errorf("what is not released any more is told from nothing: %d %s", again.status, again.text)
	}
}

// T-08: what the public reads of one organisation is the same to the byte whatever others publish and keep.
func TestT08ThePublicDoesNotFeelOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tried(t, "T-08", "I1 I2", func() int { return 1 })
	w.mustRelease(t, "cdo of A", `"public"`)
	before := w.anybodyAsks(w.Orgs["A"].String())
	w.mustRelease(t, "cdo of B", `"public"`)
	w.mustRelease(t, "cdo of M", `"public"`)
	w.crowd(t, "B")
	after := w.anybodyAsks(w.Orgs["A"].String())
	if before.alike() != after.alike() || before.header.Get("ETag") != after.header.Get("ETag") {
		t.Errorf("before others published:\n%s\nafter:\n%s", before.alike(), after.alike())
	}
}

// T-36: one address is answered so often in a minute, told so, and another is not kept waiting by it.
func TestT36OneAddressIsBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n, refused := 0, 0
	tried(t, "T-36", "I27", func() int { return n })
	ask := func(from string) answer {
		r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/api/v1/public/"+uuid.NewString(), http.NoBody)
		r.RemoteAddr = from + ":4000"
		n++
		return w.send(r)
	}
	for range 300 {
		if got := ask("192.0.2.7"); got.status == http.StatusTooManyRequests {
			refused++
			if got.header.Get("Retry-After") == "" || !strings.Contains(got.text, "Wait a minute") {
				t.Fatalf("refused without saying until when: %v %s", got.header, got.text)
			}
		}
	}
	if refused == 0 || refused == 300 {
		t.Errorf("%d of 300 were refused", refused)
	}
	if got := ask("192.0.2.8"); got.status != http.StatusNotFound {
		t.Errorf("another address waits too: %d", got.status)
	}
}
