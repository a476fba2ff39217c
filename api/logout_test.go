package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// say sends a logout token to a connection, as a provider does. It gives the status.
func (w *site) say(t *testing.T, connection uuid.UUID, query string, form url.Values) int {
	t.Helper()
	return w.provider.Tell(t, w.server.URL+"/auth/backchannel/"+connection.String()+query, form)
}

func word(token string) url.Values { return url.Values{"logout_token": {token}} }

// signedIn signs somebody in at the provider, under a session name of its own.
func (w *site) signedIn(t *testing.T, subject, sid string) person {
	t.Helper()
	w.provider.Say(map[string]any{"sub": subject, "sid": sid})
	p := newPerson(t)
	if done := p.through(w.signIn()); !done.hasSession() {
		t.Fatalf("%d %s", done.status, done.text)
	}
	return p
}

func (w *site) lives(p person) bool {
	p.t.Helper()
	return p.open(w.server.URL+"/api/v1/session").status == http.StatusOK
}

func TestAProvidersWordEndsSessions(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	desk, train, colleague := w.signedIn(t, "grace", "s1"), w.signedIn(t, "grace", "s2"), w.signedIn(t, "henry", "s3")
	token := w.provider.LogoutToken(map[string]any{"sub": "grace", "sid": "s1"})
	if got := w.say(t, w.connection, "", word(token)); got != http.StatusOK {
		t.Fatalf("%d", got)
	}
	if w.lives(desk) || !w.lives(train) || !w.lives(colleague) {
		t.Errorf("by the session's name: %v %v %v", w.lives(desk), w.lives(train), w.lives(colleague))
	}
	again := w.signedIn(t, "grace", "s1")
	if got := w.say(t, w.connection, "", word(token)); got != http.StatusBadRequest || !w.lives(again) {
		t.Errorf("the same word again: %d, lives %v", got, w.lives(again))
	}
	if n := w.Count("select count(*) from sec.event where failed = 'logout: token_used' and connection_id = $1", w.connection); n != 1 {
		t.Errorf("%d events of it", n)
	}
	if got := w.say(t, w.connection, "", word(w.provider.LogoutToken(map[string]any{"sub": "grace"}))); got != http.StatusOK {
		t.Errorf("%d", got)
	}
	if w.lives(train) || w.lives(again) || !w.lives(colleague) {
		t.Errorf("by the person: %v %v %v", w.lives(train), w.lives(again), w.lives(colleague))
	}
}

func TestWordsOfAProviderThatEndNothing(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	stranger, other := providertest.New(t, nil), uuid.New()
	w.connect(t, other, tenants.Connection{Organisation: w.Orgs["B"], Name: "Birch", Live: false})
	p := w.signedIn(t, "grace", "s1")
	good := map[string]any{"sub": "grace", "sid": "s1"}
	with := func(name string, value any) url.Values {
		return word(w.provider.LogoutToken(map[string]any{"sub": "grace", "sid": "s1", name: value}))
	}
	for name, c := range map[string]struct {
		connection uuid.UUID
		query      string
		form       url.Values
	}{
		"an ID token":              {w.connection, "", word(w.provider.IDToken("grace", map[string]any{"sid": "s1"}))},
		"another type":             {w.connection, "", word(w.provider.Token("JWT", good))},
		"too old":                  {w.connection, "", with("iat", time.Now().Add(-3*time.Minute).Unix())},
		"no name of its own":       {w.connection, "", with("jti", nil)},
		"a nonce":                  {w.connection, "", with("nonce", "n")},
		"no event":                 {w.connection, "", with("events", nil)},
		"for another client":       {w.connection, "", with("aud", "another")},
		"another provider's":       {w.connection, "", word(stranger.LogoutToken(good))},
		"signed by another":        {w.connection, "", word(stranger.LogoutToken(map[string]any{"sub": "grace", "sid": "s1", "iss": w.provider.URL}))},
		"in the address":           {w.connection, "?logout_token=" + w.provider.LogoutToken(good), url.Values{}},
		"a connection not in use":  {other, "", word(w.provider.LogoutToken(good))},
		"a connection that is not": {uuid.New(), "", word(w.provider.LogoutToken(good))},
	} {
		if got := w.say(t, c.connection, c.query, c.form); got != http.StatusBadRequest {
			t.Errorf("%s: %d", name, got)
		}
		if !w.lives(p) {
			t.Fatalf("%s ended a session", name)
		}
	}
	if got := w.say(t, w.connection, "", word(strings.Repeat("x", 2<<20))); got != http.StatusRequestEntityTooLarge {
		t.Errorf("two megabytes: %d", got)
	}
}

// A provider whose keys cannot be read now may say it again later; a secret that cannot be read is not needed to end.
func TestAWordThatCannotBeCheckedNow(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	p := w.signedIn(t, "grace", "s1")
	w.change(t, "update app.connection set secret_sealed = 'x' where id = $1", w.connection)
	if got := w.say(t, w.connection, "", word(w.provider.LogoutToken(map[string]any{"sid": "s1"}))); got != http.StatusOK || w.lives(p) {
		t.Errorf("with a secret that cannot be read: %d, lives %v", got, w.lives(p))
	}
	token := w.provider.LogoutToken(map[string]any{"sid": "s1"})
	w.provider.Close()
	w.ahead.Store(int64(2 * time.Hour))
	if got := w.say(t, w.connection, "", word(token)); got != http.StatusServiceUnavailable {
		t.Errorf("with a provider that does not answer: %d", got)
	}
}

func TestSigningOutAlsoAtAProviderWithASecret(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	p := w.signedIn(t, "grace", "s1")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, w.server.URL+"/api/v1/session", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := p.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	out := answerOf(t, response)
	if !strings.Contains(out, w.provider.URL+"/end?client_id=throughline") || strings.Contains(out, "SEKRIT") || w.lives(p) {
		t.Errorf("%s", out)
	}
}
