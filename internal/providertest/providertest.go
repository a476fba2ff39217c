// Package providertest is an identity provider that says what a test tells it to: any claims, a client's secret to ask
// for, endpoints on another host, logout tokens. Tests only.
package providertest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/throughline-ics/throughline/authz/oidc"
)

// ClientID is what the provider knows its one client by.
const ClientID = "throughline"

// Provider is a provider with one key. Whoever comes is signed in without a page: the authorisation endpoint sends the
// browser straight back.
type Provider struct {
	*httptest.Server

	key *ecdsa.PrivateKey
	now func() time.Time

	mu     sync.Mutex
	says   map[string]any
	secret string
	sent   []string
	moved  string
	grants map[string]url.Values // what the authorisation endpoint was asked, by the code that it gave
}

// New starts a provider. Its tokens are dated by now, the machine's clock when that is nil.
func New(tb testing.TB, now func() time.Time) *Provider {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	if now == nil {
		now = time.Now
	}
	p := &Provider{key: key, now: now, grants: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /keys", p.keys)
	p.Server = httptest.NewServer(mux)
	tb.Cleanup(p.Close)
	return p
}

// Exceptions let a relying party call the provider, by either of this machine's names.
func (p *Provider) Exceptions() []oidc.Exception {
	networks := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	return []oidc.Exception{{Host: p.host(), Networks: networks, Plain: true}, {Host: p.OtherHost(), Networks: networks, Plain: true}}
}

func (p *Provider) host() string { return strings.TrimPrefix(p.URL, "http://") }

// OtherHost is another name of the same listener.
func (p *Provider) OtherHost() string { return "localhost" + strings.TrimPrefix(p.host(), "127.0.0.1") }

// Say changes what ID tokens say, beside or instead of what they must; nil leaves a claim out.
func (p *Provider) Say(claims map[string]any) { p.set(func() { p.says = claims }) }

// Ask makes the token endpoint ask for a client's secret.
func (p *Provider) Ask(secret string) { p.set(func() { p.secret = secret }) }

// Move puts the endpoints on another host from now on.
func (p *Provider) Move(host string) { p.set(func() { p.moved = host }) }

// Sent are the client's secrets that came to the token endpoint.
func (p *Provider) Sent() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.sent...)
}

func (p *Provider) set(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

// IDToken is an ID token for a subject, with some claims changed; nil leaves one out.
func (p *Provider) IDToken(subject string, claims map[string]any) string {
	return p.sign("JWT", map[string]any{"sub": subject}, claims)
}

// LogoutToken is the provider's word that sessions have ended, with some claims changed; nil leaves one out.
func (p *Provider) LogoutToken(claims map[string]any) string {
	return p.Token("logout+jwt", claims)
}

// Token is LogoutToken with another typ.
func (p *Provider) Token(typ string, claims map[string]any) string {
	return p.sign(typ, map[string]any{
		"jti": rand.Text(), "events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}},
	}, claims)
}

func (p *Provider) sign(typ string, claims ...map[string]any) string {
	options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ)).WithHeader(jose.HeaderKey("kid"), "k1")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: p.key}, options)
	if err != nil {
		panic(err) // the key is ours
	}
	now := p.now().Unix()
	said := map[string]any{"iss": p.URL, "aud": ClientID, "iat": now, "exp": now + 120}
	for _, more := range claims {
		maps.Copy(said, more)
	}
	maps.DeleteFunc(said, func(_ string, value any) bool { return value == nil })
	token, err := jwt.Signed(signer).Claims(said).Serialize() //nolint:misspell // go-jose's name
	if err != nil {
		panic(err)
	}
	return token
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	base := p.URL
	p.set(func() {
		if p.moved != "" {
			base = "http://" + p.moved
		}
	})
	answer(w, http.StatusOK, map[string]any{
		"issuer": p.URL, "authorization_endpoint": base + "/authorize", "token_endpoint": base + "/token", "jwks_uri": base + "/keys",
		"end_session_endpoint": base + "/end", "authorization_response_iss_parameter_supported": true,
	})
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	asked, code := r.URL.Query(), rand.Text()
	p.set(func() { p.grants[code] = asked })
	back := url.Values{"code": {code}, "state": {asked.Get("state")}, "iss": {p.URL}}
	http.Redirect(w, r, asked.Get("redirect_uri")+"?"+back.Encode(), http.StatusSeeOther) //nolint:gosec // it goes where the test's own server asks
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	_, secret, _ := r.BasicAuth()
	secret, _ = url.QueryUnescape(secret)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, secret)
	asked, ok := p.grants[r.PostFormValue("code")]
	delete(p.grants, r.PostFormValue("code"))
	switch {
	case secret != p.secret:
		answer(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client", "error_description": "not " + secret})
	case !ok || asked.Get("redirect_uri") != r.PostFormValue("redirect_uri"):
		answer(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
	default:
		claims := map[string]any{"sub": "grace", "name": "Grace", "email": "grace@nhs.example", "nonce": asked.Get("nonce")}
		answer(w, http.StatusOK, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": p.sign("JWT", claims, p.says)})
	}
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "k1", Use: "sig"}}})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
