package oidc

import (
	"context"
	"encoding/base64"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/demoidp"
	"github.com/throughline-ics/throughline/internal/fault"
)

const redirect = "http://127.0.0.1:1/auth/cb/"

// demo is the demonstration provider on a loopback listener: a real one, two issuers, one browser.
type demo struct {
	party   *RelyingParty
	clock   *clock
	browser *http.Client
	one     Connection
	two     Connection
}

func newDemo(t *testing.T) *demo {
	t.Helper()
	c := newClock()
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	var issuers []demoidp.Issuer
	var connections []Connection
	for _, name := range []string{"northfold", "ash-trust"} {
		connection := Connection{ID: uuid.New(), Issuer: base + "/" + name, ClientID: "throughline-" + name, RequiredACR: []string{demoidp.ACR}, RequiredAMR: []string{"mfa"}}
		connection.RedirectURL = redirect + connection.ID.String()
		connections = append(connections, connection)
		issuers = append(issuers, demoidp.Issuer{
			Name: name, Title: name, ClientID: connection.ClientID, RedirectURIs: []string{connection.RedirectURL}, PostLogoutURIs: []string{redirect + "out"},
			Personas: []demoidp.Persona{{Subject: "lead", Name: "Amara Okafor", Email: "same@example.nhs.uk"}},
		})
	}
	provider, err := demoidp.New(demoidp.Config{BaseURL: base, Issuers: issuers, Clock: c.read})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = provider
	server.Start()
	t.Cleanup(server.Close)
	browser := server.Client()
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &demo{
		party: New(Config{Client: HardenedClient(allow(base)), Clock: c.read}), clock: c, browser: browser,
		one: connections[0], two: connections[1],
	}
}

// choose goes through the chooser by its first link that has the words, and gives the callback.
func (d *demo) choose(t *testing.T, address, words string) Callback {
	t.Helper()
	page, _ := d.visit(t, address)
	for _, m := range regexp.MustCompile(`<a href="([^"]+)"[^>]*>([^\n]*)</a>`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(m[2], words) {
			continue
		}
		from, _ := url.Parse(address)
		link, err := from.Parse(html.UnescapeString(m[1]))
		if err != nil {
			t.Fatal(err)
		}
		_, location := d.visit(t, link.String())
		q := location.Query()
		return Callback{Code: q.Get("code"), State: q.Get("state"), Iss: q.Get("iss"), Error: q.Get("error"), ErrorDescription: q.Get("error_description")}
	}
	t.Fatalf("no link with %q in %s", words, page)
	return Callback{}
}

func (d *demo) visit(t *testing.T, address string) (string, *url.URL) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := d.browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body strings.Builder
	if err := response.Write(&body); err != nil {
		t.Fatal(err)
	}
	location, _ := response.Location()
	return body.String(), location
}

func (d *demo) start(t *testing.T, c Connection) (Flow, Callback) {
	t.Helper()
	flow, address, err := d.party.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return flow, d.choose(t, address, "Amara")
}

func TestSignInAtTheDemonstrationProvider(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, c := range []Connection{d.one, d.two} {
		flow, back := d.start(t, c)
		got, err := d.party.Finish(t.Context(), c, flow, back)
		if err != nil {
			t.Fatal(err)
		}
		if got.SID == "" {
			t.Error("no sid")
		}
		got.SID, got.Sent, got.AuthTime = "", nil, got.AuthTime.UTC()
		want := Identity{
			Connection: c.ID, Issuer: c.Issuer, Subject: "lead", Name: "Amara Okafor", Email: "same@example.nhs.uk",
			Strength: Strength{ACR: demoidp.ACR, AMR: demoidp.AMR()}, AuthTime: d.clock.read(), Claims: map[string][]string{},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestSignInsThatAreNotTheBrowsersOwn(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(d *demo, c *Connection, f *Flow, b *Callback)
		want  check
	}{
		"no state":                       {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.State = "" }, checkState},
		"another's state":                {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.State = secret() }, checkState},
		"no flow and no state":           {func(_ *demo, _ *Connection, f *Flow, b *Callback) { *f, b.State = Flow{}, "" }, checkState},
		"a flow without a state":         {func(_ *demo, _ *Connection, f *Flow, b *Callback) { f.State, b.State = "", "" }, checkState},
		"a flow without a verifier":      {func(_ *demo, _ *Connection, f *Flow, _ *Callback) { f.Verifier = "" }, checkState},
		"a flow without a nonce":         {func(_ *demo, _ *Connection, f *Flow, _ *Callback) { f.Nonce = "" }, checkState},
		"at the other connection":        {func(d *demo, c *Connection, _ *Flow, _ *Callback) { *c = d.two }, checkConnection},
		"after 10 minutes":               {func(d *demo, _ *Connection, _ *Flow, _ *Callback) { d.clock.pass(10 * time.Minute) }, checkFlowExpired},
		"from the other issuer (mix-up)": {func(d *demo, _ *Connection, _ *Flow, b *Callback) { b.Iss = d.two.Issuer }, checkResponseIssuer},
		"issuer left out":                {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.Iss = "" }, checkResponseIssuer},
		"an error of another issuer":     {func(d *demo, _ *Connection, _ *Flow, b *Callback) { b.Iss, b.Error = d.two.Issuer, "x" }, checkResponseIssuer},
		"no code":                        {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.Code = "" }, checkCode},
		"a very long code":               {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.Code = strings.Repeat("c", maxCode+1) }, checkCode},
		"a code that was never given":    {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.Code = "c" }, checkCode},
		"a code kept for a minute":       {func(d *demo, _ *Connection, _ *Flow, _ *Callback) { d.clock.pass(time.Minute) }, checkCode},
		"another PKCE verifier":          {func(_ *demo, _ *Connection, f *Flow, _ *Callback) { f.Verifier = secret() }, checkCode},
		"another redirect_uri":           {func(_ *demo, c *Connection, _ *Flow, _ *Callback) { c.RedirectURL += "x" }, checkCode},
		"another client":                 {func(_ *demo, c *Connection, _ *Flow, _ *Callback) { c.ClientID = "x" }, checkClient},
		"another nonce":                  {func(_ *demo, _ *Connection, f *Flow, _ *Callback) { f.Nonce = secret() }, checkNonce},
		"the person went back":           {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.Code, b.Error = "", "access_denied" }, checkProviderError},
		"a code beside an error":         {func(_ *demo, _ *Connection, _ *Flow, b *Callback) { b.Error = "server_error" }, checkProviderError},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDemo(t)
			c := d.one
			flow, back := d.start(t, c)
			tt.spoil(d, &c, &flow, &back)
			who, err := d.party.Finish(t.Context(), c, flow, back)
			wantRefused(t, err, tt.want)
			if who.Subject != "" {
				t.Errorf("an identity came with the refusal: %v", who)
			}
		})
	}
}

func TestCodeOfTheSecondIssuerIsRefused(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	flow, back := d.start(t, d.one)
	_, other := d.start(t, d.two)
	back.Code = other.Code
	_, err := d.party.Finish(t.Context(), d.one, flow, back)
	wantRefused(t, err, checkCode)
}

func TestCodeUsedTwiceIsRefused(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	flow, back := d.start(t, d.one)
	if _, err := d.party.Finish(t.Context(), d.one, flow, back); err != nil {
		t.Fatal(err)
	}
	_, err := d.party.Finish(t.Context(), d.one, flow, back)
	wantRefused(t, err, checkCode)
}

func TestGoingBackIsAPlainRefusal(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	flow, address, err := d.party.Start(t.Context(), d.one)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.party.Finish(t.Context(), d.one, flow, d.choose(t, address, "Go back"))
	wantRefused(t, err, checkProviderError)
}

func TestPlainPKCEIsNotWhatWeSend(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	flow, address, err := d.party.Start(t.Context(), d.one)
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(address)
	q := u.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("code_challenge") == flow.Verifier || q.Get("response_mode") != "query" || q.Get("acr_values") != demoidp.ACR {
		t.Errorf("request = %v", q)
	}
	if strings.Contains(address, flow.Verifier) {
		t.Error("the verifier is in the address")
	}
	// Downgraded on the way, it's refused at the provider.
	q.Set("code_challenge_method", "plain")
	q.Set("code_challenge", flow.Verifier)
	u.RawQuery = q.Encode()
	if page, location := d.visit(t, u.String()); location != nil || !strings.Contains(page, "PKCE") {
		t.Errorf("the provider went on: %s", page)
	}
}

func TestFlowsAreRandomAndExpire(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	seen := map[string]bool{}
	for range 50 {
		flow, _, err := d.party.Start(t.Context(), d.one)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{flow.State, flow.Nonce, flow.Verifier} {
			if b, err := base64.RawURLEncoding.DecodeString(s); err != nil || len(b) != 32 || seen[s] {
				t.Fatalf("%q is not 256 fresh bits", s)
			}
			seen[s] = true
		}
		if flow.Connection != d.one.ID || !flow.Expires.Equal(d.clock.read().Add(10*time.Minute)) {
			t.Fatalf("flow = %+v", flow)
		}
	}
}

func TestEndSessionURL(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	address, ok := d.party.EndSessionURL(t.Context(), d.one, redirect+"out")
	if !ok {
		t.Fatal("none")
	}
	if _, location := d.visit(t, address); location == nil || location.String() != redirect+"out" {
		t.Errorf("went to %v", location)
	}
	if address, ok := d.party.EndSessionURL(t.Context(), d.one, ""); !ok || strings.Contains(address, "post_logout") {
		t.Errorf("without a way back: %q %v", address, ok)
	}
	s := newSignIn(t)
	if address, ok := s.party.EndSessionURL(t.Context(), s.connection, ""); ok {
		t.Errorf("a provider without one gave %q", address)
	}
	if _, ok := s.party.EndSessionURL(t.Context(), Connection{}, ""); ok {
		t.Error("no connection gave one")
	}
	s.provider.Close()
	s.connection.ID = uuid.New()
	if _, ok := s.party.EndSessionURL(t.Context(), s.connection, ""); ok {
		t.Error("a provider that is away gave one")
	}
}

func TestConnectionsThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for name, tt := range map[string]struct {
		change func(*Connection)
		want   check
	}{
		"no id":            {func(c *Connection) { c.ID = uuid.Nil }, checkConnection},
		"no client":        {func(c *Connection) { c.ClientID = "" }, checkMetadata},
		"no redirect":      {func(c *Connection) { c.RedirectURL = "" }, checkMetadata},
		"no issuer":        {func(c *Connection) { c.Issuer = "" }, checkMetadata},
		"issuer and query": {func(c *Connection) { c.Issuer += "?x=1" }, checkMetadata},
		"issuer and part":  {func(c *Connection) { c.Issuer += "#x" }, checkMetadata},
		"issuer with user": {func(c *Connection) { c.Issuer = strings.Replace(c.Issuer, "//", "//u:p@", 1) }, checkMetadata},
		"a long issuer":    {func(c *Connection) { c.Issuer += "/" + strings.Repeat("x", maxIssuer) }, checkMetadata},
		"issuer a slash":   {func(c *Connection) { c.Issuer += "/" }, checkMetadata},
		"nobody's issuer":  {func(c *Connection) { c.Issuer += "x" }, checkUnreachable},
		"a file":           {func(c *Connection) { c.Issuer = "file://localhost/etc/passwd" }, checkAddress},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := d.one
			c.ID = uuid.New()
			tt.change(&c)
			_, _, err := d.party.Start(t.Context(), c)
			wantRefused(t, err, tt.want)
		})
	}
}

func TestTheCallersDeadlineHolds(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	flow, _, err := s.party.Start(t.Context(), s.connection)
	if err != nil {
		t.Fatal(err)
	}
	release := make(chan struct{})
	defer close(release)
	s.provider.set(func() { s.provider.answers["/token"] = func(http.ResponseWriter, *http.Request) { <-release } })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = s.party.Finish(ctx, s.connection, flow, Callback{Code: "c", State: flow.State})
	wantRefused(t, err, checkUnreachable)
}

func TestCheckOfOtherErrors(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, context.Canceled, fault.New(fault.SignIn, "No session.")} {
		if got := Check(err); got != "" {
			t.Errorf("Check(%v) = %q", err, got)
		}
	}
}
