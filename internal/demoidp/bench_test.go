package demoidp

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	back     = "http://127.0.0.1:9/auth/cb/1"
	loggedIn = "http://127.0.0.1:9/signed-out"
	verifier = "a-verifier-of-at-least-forty-three-characters-0"
)

// bench is two issuers on a real loopback listener with a clock the test moves.
type bench struct {
	base   string
	client *http.Client
	mu     sync.Mutex
	now    time.Time
}

func (b *bench) clock() time.Time { b.mu.Lock(); defer b.mu.Unlock(); return b.now }

func (b *bench) pass(d time.Duration) { b.mu.Lock(); defer b.mu.Unlock(); b.now = b.now.Add(d) }

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)}
	server := httptest.NewUnstartedServer(nil)
	b.base = "http://" + server.Listener.Addr().String()
	issuer := func(name, title string) Issuer {
		return Issuer{
			Name: name, Title: title, ClientID: "throughline-" + name,
			RedirectURIs: []string{back}, PostLogoutURIs: []string{loggedIn},
			Personas: []Persona{
				{Subject: "lead", Name: "Amara Okafor", Email: "amara@example.nhs.uk", Role: "ICS digital lead", About: "Publishes <goals>."},
				{Subject: "a b&c", Name: "Tom Hale"},
			},
		}
	}
	provider, err := New(Config{BaseURL: b.base, Clock: b.clock, Issuers: []Issuer{issuer("northfold", "Northfold ICB"), issuer("ash-trust", "Ash Trust")}})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = provider
	server.Start()
	t.Cleanup(server.Close)
	b.client = server.Client()
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return b
}

// answer is a response, read.
type answered struct {
	status   int
	header   http.Header
	body     string
	location *url.URL
}

func (b *bench) do(t *testing.T, r *http.Request) answered {
	t.Helper()
	response, err := b.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answered{status: response.StatusCode, header: response.Header, body: string(body)}
	if l := response.Header.Get("Location"); l != "" {
		if a.location, err = url.Parse(l); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func (b *bench) get(t *testing.T, path string, query url.Values) answered {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.base+path+"?"+query.Encode(), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return b.do(t, r)
}

func (b *bench) post(t *testing.T, path string, form url.Values) answered {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(t, r)
}

// good is an authorization request that nothing is wrong with.
func good(issuer string) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	return url.Values{
		"client_id": {"throughline-" + issuer}, "redirect_uri": {back}, "response_type": {"code"}, "scope": {"openid profile email"},
		"state": {"a state & more"}, "nonce": {"a nonce"}, "code_challenge_method": {"S256"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
	}
}

func with(q url.Values, name string, values ...string) url.Values {
	if len(values) == 0 {
		delete(q, name)
	} else {
		q[name] = values
	}
	return q
}

// code signs a persona in and gives the code.
func (b *bench) code(t *testing.T, issuer string) string {
	t.Helper()
	a := b.get(t, "/"+issuer+"/choose", with(good(issuer), "persona", "lead"))
	if a.status != http.StatusSeeOther || a.location.Query().Get("code") == "" {
		t.Fatalf("no code: %d %s", a.status, a.body)
	}
	return a.location.Query().Get("code")
}

func redemption(issuer, code string) url.Values {
	return url.Values{
		"grant_type": {"authorization_code"}, "client_id": {"throughline-" + issuer}, "code": {code},
		"redirect_uri": {back}, "code_verifier": {verifier},
	}
}

// follow takes the chooser's link for a person and gives the answer that the client would get.
func (b *bench) follow(t *testing.T, from string, page answered, person string) url.Values {
	t.Helper()
	for _, m := range regexp.MustCompile(`<a href="([^"]+)"[^>]*>([^\n]*)</a>`).FindAllStringSubmatch(page.body, -1) {
		if !strings.Contains(m[2], person) {
			continue
		}
		link, err := url.Parse(html.UnescapeString(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		target := (&url.URL{Path: from}).ResolveReference(link)
		a := b.get(t, target.Path, target.Query())
		if a.status != http.StatusSeeOther || !strings.HasPrefix(a.location.String(), back+"?") {
			t.Fatalf("%s: %d %v", m[1], a.status, a.location)
		}
		return a.location.Query()
	}
	t.Fatalf("no link for %q in %s", person, page.body)
	return nil
}
