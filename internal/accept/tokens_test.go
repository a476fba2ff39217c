package accept_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// hostile is an ID token that must sign nobody in, and the check that refuses it.
type hostile struct {
	name, check string
	token       func(claims map[string]any) string
}

// hostileTokens are told by what is wrong with them; all else is as it should be.
func hostileTokens(p *providertest.Provider, now time.Time) []hostile {
	key := p.Key()
	claim := func(name string, value any) func(map[string]any) string {
		return func(claims map[string]any) string {
			claims = maps.Clone(claims)
			claims[name] = value
			if value == nil {
				delete(claims, name)
			}
			return providertest.Sign(key, "JWT", claims)
		}
	}
	at := func(name string, from time.Duration) func(map[string]any) string {
		return claim(name, now.Add(from).Unix())
	}
	signedBy := func(key jose.JSONWebKey) func(map[string]any) string {
		return func(claims map[string]any) string { return providertest.Sign(key, "JWT", claims) }
	}
	typ := func(typ string) func(map[string]any) string {
		return func(claims map[string]any) string { return providertest.Sign(key, typ, claims) }
	}
	beside := func(member string) func(map[string]any) string {
		return func(claims map[string]any) string {
			text, _ := json.Marshal(claims)
			return providertest.Sign(key, "JWT", "{"+member+","+string(text[1:]))
		}
	}
	public, _ := key.Public().MarshalJSON()
	shared := jose.JSONWebKey{Key: public, KeyID: key.KeyID, Algorithm: string(jose.HS256)}
	unnamed := key
	unnamed.KeyID = ""
	return []hostile{
		{"signed by a stranger's key of the same name", "signature", signedBy(providertest.NewKey(key.KeyID))},
		{"changed after it was signed", "signature", func(claims map[string]any) string { return altered(signedBy(key)(claims)) }},
		{"without its signature", "signature", func(claims map[string]any) string {
			token := signedBy(key)(claims)
			return token[:strings.LastIndex(token, ".")+1]
		}},
		{"of the algorithm none", "algorithm", unsigned},
		{"by the public key as a shared secret", "algorithm", signedBy(shared)},
		{"by a key that is not published", "key_unknown", signedBy(providertest.NewKey("k9"))},
		{"by a key without a name, of several", "key_id", signedBy(unnamed)},
		{"by a key for encryption", "key_unfit", signedBy(encryption)},
		{"typed as a logout token", "type", typ("logout+jwt")},
		{"typed as an access token", "type", typ("at+jwt")},
		{"of another issuer", "issuer", claim("iss", "https://evil.example")},
		{"of an issuer with a slash", "issuer", claim("iss", p.URL+"/")},
		{"of no issuer", "issuer", claim("iss", nil)},
		{"for another client", "audience", claim("aud", "another")},
		{"for us and another", "audience", claim("aud", []string{providertest.ClientID, "another"})},
		{"for nobody", "audience", claim("aud", nil)},
		{"of another authorised party", "authorized_party", claim("azp", "another")},
		{"expired", "expired", at("exp", -time.Second)},
		{"without an end", "expired", claim("exp", nil)},
		{"for longer than a day", "lifetime", at("exp", 25*time.Hour)},
		{"not valid yet", "not_yet_valid", at("nbf", 2*time.Minute)},
		{"issued long ago", "issued_at", at("iat", -11*time.Minute)},
		{"issued in time to come", "issued_at", at("iat", 2*time.Minute)},
		{"issued at no time", "issued_at", claim("iat", nil)},
		{"of another nonce", "nonce", claim("nonce", uuid.NewString())},
		{"of no nonce", "nonce", claim("nonce", nil)},
		{"about nobody", "subject", claim("sub", nil)},
		{"about an empty name", "subject", claim("sub", "")},
		{"about a name of 256 letters", "subject", claim("sub", strings.Repeat("s", 256))},
		{"about a name that looks like another", "subject", claim("sub", "gr\u0430ce")},
		{"about two people", "claims", beside(`"sub":"admin"`)},
		{"about somebody in capitals too", "claims", beside(`"Sub":"admin"`)},
		{"of another access token", "access_token_hash", claim("at_hash", "x")},
		{"of a session that is no text", "sid", claim("sid", 7)},
		{"of claims that are no object", "claims", func(map[string]any) string { return providertest.Sign(key, "JWT", `["sub","admin"]`) }},
		{"longer than any is", "token", claim("x", strings.Repeat("x", 64<<10))},
		{"that is none", "token", func(map[string]any) string { return "a.b.c" }},
		{"that is not there", "token_response", func(map[string]any) string { return "" }},
	}
}

// encryption is published by the provider, for something else than signatures.
var encryption = func() jose.JSONWebKey {
	key := providertest.NewKey("e1")
	key.Use = "enc"
	return key
}()

// altered gives a token another subject and keeps its signature.
func altered(token string) string {
	parts := strings.Split(token, ".")
	payload, _ := base64.RawURLEncoding.DecodeString(parts[1])
	parts[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(payload), `"sub":"grace"`, `"sub":"admin"`, 1)))
	return strings.Join(parts, ".")
}

// unsigned is a token that says that it has no signature.
func unsigned(claims map[string]any) string {
	payload, _ := json.Marshal(claims)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + base64.RawURLEncoding.EncodeToString(payload) + "."
}

// T-19: an ID token with anything wrong about it signs nobody in, and the organisation's administrators find the check
// that refused it in their list.
func TestT19HostileTokensSignNobodyIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-19", "I13", func() int { return n })
	connection := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff"})
	h.assign(t, connection, "admin", "A", tenants.Administrator) // whom some of them say that they are about
	h.provider.Use(h.provider.Key(), h.provider.Key(), encryption)
	checks := map[string]bool{}
	for _, c := range hostileTokens(h.provider, time.Now()) {
		n++
		checks[c.check] = true
		before := h.refusals(connection, c.check)
		h.provider.Forge(c.token)
		g := h.guest(t)
		got := g.through(signIn(connection))
		if got.status != http.StatusBadRequest || got.startsSession() || g.lives(h.server) {
			t.Errorf("%s: %d %s", c.name, got.status, got.text)
		}
		if h.refusals(connection, c.check) != before+1 {
			t.Errorf("%s: it is not noted as %s", c.name, c.check)
		}
	}
	h.provider.Forge(nil)
	if got := h.guest(t).through(signIn(connection)); !got.startsSession() {
		t.Errorf("a token with nothing wrong about it: %d %s", got.status, got.text)
	}
	if h.Count("select count(*) from sec.session s where s.connection_id = $1", connection) != 1 {
		t.Error("one of them left a session")
	}
	list := h.guest(t, h.SignIn(tenants.Administrator, "A")).get("/api/v1/organisations/{org:A}/audit/export?format=csv")
	for check := range checks {
		if !strings.Contains(list.text, check) {
			t.Errorf("%s is not in the administrators' list: %d", check, list.status)
		}
	}
}
