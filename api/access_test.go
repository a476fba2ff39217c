package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

func TestWhoGetsWhat(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	people := map[string]*http.Cookie{
		"nobody": nil, "lead": w.SignIn(tenants.SystemLead, ""), "board": w.SignIn(tenants.Viewer, ""),
		"cdo of A": w.SignIn(tenants.CDO, "A"), "editor of A": w.SignIn(tenants.Editor, "A"), "administrator of A": w.SignIn(tenants.Administrator, "A"),
		"cdo of B": w.SignIn(tenants.CDO, "B"), "partner": w.SignIn(tenants.PartnerViewer, "P"), "stranger": nil,
	}
	people["stranger"] = w.Session("stranger")
	for _, c := range []struct {
		as, path string
		status   int
	}{
		{"nobody", "/api/v1/organisations/{system}/alignment/matrix", 401},
		{"stranger", "/api/v1/organisations/{system}/alignment/matrix", 404},
		{"lead", "/api/v1/organisations/{system}/alignment/matrix", 200},
		{"board", "/api/v1/organisations/{system}/alignment/matrix", 200},
		{"lead", "/api/v1/organisations/{system}/alignment/report", 200},
		{"lead", "/api/v1/organisations/{system}/members", 200},
		{"lead", "/api/v1/organisations/{system}/items", 200},
		{"lead", "/api/v1/organisations/{system}/links", 403},
		{"lead", "/api/v1/organisations/{org:A}/items", 404}, // the working copy is the trust's own
		{"cdo of A", "/api/v1/organisations/{org:A}/items", 200},
		{"cdo of A", "/api/v1/organisations/{org:A}/alignment/matrix", 200},
		{"cdo of A", "/api/v1/organisations/{org:A}/links", 200},
		{"cdo of A", "/api/v1/organisations/{org:A}/published/targets", 200},
		{"cdo of A", "/api/v1/organisations/{org:A}/published/organisations/{org:A}", 200},
		{"cdo of A", "/api/v1/organisations/{org:A}/published/organisations/{org:B}", 404},
		{"cdo of A", "/api/v1/organisations/{org:B}/items", 404},
		{"cdo of A", "/api/v1/organisations/{system}/items", 404},
		{"cdo of B", "/api/v1/organisations/{org:A}/items", 404},
		{"administrator of A", "/api/v1/organisations/{org:A}", 200},
		{"administrator of A", "/api/v1/organisations/{org:A}/items", 403},
		{"partner", "/api/v1/organisations/{org:P}", 200},
		{"partner", "/api/v1/organisations/{org:P}/published/targets", 200},
		{"partner", "/api/v1/organisations/{org:P}/alignment/matrix", 403},
		{"partner", "/api/v1/organisations/{org:A}/alignment/matrix", 404},
		{"lead", "/api/v1/organisations/00000000-0000-4000-8000-000000000000/items", 404},
		{"lead", "/api/v1/organisations/not-an-id/items", 400},
		{"lead", "/api/v1/nothing/here", 404},
		{"nobody", "/api/v1/session", 401},
		{"lead", "/api/v1/session", 200},
		{"stranger", "/api/v1/session", 200},
		{"nobody", "/healthz", 200},
		{"nobody", "/readyz", 200},
		{"nobody", "/api/v1/sign-in", 200},
		{"nobody", "/api/v1/openapi.json", 200},
	} {
		got := ask{as: people[c.as], path: c.path}.of(t, w, server)
		if got.StatusCode != c.status {
			t.Errorf("%s %s: %d, want %d: %s", c.as, c.path, got.StatusCode, c.status, got.text)
		}
	}
	for _, c := range []struct {
		as, method, path, body string
		status                 int
	}{
		{"board", "POST", "/api/v1/organisations/{system}/strategies/00000000-0000-4000-8000-000000000000/editions", `{}`, 403},
		{"cdo of A", "POST", "/api/v1/organisations/{org:A}/strategies/00000000-0000-4000-8000-000000000000/editions", `{}`, 404},
		{"board", "POST", "/api/v1/organisations/{system}/items", `{"strategy":"00000000-0000-4000-8000-000000000000","kind":"goal","fields":{"title":"x"}}`, 403},
		{"partner", "POST", "/api/v1/organisations/{org:P}/links/decisions", `{"objective":"00000000-0000-4000-8000-000000000000","target":"00000000-0000-4000-8000-000000000000","verdict":"confirmed"}`, 403},
		{"nobody", "POST", "/api/v1/organisations/{system}/items", `{"strategy":"00000000-0000-4000-8000-000000000000","kind":"goal","fields":{"title":"x"}}`, 401},
	} {
		got := ask{as: people[c.as], method: c.method, path: c.path, body: c.body, headers: keyed("some-key-1")}.of(t, w, server)
		if got.StatusCode != c.status {
			t.Errorf("%s %s %s: %d, want %d: %s", c.as, c.method, c.path, got.StatusCode, c.status, got.text)
		}
	}
	if n := w.Count("select count(*) from sec.event where kind = 'denied' and failed = 'link:read'"); n != 1 {
		t.Errorf("%d denials of link:read noted, want the lead's one", n)
	}
}

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// What is not yours and what is not there answer alike, to the letter but for the request's own id.
func TestNotYoursIsNotThere(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "B")
	var theirs string
	if err := w.Owner.QueryRow(t.Context(), "select id from app.item where org_id = $1 and kind = 'objective' limit 1", w.Orgs["A"]).Scan(&theirs); err != nil {
		t.Fatal(err)
	}
	nobodys := "00000000-0000-4000-8000-000000000000"
	for _, path := range []string{
		"/api/v1/organisations/ID", "/api/v1/organisations/ID/items",
		"/api/v1/organisations/{org:B}/items/ITEM", "/api/v1/organisations/{org:B}/published/objectives/ITEM",
		"/api/v1/organisations/{org:B}/published/organisations/ID", "/api/v1/organisations/{org:B}/published/targets/ITEM",
	} {
		var said [2]string
		for i, pair := range [][2]string{{w.Orgs["A"].String(), theirs}, {nobodys, nobodys}} {
			asked := regexp.MustCompile("ID$|ID/").ReplaceAllStringFunc(path, func(m string) string { return pair[0] + m[2:] })
			asked = regexp.MustCompile("ITEM").ReplaceAllString(asked, pair[1])
			got := ask{as: cdo, path: asked}.of(t, w, server)
			if got.StatusCode != 404 {
				t.Errorf("%s: %d", asked, got.StatusCode)
			}
			said[i] = ids.ReplaceAllString(got.text, "ID")
		}
		if said[0] != said[1] {
			t.Errorf("%s tells them apart:\n%s\n%s", path, said[0], said[1])
		}
	}
}

func TestEveryAnswerIsSafe(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	lead := w.SignIn(tenants.SystemLead, "")
	for _, path := range []string{
		"/", "/organisations/x/alignment", "/assets/app-1234.js", "/assets/none.js", "/favicon.ico", "/api/v1/session", "/api/v1/none", "/healthz",
		"/auth/sign-in/none", "/auth/none", "/auth/plain.css", "/api/v1/organisations/{system}/alignment/matrix",
	} {
		got := ask{as: lead, path: path}.of(t, w, server)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin",
		} {
			if value := got.Header.Get(name); !regexp.MustCompile("^" + regexp.QuoteMeta(want)).MatchString(value) {
				t.Errorf("%s: %s is %q", path, name, value)
			}
		}
		if regexp.MustCompile("^/(api|auth)/").MatchString(path) && got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", path, got.Header.Get("Cache-Control"))
		}
	}
	if got := (ask{method: "HEAD", path: "/"}).of(t, w, server); got.StatusCode != 200 {
		t.Errorf("HEAD /: %d", got.StatusCode)
	}
	for path, want := range map[string]int{"/": 200, "/organisations/x/alignment?a=b": 200, "/assets/app-1234.js": 200, "/assets/none.js": 404, "/auth/none": 404} {
		if got := (ask{path: path}).of(t, w, server); got.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, got.StatusCode, want)
		}
	}
}

func TestOtherSitesCannotChangeAnything(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	for name, headers := range map[string]map[string]string{
		"cross-site":            {"Sec-Fetch-Site": "cross-site"},
		"a sibling's":           {"Sec-Fetch-Site": "same-site"},
		"another origin's":      {"Origin": "https://evil.example"},
		"an origin that's null": {"Origin": "null"},
	} {
		for _, method := range []string{"POST", "PATCH", "DELETE"} {
			path := "/api/v1/organisations/{org:A}/items/" + first.ID
			if method == "POST" {
				path = "/api/v1/organisations/{org:A}/items"
			}
			headers["If-Match"], headers["Idempotency-Key"] = `"1"`, "some-key-1"
			got := ask{as: cdo, method: method, path: path, body: `{"title":"Taken over"}`, headers: headers}.of(t, w, server)
			if got.StatusCode != 403 {
				t.Errorf("%s %s: %d", name, method, got.StatusCode)
			}
		}
	}
	got := ask{
		as: cdo, method: "PATCH", path: "/api/v1/organisations/{org:A}/items/" + first.ID, body: `{"title":"Ours"}`,
		headers: map[string]string{"Sec-Fetch-Site": "same-origin", "If-Match": `"1"`},
	}.of(t, w, server)
	if got.StatusCode != 200 {
		t.Errorf("our own page's change: %d %s", got.StatusCode, got.text)
	}
}

func TestSigningOut(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	lead := w.SignIn(tenants.SystemLead, "")
	if got := (ask{as: lead, method: "DELETE", path: "/api/v1/session"}).of(t, w, server); got.StatusCode != 200 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	for _, path := range []string{"/api/v1/session", "/api/v1/organisations/{system}/items"} {
		if got := (ask{as: lead, path: path}).of(t, w, server); got.StatusCode != 401 {
			t.Errorf("%s after signing out: %d", path, got.StatusCode)
		}
	}
}

func TestReadsAreNotSentTwice(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	lead := w.SignIn(tenants.SystemLead, "")
	for _, path := range []string{"/api/v1/organisations/{system}/alignment/matrix", "/api/v1/organisations/{system}/items"} {
		first := ask{as: lead, path: path}.of(t, w, server)
		again := ask{as: lead, path: path, headers: map[string]string{"If-None-Match": first.Header.Get("ETag")}}.of(t, w, server)
		if first.Header.Get("ETag") == "" || again.StatusCode != 304 || again.text != "" {
			t.Errorf("%s: ETag %q, then %d %q", path, first.Header.Get("ETag"), again.StatusCode, again.text)
		}
	}
}

// A strategy's version is of what it says of itself: who has read it reads it again when an item has changed.
func TestAVersionIsNotTakenForAllThatIsReadWithIt(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	path := "/api/v1/organisations/{org:A}/strategies/" + first.Strategy
	read := ask{as: cdo, path: path}.of(t, w, server)
	if got := (ask{as: cdo, method: "PATCH", path: "/api/v1/organisations/{org:A}/items/" + first.ID, headers: matching(`"1"`), body: `{"title":"Changed"}`}).of(t, w, server); got.StatusCode != 200 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	again := ask{as: cdo, path: path, headers: map[string]string{"If-None-Match": read.Header.Get("ETag")}}.of(t, w, server)
	if again.StatusCode != 200 || !strings.Contains(again.text, "Changed") {
		t.Errorf("after a change: %d %s", again.StatusCode, again.text)
	}
}

// Refused, let by, and refused again over a single connection to the database: a request never holds one while it waits
// for another, or as many refusals at once as there are connections would stop the server.
func TestARequestHoldsOneConnectionAtATime(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	viewer := w.SignIn(tenants.Viewer, "A")
	pool, _ := w.Counted(t) // of one connection
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Clock: func() time.Time { return w.Now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	server := serve(t, w, func(c *api.Config) { c.DB = db })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for path, want := range map[string]int{"/people": 403, "/items": 200, "/audit": 403, "/tokens": 200} {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/organisations/"+w.Orgs["A"].String()+path, http.NoBody)
		r.AddCookie(viewer)
		recorder := httptest.NewRecorder()
		server.ServeHTTP(recorder, r)
		if recorder.Code != want {
			t.Errorf("%s: %d %s", path, recorder.Code, recorder.Body)
		}
	}
	if n := w.Count("select count(*) from sec.event where kind = 'denied'"); n != 2 {
		t.Errorf("%d refusals were noted, want 2", n)
	}
}
