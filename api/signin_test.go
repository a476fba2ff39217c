package api_test

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/demoidp"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// town is a server and identity providers, all listening, and the way to them by real requests.
type town struct {
	*worldtest.World
	server, providers *httptest.Server
	royal, council    uuid.UUID // connections
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{World: worldtest.New(t), royal: uuid.New(), council: uuid.New()}
	w.Now = time.Now() // providers and server share the machine's clock
	w.server, w.providers = httptest.NewUnstartedServer(nil), httptest.NewUnstartedServer(nil)
	base, issuers := "http://"+w.server.Listener.Addr().String(), "http://"+w.providers.Listener.Addr().String()
	provider, err := demoidp.New(demoidp.Config{BaseURL: issuers, Issuers: []demoidp.Issuer{
		w.issuer("royal", base, w.royal), w.issuer("council", base, w.council),
	}})
	if err != nil {
		t.Fatal(err)
	}
	w.providers.Config.Handler = provider
	client := oidc.HardenedClient(oidc.Exception{
		Host: w.providers.Listener.Addr().String(), Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Plain: true,
	})
	policy, err := authz.Load()
	if err != nil {
		t.Fatal(err)
	}
	w.server.Config.Handler, err = api.New(api.Config{
		DB: w.DB, Policy: policy, Party: oidc.New(oidc.Config{Client: client}), BaseURL: base, Demo: true,
		Pages: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.server.Start()
	w.providers.Start()
	t.Cleanup(w.server.Close)
	t.Cleanup(w.providers.Close)
	err = w.DB.Load(t.Context(), "test", func(l *tenants.Load) error { return w.connect(t.Context(), l, issuers) })
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *town) issuer(name, base string, connection uuid.UUID) demoidp.Issuer {
	return demoidp.Issuer{
		Name: name, Title: name, ClientID: "throughline",
		RedirectURIs:   []string{base + "/auth/callback/" + connection.String()},
		PostLogoutURIs: []string{base + "/"},
		Personas:       []demoidp.Persona{{Subject: "grace", Name: "Grace", Email: "grace@nhs.example", Role: "CDO"}},
	}
}

func (w *town) connect(ctx context.Context, l *tenants.Load, issuers string) error {
	for id, c := range map[uuid.UUID]tenants.Connection{
		w.royal:   {Organisation: w.Orgs["A"], Name: "Royal", Issuer: issuers + "/royal", Terms: tenants.Terms{Listed: true}},
		w.council: {Organisation: w.Orgs["P"], Name: "Council", Issuer: issuers + "/council"},
	} {
		c.ID, c.ClientID, c.Live, c.SecondFactor = id, "throughline", true, true
		if err := l.PutConnection(ctx, c); err != nil {
			return err
		}
	}
	return l.Assign(ctx, w.royal, "grace", w.Orgs["A"], tenants.CDO)
}

// person is a browser: it keeps cookies and does not follow on its own.
type person struct {
	t *testing.T
	*http.Client
}

func newPerson(t *testing.T) person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return person{t, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// page is what came of opening an address.
type page struct {
	status  int
	header  http.Header
	cookies []*http.Cookie
	address *url.URL
	text    string
}

// open asks for an address.
func (p person) open(address string) page {
	p.t.Helper()
	response, err := p.Get(address)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return page{response.StatusCode, response.Header, response.Cookies(), response.Request.URL, string(text)}
}

var personaLink = regexp.MustCompile(`href="([^"]*choose[^"]*)"`)

// toCallback begins a sign-in, chooses the persona, and stops before going back to the server.
func (p person) toCallback(start string) string {
	p.t.Helper()
	begun := p.open(start)
	if begun.status != http.StatusSeeOther {
		p.t.Fatalf("the sign-in began with %d: %s", begun.status, begun.text)
	}
	chooser := p.open(begun.header.Get("Location"))
	found := personaLink.FindStringSubmatch(chooser.text)
	if found == nil {
		p.t.Fatalf("no persona to choose: %s", chooser.text)
	}
	address, err := chooser.address.Parse(html.UnescapeString(found[1]))
	if err != nil {
		p.t.Fatal(err)
	}
	chosen := p.open(address.String())
	back := chosen.header.Get("Location")
	if back == "" {
		p.t.Fatalf("the provider did not send back: %d %s", chosen.status, chosen.text)
	}
	return back
}

func (w *town) start(connection uuid.UUID, returnTo string) string {
	return w.server.URL + "/auth/sign-in/" + connection.String() + "?return_to=" + url.QueryEscape(returnTo)
}

func TestSigningIn(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := newPerson(t)
	done := p.open(p.toCallback(w.start(w.royal, "/organisations/x/alignment?show=goals")))
	if done.status != http.StatusSeeOther || done.header.Get("Location") != "/organisations/x/alignment?show=goals" {
		t.Fatalf("%d to %q: %s", done.status, done.header.Get("Location"), done.text)
	}
	var cookie *http.Cookie
	for _, c := range done.cookies {
		if c.Name == session.Cookie {
			cookie = c
		}
	}
	if cookie == nil || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" {
		t.Fatalf("the cookie is %+v", cookie)
	}
	who := p.open(w.server.URL + "/api/v1/session")
	var said struct {
		Person struct{ Name string }
		Places []struct{ Roles []string }
	}
	if err := json.Unmarshal([]byte(who.text), &said); err != nil || who.status != 200 {
		t.Fatalf("%d %s", who.status, who.text)
	}
	if said.Person.Name != "Grace" || len(said.Places) != 1 || said.Places[0].Roles[0] != "cdo" {
		t.Errorf("signed in as %+v", said)
	}
	for table, column := range map[string]string{"sec.session": "encode(hash, 'escape')", "sec.flow": "encode(state_hash, 'escape')"} {
		if n := w.Count("select count(*) from " + table + " where position('" + cookie.Value + "' in " + column + ") > 0"); n != 0 {
			t.Errorf("%s holds the secret itself", table)
		}
	}
}

func TestTheSamePersonElsewhereIsAnother(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := newPerson(t)
	p.open(p.toCallback(w.start(w.council, "/")))
	said := p.open(w.server.URL + "/api/v1/session")
	if !strings.Contains(said.text, `"places":[]`) {
		t.Errorf("the same subject and e-mail at another provider got a place: %s", said.text)
	}
}

func TestSignInsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	without := func(back, name string) string {
		u, err := url.Parse(back)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		q.Del(name)
		u.RawQuery = q.Encode()
		return u.String()
	}
	for name, c := range map[string]struct {
		visit func(p person) page
		check string
	}{
		"the answer used twice": {func(p person) page {
			back := p.toCallback(w.start(w.royal, "/"))
			p.open(back)
			return p.open(back)
		}, "flow"},
		"another browser": {func(p person) page {
			return newPerson(t).open(p.toCallback(w.start(w.royal, "/")))
		}, "flow"},
		"another connection": {func(p person) page {
			return p.open(strings.Replace(p.toCallback(w.start(w.royal, "/")), w.royal.String(), w.council.String(), 1))
		}, "flow"},
		"no state": {func(p person) page {
			return p.open(without(p.toCallback(w.start(w.royal, "/")), "state"))
		}, "flow"},
		"no code": {func(p person) page {
			return p.open(without(p.toCallback(w.start(w.royal, "/")), "code"))
		}, "code"},
		"no issuer": {func(p person) page {
			return p.open(without(p.toCallback(w.start(w.royal, "/")), "iss"))
		}, "response_issuer"},
		"no such connection": {func(p person) page {
			return p.open(w.start(uuid.New(), "/"))
		}, "connection"},
		"a connection that is none": {func(p person) page {
			return p.open(w.server.URL + "/auth/sign-in/none")
		}, "connection"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPerson(t)
			got := c.visit(p)
			if got.status != http.StatusBadRequest || !strings.Contains(got.text, "You are not signed in") {
				t.Errorf("%d %s", got.status, got.text)
			}
			if who := p.open(w.server.URL + "/api/v1/session"); name != "the answer used twice" && who.status != 401 {
				t.Errorf("there is a session: %d", who.status)
			}
			if n := w.Count("select count(*) from sec.event where kind = 'sign-in-refused' and failed = $1", c.check); n == 0 {
				t.Errorf("no event names %q", c.check)
			}
		})
	}
}

func TestAfterSigningInOneGoesWithinTheSite(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, away := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/a\r\nSet-Cookie: x=y", "javascript:alert(1)", "", "relative"} {
		p := newPerson(t)
		done := p.open(p.toCallback(w.start(w.royal, away)))
		if to := done.header.Get("Location"); to != "/" {
			t.Errorf("%q leads to %q", away, to)
		}
	}
}

func TestSigningOutEndsTheSessionAtTheProviderToo(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := newPerson(t)
	p.open(p.toCallback(w.start(w.royal, "/")))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, w.server.URL+"/api/v1/session", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := p.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var out struct{ Provider *string }
	if err := json.NewDecoder(response.Body).Decode(&out); err != nil || out.Provider == nil || !strings.HasPrefix(*out.Provider, w.providers.URL+"/royal/") {
		t.Fatalf("%d, %v, go on to %v", response.StatusCode, err, out.Provider)
	}
	if again := p.open(w.server.URL + "/api/v1/session"); again.status != 401 {
		t.Errorf("after signing out: %d", again.status)
	}
}

// Signing in again in the same browser ends the session that was there.
func TestASessionIsNotKeptBesideItsSuccessor(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := newPerson(t)
	p.open(p.toCallback(w.start(w.royal, "/")))
	p.open(p.toCallback(w.start(w.royal, "/")))
	if n := w.Count("select count(*) from sec.session where ended is null and connection_id = $1", w.royal); n != 1 {
		t.Errorf("%d sessions live", n)
	}
}

// A test of a draft goes through the provider and all checks, signs nobody in, and lets the draft be asked to be used.
func TestADraftIsTestedByItsAdministratorAlone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	if _, err := w.Owner.Exec(t.Context(), "update app.connection set state = 'draft' where id = $1", w.royal); err != nil {
		t.Fatal(err)
	}
	start := w.server.URL + "/auth/test/" + w.royal.String()
	base, err := url.Parse(w.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	as := func(cookie *http.Cookie) person {
		p := newPerson(t)
		if cookie != nil {
			p.Jar.SetCookies(base, []*http.Cookie{cookie})
		}
		return p
	}
	for name, cookie := range map[string]*http.Cookie{
		"nobody": nil, "a CDO of it": w.SignIn(tenants.CDO, "A"), "another's administrator": w.SignIn(tenants.Administrator, "B"),
	} {
		if got := as(cookie).open(start); got.status != http.StatusNotFound {
			t.Errorf("%s begins a test: %d", name, got.status)
		}
	}
	if got := as(nil).open(w.start(w.royal, "/")); got.status != http.StatusBadRequest {
		t.Errorf("a draft signs people in: %d", got.status)
	}
	admin := as(w.SignIn(tenants.Administrator, "A"))
	sessions := w.Count("select count(*) from sec.session")
	done := admin.open(admin.toCallback(start))
	if done.status != 200 || !strings.Contains(done.text, "The test went well") || !strings.Contains(done.text, "email, exp, iat") {
		t.Errorf("%d %s", done.status, done.text)
	}
	if n := w.Count("select count(*) from sec.session"); n != sessions || len(done.cookies) != 1 {
		t.Errorf("the test made %d sessions and %d cookies", n-sessions, len(done.cookies))
	}
	if n := w.Count("select count(*) from app.connection where id = $1 and tested_at is not null", w.royal); n != 1 {
		t.Error("the test was not noted")
	}
	back := admin.toCallback(start)
	w.Now = w.Now.Add(time.Second)
	if _, err := w.Owner.Exec(t.Context(), "update app.connection set tested_at = null; update sec.session set ended = now()"); err != nil {
		t.Fatal(err)
	}
	if got := admin.open(back); got.status == 200 || w.Count("select count(*) from app.connection where tested_at is not null") != 0 {
		t.Errorf("noted for somebody who has signed out: %d", got.status)
	}
}

func TestBackchannelTakesNothingButLogoutTokens(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for name, c := range map[string]struct{ connection, token string }{
		"no token": {w.royal.String(), ""}, "no token of ours": {w.royal.String(), "a.b.c"}, "no connection": {uuid.NewString(), "a.b.c"}, "nonsense": {"x", "y"},
	} {
		response, err := http.PostForm(w.server.URL+"/auth/backchannel/"+c.connection, url.Values{"logout_token": {c.token}})
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusBadRequest || response.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %q", name, response.StatusCode, response.Header.Get("Cache-Control"))
		}
	}
	if n := w.Count("select count(*) from sec.event where failed like 'logout: %'"); n != 2 {
		t.Errorf("%d refused words of a provider are noted", n)
	}
}
