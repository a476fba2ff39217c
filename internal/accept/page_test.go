package accept_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// page asks for the page that everybody reads, as a browser without a script does.
func (w *world) page(at string) answer {
	return w.send(httptest.NewRequest(http.MethodGet, "/published/"+at, http.NoBody))
}

// sayOnPage sends the form of the page.
func (w *world) sayOnPage(at, form string, headers map[string]string) answer {
	r := httptest.NewRequest(http.MethodPost, "/published/"+at, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	return w.send(r)
}

// T-07: the page without an account says what the public may read, whole and without a script, and nothing else; it is taken
// down with what it shows, and then like a page that never was.
func TestT07ThePageShowsWhatIsReleasedToThePublic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-07", "I1 I2 I7", func() int { return n })
	w.exec(t, "set session_replication_role = replica")
	w.exec(t, "update app.item set body = $2 where org_id = $1 and code = 'A-1'", w.Orgs["A"],
		`{"description":"Wards open it.","owner":"HIDDEN owner","provenance":"HIDDEN place","measures":[{"name":"wards","baseline":"2","target":"24"}]}`)
	w.exec(t, "update app.item set body = $2 where org_id = $1 and code = 'A-2'", w.Orgs["A"], `{"marking":"commercial","description":"HIDDEN contract"}`)
	w.exec(t, "update app.item set title = 'HIDDEN constraint' where org_id = $1 and kind = 'constraint'", w.Orgs["A"])
	w.mustRelease(t, "cdo of A", `"public"`)
	a := w.Orgs["A"].String()
	got := w.page(a)
	for _, said := range []string{"<h1", "Alder Hospitals NHS Trust", "Safe and quick.", "Wards open it.", "<strong>from 2 to 24</strong>", "We will not write our own apps.", "<form method=\"post\" action=\"#wrong\">"} {
		n++
		if !strings.Contains(got.text, said) {
			t.Errorf("the page does not say %q: %d %s", said, got.status, got.text)
		}
	}
	if found := canaries(got.text); len(found) > 0 || strings.Contains(got.text, "HIDDEN") || anyID.MatchString(got.text) || strings.Contains(got.text, "Test Person") || strings.Contains(got.text, "<script") {
		t.Errorf("the page says more than was released to the public: %s", got.text)
	}
	if got.header.Get("Cache-Control") != "no-cache" || got.header.Get("ETag") == "" || got.header.Get("Set-Cookie") != "" || got.header.Get("Content-Type") != "text/html; charset=UTF-8" {
		t.Errorf("it is kept without asking again, or sets a cookie: %v", got.header)
	}
	w.exec(t, "update app.organisation set ods_code = 'RXA' where id = $1", w.Orgs["A"])
	for at, to := range map[string]string{a: "/published/RXA", "rxa?answered=yes": "/published/RXA?answered=yes"} {
		n++
		if moved := w.page(at); moved.status != http.StatusFound || moved.header.Get("Location") != to {
			t.Errorf("%s leads to %d %s", at, moved.status, moved.header.Get("Location"))
		}
	}
	none := w.page(uuid.NewString())
	w.mustRelease(t, "cdo of A", `"desk"`)
	w.mustRelease(t, "cdo of B", `"desk","members"`)
	for _, at := range []string{a, "RXA", w.Orgs["B"].String(), w.Orgs["M"].String(), "northfold", "RX9", "%25", "'", "%2541"} {
		n++
		if again := w.page(at); again.alike() != none.alike() || again.status != http.StatusNotFound || !strings.Contains(again.text, "Nothing is published here") {
			t.Errorf("%s is told from nothing: %d %s", at, again.status, again.text)
		}
	}
}

// T-27: an answer is given on the page itself, by what stands there; no other site gives one, and what is not on the page is not
// taken. What is counted once is not counted again by reading.
func TestT27AnAnswerIsGivenOnThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-27", "I19", func() int { return n })
	w.mustRelease(t, "cdo of A", `"public"`)
	a := w.Orgs["A"].String()
	counted := func() int { return w.Count("select coalesce(sum(said), 0) from sec.pulse") }
	for _, headers := range []map[string]string{
		{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"},
	} {
		n++
		if got := w.sayOnPage(a, "statements=helps", headers); got.status != http.StatusForbidden || !strings.Contains(got.text, "came from another site") {
			t.Errorf("%v: %d %s", headers, got.status, got.text)
		}
	}
	for _, form := range []string{"statements=hates", "role=admin", "role=carer&role=patient", "org_id=" + a, "statements=helps&name=Jo", "statements=%zz"} {
		n++
		if got := w.sayOnPage(a, form, nil); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.text, "<h1") {
			t.Errorf("%s: %d %s", form, got.status, got.text)
		}
	}
	if got := w.sayOnPage(a, `{"helps":true}`, map[string]string{"Content-Type": "application/json"}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("as JSON: %d", got.status)
	}
	if got := w.sayOnPage(w.Orgs["B"].String(), "statements=helps", nil); got.status != http.StatusNotFound {
		t.Errorf("of what is not published: %d", got.status)
	}
	if was := counted(); was != 0 {
		t.Fatalf("%d answers are counted that were refused", was)
	}
	got := w.sayOnPage(a, "statements=helps&statements=recognise&role=carer", map[string]string{"Sec-Fetch-Site": "same-origin"})
	if got.status != http.StatusSeeOther || got.header.Get("Location") != "/published/"+a+"?answered=yes#counted" || got.header.Get("Set-Cookie") != "" {
		t.Fatalf("%d %v %s", got.status, got.header, got.text)
	}
	if thanks := w.page(a + "?answered=yes"); !strings.Contains(thanks.text, "Your answer has been counted.") || strings.Contains(thanks.text, "<form") {
		t.Errorf("no thanks: %s", thanks.text)
	}
	if was := counted(); was != 2 { // one that it helps, and one that it is recognised
		t.Errorf("%d are counted of one answer", was)
	}
	const chosen = ` checked>`
	for form, want := range map[string][]string{
		"role=": {"or say that neither is"}, "": {"or say that neither is"}, "role=carer": {"or say that neither is", `value="carer" selected>`},
		"statements=neither&statements=helps&role=carer": {"not both", `value="helps"` + chosen, `value="neither"` + chosen, `value="carer" selected>`},
	} {
		n++
		got := w.sayOnPage(a, form, nil)
		if got.status != http.StatusUnprocessableEntity || strings.Count(got.text, chosen) != strings.Count(form, "statements=") || counted() != 2 {
			t.Errorf("%q: %d, %d are counted: %s", form, got.status, counted(), got.text)
		}
		for _, part := range append(want, "There is a problem", "<form") {
			if !strings.Contains(got.text, part) {
				t.Errorf("%q: there is no %s in %s", form, part, got.text)
			}
		}
	}
	if none := w.sayOnPage(a, "statements=neither&role=", nil); none.status != http.StatusSeeOther || counted() != 3 {
		t.Errorf("neither: %d, %d are counted", none.status, counted())
	}
}

// T-36: the page and its form are bounded as the contract's operations are, and with them.
func TestT36ThePageIsBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-36", "I27", func() int { return n })
	for what, ask := range map[string]func() answer{
		"reading":   func() answer { return w.page("RX9") },
		"answering": func() answer { return w.sayOnPage("RX9", "statements=helps", nil) },
	} {
		refused := 0
		for range 300 {
			n++
			got := ask()
			if got.status != http.StatusTooManyRequests {
				continue
			}
			refused++
			if got.header.Get("Retry-After") == "" || !strings.Contains(got.text, "Wait a minute") || !strings.Contains(got.text, "<h1") {
				t.Fatalf("refused without saying until when: %v %s", got.header, got.text)
			}
		}
		if refused == 0 || refused == 300 {
			t.Errorf("%s: %d of 300 were refused", what, refused)
		}
	}
	if got := w.anybodyAsks("RX9"); got.status != http.StatusTooManyRequests {
		t.Errorf("whoever has read the page so often reads the same by the API: %d", got.status)
	}
}
