package oidc

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

const discoveryPath = "/.well-known/openid-configuration"

func TestNothingHappensBeforeItIsAskedFor(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	if n := s.provider.count(discoveryPath); n != 0 {
		t.Errorf("New fetched %d times", n)
	}
	s.mustPass(t, nil)
	s.mustPass(t, nil)
	if a, b := s.provider.count(discoveryPath), s.provider.count("/jwks"); a != 1 || b != 1 {
		t.Errorf("two sign-ins fetched metadata %d times and keys %d times, expected once each", a, b)
	}
}

func TestRotatedKeyWorksAtOnce(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.clock.pass(time.Second)
	s.provider.set(func() { s.provider.keys = keys(published(ecKey(), "k1"), published(otherEC(), "k2")) })
	s.mustPass(t, func(f *forged) { f.private, f.header["kid"] = otherEC(), "k2" })
	s.mustPass(t, nil)
}

func TestKeyReplacedUnderTheSameNameWorksAtOnce(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.provider.set(func() { s.provider.keys = keys(published(otherEC(), "k1")) })
	s.mustPass(t, func(f *forged) { f.private = otherEC() })
}

func TestWithdrawnKeyIsRefusedWithinTenMinutes(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.provider.set(func() { s.provider.keys = keys(published(otherEC(), "k2")) })
	s.clock.pass(10 * time.Minute)
	_, err := s.try(t, nil)
	wantRefused(t, err, checkKeyUnknown)
}

func TestWithdrawingEveryKeyIsNoOutage(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.provider.set(func() { s.provider.keys = keys() })
	s.clock.pass(10 * time.Minute)
	_, err := s.try(t, nil)
	wantRefused(t, err, checkKeyUnknown)
}

func TestClockThatGoesBackKeepsNoKey(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.provider.set(func() { s.provider.keys = keys(published(otherEC(), "k2")) })
	s.clock.pass(-24 * time.Hour)
	_, err := s.try(t, nil)
	wantRefused(t, err, checkKeyUnknown)
}

func TestUnknownKeysCostAtMostTwoFetches(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	flow, _, err := s.party.Start(t.Context(), s.connection)
	if err != nil {
		t.Fatal(err)
	}
	s.provider.token = func() string {
		f := s.good(flow.Nonce)
		f.header["kid"] = secret()
		return f.compact()
	}
	var done sync.WaitGroup
	for range 20 {
		done.Go(func() {
			for range 15 {
				_, err := s.party.Finish(t.Context(), s.connection, flow, Callback{Code: "c", State: flow.State})
				wantRefused(t, err, checkKeyUnknown)
			}
		})
	}
	done.Wait()
	if n := s.provider.count("/jwks"); n > 2 {
		t.Errorf("300 unknown keys cost %d fetches", n)
	}
	// Half a minute later there's one more, and no more than one.
	s.clock.pass(30 * time.Second)
	for range 10 {
		_, err := s.party.Finish(t.Context(), s.connection, flow, Callback{Code: "c", State: flow.State})
		wantRefused(t, err, checkKeyUnknown)
	}
	if n := s.provider.count("/jwks"); n != 3 {
		t.Errorf("%d fetches after 30 s, expected 3", n)
	}
}

func TestFailingKeysAreNotAskedForAgainAtOnce(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.provider.broken("/jwks")
	for range 20 {
		_, err := s.try(t, nil)
		wantRefused(t, err, checkUnreachable)
	}
	if n := s.provider.count("/jwks"); n != 1 {
		t.Errorf("%d fetches", n)
	}
	s.provider.mended()
	s.clock.pass(30 * time.Second)
	s.mustPass(t, nil)
}

func TestOutageOfMetadataAndKeysIsBridgedForAnHour(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.provider.broken("/jwks", discoveryPath)
	s.clock.pass(time.Hour - time.Second)
	s.mustPass(t, nil)
	s.clock.pass(time.Second)
	_, err := s.try(t, nil)
	wantRefused(t, err, checkUnreachable)
	s.provider.mended()
	s.clock.pass(30 * time.Second)
	s.mustPass(t, nil)
}

func TestKeysAloneAreBridgedForAnHour(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.provider.set(func() {
		s.provider.answers["/jwks"] = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>Back soon</html>")) }
	})
	s.clock.pass(time.Hour - time.Second)
	s.mustPass(t, nil)
	s.clock.pass(time.Second)
	_, err := s.try(t, nil)
	wantRefused(t, err, checkUnreachable)
}

func TestOneProvidersOutageHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	c, stuck, well := newClock(), newHostile(t), newSignIn(t)
	release := make(chan struct{})
	defer close(release)
	arrived := make(chan struct{}, 100)
	stuck.answers[discoveryPath] = func(http.ResponseWriter, *http.Request) { arrived <- struct{}{}; <-release }
	well.clock = c
	well.party = New(Config{Client: HardenedClient(allow(stuck.URL), allow(well.provider.URL)), Clock: c.read})
	away := Connection{ID: uuid.New(), Issuer: stuck.URL, ClientID: "c", RedirectURL: redirect}
	var done sync.WaitGroup
	for range 10 {
		done.Go(func() {
			_, _, err := well.party.Start(t.Context(), away)
			wantRefused(t, err, checkUnreachable)
		})
	}
	<-arrived
	began := time.Now()
	for range 20 {
		well.mustPass(t, nil)
	}
	if took := time.Since(began); took > fetchTimeout {
		t.Errorf("20 sign-ins took %v beside a provider that hangs", took)
	}
	done.Wait()
	if n := stuck.count(discoveryPath); n != 1 {
		t.Errorf("ten sign-ins at once asked the hanging provider %d times", n)
	}
}

func TestMetadataIsHeldToTheIssuer(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		field string
		value any
	}{
		"another issuer":            {"issuer", "http://127.0.0.1:1"},
		"issuer absent":             {"issuer", nil},
		"keys elsewhere":            {"jwks_uri", "https://evil.example/jwks"},
		"keys link-local":           {"jwks_uri", "http://169.254.169.254/latest"},
		"keys on another port":      {"jwks_uri", "http://127.0.0.1:1/jwks"},
		"keys in a file":            {"jwks_uri", "file:///etc/passwd"},
		"keys absent":               {"jwks_uri", nil},
		"keys with a user":          {"jwks_uri", "http://u@HOST/jwks"},
		"keys with a fragment":      {"jwks_uri", "http://HOST/jwks#x"},
		"keys at no address":        {"jwks_uri", "http://HOST/%zz"},
		"token elsewhere":           {"token_endpoint", "https://evil.example/token"},
		"token relative":            {"token_endpoint", "/token"},
		"token absent":              {"token_endpoint", nil},
		"authorization elsewhere":   {"authorization_endpoint", "https://evil.example/a"},
		"authorization is a script": {"authorization_endpoint", "javascript:alert(1)"},
		"authorization absent":      {"authorization_endpoint", nil},
		"userinfo elsewhere":        {"userinfo_endpoint", "https://evil.example/u"},
		"end of session elsewhere":  {"end_session_endpoint", "https://evil.example/e"},
		"end of session: a script":  {"end_session_endpoint", "javascript://HOST/%0aalert(1)"},
		"no S256":                   {"code_challenge_methods_supported", []string{"plain"}},
		"a field of another type":   {"code_challenge_methods_supported", "S256"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			if text, ok := tt.value.(string); ok {
				tt.value = strings.ReplaceAll(text, "HOST", strings.TrimPrefix(s.provider.URL, "http://"))
			}
			s.provider.metadata[tt.field] = tt.value
			_, _, err := s.party.Start(t.Context(), s.connection)
			wantRefused(t, err, checkMetadata)
		})
	}
}

func TestApprovedHostsAreAllowedAndNoOthers(t *testing.T) {
	t.Parallel()
	s, second := newSignIn(t), newHostile(t)
	home, other := strings.TrimPrefix(s.provider.URL, "http://"), strings.TrimPrefix(second.URL, "http://")
	beside := allow(second.URL)
	beside.Issuers = []string{home}
	s.party = New(Config{Client: HardenedClient(allow(s.provider.URL), beside), Clock: s.clock.read})
	s.provider.metadata["jwks_uri"] = second.URL + "/jwks"

	got, err := s.party.Hosts(t.Context(), s.connection.Issuer)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{other}, got); diff != "" {
		t.Error(diff)
	}
	_, err = s.try(t, nil)
	wantRefused(t, err, checkMetadata)
	s.connection.Hosts = got
	s.mustPass(t, nil)
	if second.count("/jwks") != 1 {
		t.Error("the keys weren't fetched where the metadata says")
	}

	// Moving on to a host that nobody approved stops the connection, though what it replaces is minutes old.
	s.provider.set(func() { s.provider.metadata["token_endpoint"] = "http://" + home + "1/token" })
	s.clock.pass(10 * time.Minute)
	_, err = s.try(t, nil)
	wantRefused(t, err, checkMetadata)
	if _, err := s.party.Hosts(t.Context(), "http://127.0.0.1:1/x"); err == nil {
		t.Error("hosts of a forbidden address")
	}
}

func TestHostNames(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://Login.Example/x": "login.example", "https://login.example:443": "login.example", "http://login.example:443": "login.example:443",
		"http://a:80": "a", "https://a:8443": "a:8443", "https://[2001:DB8::1]:443/x": "[2001:db8::1]", "https://[::1]:8": "[::1]:8", "https://a:": "a",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := host(u); got != want {
			t.Errorf("host(%q) = %q, expected %q", address, got, want)
		}
	}
}

func TestAnotherIssuerIsAskedForItself(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.mustPass(t, nil)
	s.connection.Issuer += "/elsewhere"
	_, _, err := s.party.Start(t.Context(), s.connection)
	wantRefused(t, err, checkUnreachable)
	if n := s.provider.count("/elsewhere" + discoveryPath); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestAnIssuerThatAnnouncesNothingMayStillNotBeAnother(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	flow, _, err := s.party.Start(t.Context(), s.connection)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.party.Finish(t.Context(), s.connection, flow, Callback{Code: "c", State: flow.State, Iss: "https://evil.example"})
	wantRefused(t, err, checkResponseIssuer)
}

func TestProvidersAreBounded(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	var ids []uuid.UUID
	for range maxProviders + 10 {
		s.clock.pass(time.Millisecond)
		s.connection.ID = uuid.New()
		ids = append(ids, s.connection.ID)
		if _, err := s.party.provider(s.connection); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.party.providers); n != maxProviders {
		t.Errorf("%d remembered, expected %d", n, maxProviders)
	}
	if slices.ContainsFunc(ids[:10], func(id uuid.UUID) bool { return s.party.providers[id] != nil }) {
		t.Error("the oldest were kept")
	}
}
