package api_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// site is a server beside a provider that says what the test tells it to.
type site struct {
	*worldtest.World
	provider   *providertest.Provider
	server     *httptest.Server
	connection uuid.UUID // a live one of Alder's
	ahead      atomic.Int64
	log        written
}

// written is a log that can be read while it is written.
type written struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *written) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

const clientSecret = "SEKRIT-9b1d"

func newSite(t *testing.T, changes ...func(*api.Config)) *site {
	t.Helper()
	w := &site{World: worldtest.New(t), connection: uuid.New()}
	w.Now = time.Now() // provider and server share the machine's clock
	clock := func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }
	w.provider = providertest.New(t, clock)
	w.provider.Ask(clientSecret)
	w.server = httptest.NewUnstartedServer(nil)
	changes = append(changes, func(c *api.Config) {
		c.BaseURL = "http://" + w.server.Listener.Addr().String()
		c.Party = oidc.New(oidc.Config{Client: oidc.HardenedClient(w.provider.Exceptions()...), Clock: clock})
		c.Log = slog.New(slog.NewJSONHandler(&w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	w.server.Config.Handler = serve(t, w.World, changes...)
	w.server.Start()
	t.Cleanup(w.server.Close)
	w.connect(t, w.connection, tenants.Connection{Organisation: w.Orgs["A"], Name: "Royal", Secret: clientSecret, Live: true, Terms: tenants.Terms{
		SecondFactor: true, Ceiling: []tenants.Role{tenants.Editor},
	}}, tenants.ClaimRule{Claim: "groups", Value: "digital", Role: tenants.Editor})
	return w
}

func (w *site) connect(t *testing.T, id uuid.UUID, c tenants.Connection, rules ...tenants.ClaimRule) {
	t.Helper()
	c.ID, c.Issuer, c.ClientID = id, w.provider.URL, providertest.ClientID
	err := w.DB.Load(t.Context(), "test", func(l *tenants.Load) error {
		if err := l.PutConnection(context.Background(), c); err != nil {
			return err
		}
		return l.PutRules(context.Background(), c.Organisation, id, rules)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *site) change(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := w.Owner.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// through opens an address and goes on to the provider and back, as far as the server's answer.
func (p person) through(address string) page {
	p.t.Helper()
	begun := p.open(address)
	if begun.status != http.StatusSeeOther {
		return begun
	}
	return p.open(p.open(begun.header.Get("Location")).header.Get("Location"))
}

func (w *site) signIn() string { return w.server.URL + "/auth/sign-in/" + w.connection.String() }
func (w *site) test() string   { return w.server.URL + "/auth/test/" + w.connection.String() }

// as is a browser with a session.
func (w *site) as(t *testing.T, cookie *http.Cookie) person {
	t.Helper()
	p := newPerson(t)
	base, err := url.Parse(w.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	p.Jar.SetCookies(base, []*http.Cookie{cookie})
	return p
}

func (p page) hasSession() bool {
	return slices.ContainsFunc(p.cookies, func(c *http.Cookie) bool { return c.Name == session.Cookie })
}

func TestASignInBringsClaimsAndUsesTheSecret(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	w.provider.Say(map[string]any{"groups": []string{"digital", "board"}, "roles": "administrator"})
	p := newPerson(t)
	if done := p.through(w.signIn()); done.status != http.StatusSeeOther || !done.hasSession() {
		t.Fatalf("%d %s", done.status, done.text)
	}
	if said := p.open(w.server.URL + "/api/v1/session"); !strings.Contains(said.text, `"roles":["editor"]`) {
		t.Errorf("%s", said.text)
	}
	if sent := w.provider.Sent(); len(sent) != 1 || sent[0] != clientSecret {
		t.Errorf("the provider was sent %q", sent)
	}
	w.provider.Say(map[string]any{"_claim_names": map[string]string{"groups": "s"}, "_claim_sources": map[string]any{"s": map[string]string{"endpoint": "https://graph.example"}}})
	p.through(w.signIn())
	if said := p.open(w.server.URL + "/api/v1/session"); !strings.Contains(said.text, `"roles":["editor"]`) {
		t.Errorf("groups that are kept elsewhere took a role: %s", said.text)
	}
	w.Now = w.Now.Add(time.Second)
	w.provider.Say(map[string]any{"groups": []string{}})
	p.through(w.signIn())
	if said := p.open(w.server.URL + "/api/v1/session"); !strings.Contains(said.text, `"places":[]`) {
		t.Errorf("left all groups and kept a role: %s", said.text)
	}
}

// A failed sign-in says whose provider refused and what its administrator should check, and nothing of what was sent.
func TestAFailedSignInSaysWhoShouldCheckWhat(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	for check, c := range map[string]struct {
		arrange func()
		advises string
	}{
		"client":  {func() { w.provider.Ask("another") }, "the client id and the secret"},
		"nonce":   {func() { w.provider.Say(map[string]any{"nonce": "x"}) }, "answers with an ID token that bears the nonce"},
		"expired": {func() { w.provider.Say(map[string]any{"exp": 1}) }, "the provider&#39;s clock is right"},
	} {
		w.provider.Ask(clientSecret)
		w.provider.Say(nil)
		c.arrange()
		p := newPerson(t)
		got := p.through(w.signIn())
		if got.status != http.StatusBadRequest || got.hasSession() ||
			!strings.Contains(got.text, "by Royal of Alder Hospitals NHS Trust") || !strings.Contains(got.text, c.advises) {
			t.Errorf("%s: %d %s", check, got.status, got.text)
		}
		if n := w.Count("select count(*) from sec.event where kind = 'sign-in-refused' and connection_id = $1 and failed = $2", w.connection, check); n != 1 {
			t.Errorf("%s: %d events", check, n)
		}
		for _, kept := range []string{got.text, w.log.String()} {
			if strings.Contains(kept, "SEKRIT") || strings.Contains(kept, "grace") {
				t.Errorf("%s: said or logged what was sent: %s", check, kept)
			}
		}
	}
}

// The hosts of the endpoints are pinned when a connection is tested: it works with those, and stops when they move.
func TestEndpointsThatMoveStopAConnection(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	w.AddPlatform()
	admin, operator := w.SignIn(tenants.Administrator, "A"), w.SignIn(tenants.Operator, worldtest.Platform)
	w.change(t, "update app.connection set state = 'draft' where id = $1", w.connection)
	w.provider.Move(w.provider.OtherHost())
	if done := w.as(t, admin).through(w.test()); done.status != http.StatusOK {
		t.Fatalf("%d %s", done.status, done.text)
	}
	path := "/api/v1/organisations/{org:A}/connections/" + w.connection.String()
	kept := ask{as: admin, path: path}.of(t, w.World, w.server.Config.Handler)
	if !strings.Contains(kept.text, `"hosts":["`+w.provider.OtherHost()+`"]`) {
		t.Errorf("what was pinned: %s", kept.text)
	}
	wish := ask{as: admin, method: "PATCH", path: path, body: `{"state":"requested"}`, headers: matching(kept.Header.Get("ETag"))}.of(t, w.World, w.server.Config.Handler)
	if wish.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", wish.StatusCode, wish.text)
	}
	version := w.Count("select version from app.connection where id = $1", w.connection)
	live := ask{
		as: operator, method: "PATCH", path: "/api/v1/organisations/{org:platform}/platform/connections/" + w.connection.String(),
		body: `{"verdict":"live"}`, headers: matching(fmt.Sprintf("%q", strconv.Itoa(version))),
	}.of(t, w.World, w.server.Config.Handler)
	if live.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", live.StatusCode, live.text)
	}
	p := newPerson(t)
	if done := p.through(w.signIn()); !done.hasSession() {
		t.Fatalf("with its endpoints where they were: %d %s", done.status, done.text)
	}
	w.provider.Move("127.0.0.1:9")
	w.ahead.Store(int64(11 * time.Minute)) // what is known of the provider is out of date
	got := newPerson(t).through(w.signIn())
	if got.status != http.StatusBadRequest || !strings.Contains(got.text, "where they were when the connection was approved") {
		t.Errorf("after its endpoints have moved: %d %s", got.status, got.text)
	}
	if said := p.open(w.server.URL + "/api/v1/session"); said.status != http.StatusOK {
		t.Errorf("the trouble reached a session that was there: %d", said.status)
	}
}

func TestWhereARequestCameFrom(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		proxies []netip.Prefix
		header  string
		want    string
	}{
		"nobody is trusted":           {nil, "203.0.113.9", "127.0.0.1"},
		"another network is trusted":  {[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, "203.0.113.9", "127.0.0.1"},
		"the proxy is trusted":        {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "203.0.113.9", "203.0.113.9"},
		"what the client put in":      {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "198.51.100.7, 203.0.113.9", "203.0.113.9"},
		"a proxy behind another":      {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}, "203.0.113.9, 10.1.2.3", "203.0.113.9"},
		"a private network by itself": {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "203.0.113.9, 10.1.2.3", "10.1.2.3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newSite(t, func(a *api.Config) { a.Proxies = c.proxies })
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.server.URL+"/auth/sign-in/"+uuid.NewString(), http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("X-Forwarded-For", c.header)
			r.Header.Set("X-Real-IP", "192.0.2.1")
			response, err := w.server.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			var from string
			if err := w.Owner.QueryRow(t.Context(), "select address from sec.event").Scan(&from); err != nil || from != c.want {
				t.Errorf("from %q, %v", from, err)
			}
		})
	}
}

func TestBrowsersAreToldToKeepToTLS(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	for base, want := range map[string]string{"https://throughline.example": "max-age=63072000", "http://127.0.0.1:8080": ""} {
		server := serve(t, w, func(c *api.Config) { c.BaseURL = base })
		for _, path := range []string{"/", "/api/v1/session", "/auth/sign-in/x", "/nowhere.js"} {
			if got := (ask{path: path}).of(t, w, server).Header.Get("Strict-Transport-Security"); got != want {
				t.Errorf("%s %s: %q", base, path, got)
			}
		}
	}
}
