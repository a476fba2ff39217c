package accept_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// wantSignIn holds a sign-in by a connection to an outcome: a session, or a refusal by a check.
func (h *house) wantSignIn(t *testing.T, when string, connection uuid.UUID, check string) {
	t.Helper()
	before := h.refusals(connection, check)
	got := h.guest(t).through(signIn(connection))
	if got.startsSession() != (check == "") || check != "" && h.refusals(connection, check) != before+1 {
		t.Errorf("%s: want %q: %d %s", when, check, got.status, got.text)
	}
}

// T-22: a provider may change its keys at any time, and nobody has to start the server again; a key that it has
// withdrawn is refused within ten minutes; while it is out of order, only new sign-ins at it suffer.
func TestT22AProvidersTroubleIsItsOwn(t *testing.T) {
	t.Parallel()
	var h *house
	neighbour := providertest.New(t, func() time.Time { return h.clock() })
	h = newHouse(t, neighbour.Exceptions()...)
	n := 0
	tried(t, "T-22", "I16", func() int { return n })
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff"})
	theirs := h.connect(t, tenants.Connection{Organisation: h.Orgs["B"], Name: "Staff", Issuer: neighbour.URL})
	h.assign(t, connection, "grace", "A", tenants.Viewer)
	old := h.guest(t)
	old.through(signIn(connection))
	works := func(when string) {
		t.Helper()
		n++
		if got := old.get("/api/v1/organisations/{org:A}/items"); got.status != http.StatusOK {
			t.Errorf("%s: who was signed in is answered %d", when, got.status)
		}
	}
	step := func(when, check string) {
		t.Helper()
		n++
		h.wantSignIn(t, when, connection, check)
		works(when)
	}
	h.changeKeys(step)

	down := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	midway := h.guest(t)
	back := midway.begin(signIn(connection))
	h.provider.Instead("", down)
	if got := midway.get(back); got.status != http.StatusServiceUnavailable || got.startsSession() {
		t.Errorf("in the middle of a sign-in: %d %s", got.status, got.text)
	}
	works("as soon as the provider is out of order")
	h.pass(11 * time.Minute)
	h.provider.Again()
	step("in order again after eleven minutes", "")
	h.provider.Instead("", down)
	for range 3 {
		h.pass(21 * time.Minute)
		works("while the provider is out of order")
	}
	step("after more than an hour", "unreachable") // what was known of it is too old to be relied on
	n++
	h.wantSignIn(t, "at another provider meanwhile", theirs, "")
	h.provider.Again()
	h.pass(31 * time.Second)
	step("in order again", "")
}

// changeKeys changes the provider's keys in every way.
func (h *house) changeKeys(step func(when, check string)) {
	first, second, third := h.provider.Key(), providertest.NewKey("k2"), providertest.NewKey("k3")
	h.provider.Use(second, first, second)
	step("with a new key beside the old one", "")
	h.provider.Use(first, second) // whoever has stolen the first goes on signing with it
	h.pass(10 * time.Minute)
	step("ten minutes after the old key was withdrawn, signed by it", "key_unknown")
	h.provider.Use(second, second)
	step("signed by the new one", "")
	h.provider.Use(third, third)
	h.pass(31 * time.Second)
	step("with a new key in the old one's place", "")
	h.provider.Use(providertest.NewKey("k3"), third)
	step("signed by a key of the same name", "signature")
	h.provider.Use(third, third)
}

// T-22: tokens by keys that nobody publishes make the server ask for the provider's keys twice at most, however many
// come and by whatever way.
func TestT22UnknownKeysDoNotMakeTheServerAsk(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-22", "I16", func() int { return n })
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff"})
	address := h.server.URL + "/auth/backchannel/" + connection.String()
	stolen := providertest.NewKey("")
	h.provider.Forge(func(claims map[string]any) string {
		stolen.KeyID = uuid.NewString()
		return providertest.Sign(stolen, "JWT", claims)
	})
	tokens := rounds(60, 300)
	for i := range tokens {
		n++
		if i%3 == 0 {
			if got := h.guest(t).through(signIn(connection)); got.startsSession() || got.status != http.StatusBadRequest {
				t.Errorf("token %d: %d %s", i, got.status, got.text)
			}
			continue
		}
		key := providertest.NewKey(uuid.NewString())
		word := url.Values{"logout_token": {providertest.Sign(key, "logout+jwt", map[string]any{"iss": h.provider.URL, "sub": "grace"})}}
		if got := h.provider.Tell(t, address, word); got != http.StatusBadRequest {
			t.Errorf("token %d: %d", i, got)
		}
	}
	if asked := h.provider.Asked("/keys"); asked < 1 || asked > 2 {
		t.Errorf("%d tokens made the server ask for keys %d times", tokens, asked)
	}
	const kept = 60 // refusals by one check of one connection, a minute
	third := (tokens + 2) / 3
	if byToken, byWord := h.refusals(connection, "key_unknown"), h.refusals(connection, "logout: key_unknown"); byToken != min(third, kept) || byWord != min(tokens-third, kept) {
		t.Errorf("%d tokens and %d words are noted", byToken, byWord)
	}
	h.provider.Forge(nil)
	h.wantSignIn(t, "an honest token after them", connection, "")
}

// T-24: a provider's word ends the sessions that it names, on every server; anything else that looks like one ends none.
func TestT24AProvidersWordHoldsOnEveryServer(t *testing.T) {
	t.Parallel()
	stranger := providertest.New(t, nil)
	h := newHouse(t, stranger.Exceptions()...)
	n := 0
	tried(t, "T-24", "I18", func() int { return n })
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff"})
	theirs := h.connect(t, tenants.Connection{Organisation: h.Orgs["B"], Name: "Staff", Issuer: stranger.URL})
	servers := h.pair(t)
	tell := func(server int, connection uuid.UUID, token string) int {
		t.Helper()
		n++
		return h.provider.Tell(t, servers[server].URL+"/auth/backchannel/"+connection.String(), url.Values{"logout_token": {token}})
	}
	arrive := func(subject, sid string) guest {
		t.Helper()
		h.provider.Say(map[string]any{"sub": subject, "sid": sid})
		g := h.guest(t)
		g.through(signIn(connection))
		return g
	}
	everywhere := func(what string, g guest, want bool) {
		t.Helper()
		for i, server := range servers {
			if g.lives(server) != want {
				t.Errorf("%s: lives on server %d: %v", what, i+1, !want)
			}
		}
	}
	stays, elsewhere := arrive("henry", "s-henry"), h.guest(t)
	stranger.Say(map[string]any{"sub": "grace", "sid": "s0"})
	elsewhere.through(signIn(theirs))
	for server := range servers {
		for name, c := range hostileWords(h.provider, stranger) {
			g := arrive("grace", "s0")
			if got := tell(server, connection, c); got != http.StatusBadRequest {
				t.Errorf("%s: %d", name, got)
			}
			everywhere(name, g, true)
		}
		bySession, byPerson := arrive("grace", "s1"), arrive("grace", "s2")
		word := h.provider.LogoutToken(map[string]any{"sid": "s1"})
		if got := tell(server, theirs, word); got != http.StatusBadRequest {
			t.Errorf("to another organisation's connection: %d", got)
		}
		everywhere("told to another's connection", bySession, true)
		if got := tell(server, connection, word); got != http.StatusOK {
			t.Errorf("a session's end: %d", got)
		}
		everywhere("the session that was named", bySession, false)
		everywhere("another session of the person", byPerson, true)
		again := arrive("grace", "s1")
		for other := range servers {
			if got := tell(other, connection, word); got != http.StatusBadRequest {
				t.Errorf("said again to server %d: %d", other+1, got)
			}
			everywhere("said again", again, true)
		}
		if got := tell(server, connection, h.provider.LogoutToken(map[string]any{"sub": "grace"})); got != http.StatusOK {
			t.Errorf("a person's end: %d", got)
		}
		everywhere("the person who was named", byPerson, false)
		everywhere("the person who was named, again", again, false)
	}
	everywhere("a colleague", stays, true)
	everywhere("the same subject elsewhere", elsewhere, true)
}

// hostileWords are tokens that a provider does not send to end a session, or must not.
func hostileWords(p, stranger *providertest.Provider) map[string]string {
	claims := func(name string, value any) map[string]any {
		return map[string]any{"sub": "grace", "sid": "s0", name: value}
	}
	good := claims("sid", "s0")
	return map[string]string{
		"an ID token":                   p.IDToken("grace", claims("sid", "s0")),
		"an ID token that says events":  p.IDToken("grace", claims("events", map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}})),
		"of the type of an ID token":    p.Token("JWT", good),
		"of another type":               p.Token("at+jwt", good),
		"three minutes old":             p.LogoutToken(claims("iat", time.Now().Add(-3*time.Minute).Unix())),
		"issued at no time":             p.LogoutToken(claims("iat", nil)),
		"expired":                       p.LogoutToken(claims("exp", time.Now().Add(-time.Second).Unix())),
		"without a name of its own":     p.LogoutToken(claims("jti", nil)),
		"with a nonce":                  p.LogoutToken(claims("nonce", "n")),
		"without the event":             p.LogoutToken(claims("events", nil)),
		"for another client":            p.LogoutToken(claims("aud", "another")),
		"about nobody":                  p.LogoutToken(map[string]any{}),
		"another connection's issuer":   stranger.LogoutToken(good),
		"another's key under this name": stranger.LogoutToken(claims("iss", p.URL)),
		"no token":                      "",
	}
}
