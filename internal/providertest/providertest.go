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

	"github.com/throughline-ics/throughline/authz/oidc"
)

// ClientID is what the provider knows its one client by.
const ClientID = "throughline"

// Provider is a provider with keys of the test's choice. Whoever comes is signed in without a page: the authorisation endpoint sends the
// browser straight back.
type Provider struct {
	*httptest.Server

	now func() time.Time

	mu        sync.Mutex
	key       jose.JSONWebKey   // what it signs with
	published []jose.JSONWebKey // what it says that it signs with
	says      map[string]any
	forge     func(claims map[string]any) string
	instead   map[string]http.HandlerFunc
	asked     map[string]int
	secret    string
	sent      []string
	moved     string
	grants    map[string]url.Values // what the authorisation endpoint was asked, by the code that it gave
}

// New starts a provider. Its tokens are dated by now, the machine's clock when that is nil.
func New(tb testing.TB, now func() time.Time) *Provider {
	tb.Helper()
	if now == nil {
		now = time.Now
	}
	p := &Provider{now: now, grants: map[string]url.Values{}, asked: map[string]int{}}
	key := NewKey("k1")
	p.Use(key, key)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /keys", p.keys)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handle := mux.ServeHTTP
		p.set(func() {
			p.asked[r.URL.Path]++
			if other, ok := p.instead[r.URL.Path]; ok {
				handle = other
			}
			if other, ok := p.instead[""]; ok {
				handle = other
			}
		})
		handle(w, r)
	}))
	tb.Cleanup(p.Close)
	return p
}

// NewKey makes a key for signatures by ES256.
func NewKey(id string) jose.JSONWebKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err) // never fails: see crypto/rand
	}
	return jose.JSONWebKey{Key: key, KeyID: id, Use: "sig", Algorithm: string(jose.ES256)}
}

// Exceptions let a relying party call the provider, by either of this machine's names: its issuer has the one, and its
// endpoints may move to the other.
func (p *Provider) Exceptions() []oidc.Exception {
	networks := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	return []oidc.Exception{
		{Host: p.host(), Networks: networks, Plain: true},
		{Host: p.OtherHost(), Networks: networks, Plain: true, Issuers: []string{p.host()}},
	}
}

func (p *Provider) host() string { return strings.TrimPrefix(p.URL, "http://") }

// OtherHost is another name of the same listener.
func (p *Provider) OtherHost() string { return "localhost" + strings.TrimPrefix(p.host(), "127.0.0.1") }

// Say changes what ID tokens say, beside or instead of what they must; nil leaves a claim out.
func (p *Provider) Say(claims map[string]any) { p.set(func() { p.says = claims }) }

// Use makes the provider sign with one key from now on, and publish the public halves of others.
func (p *Provider) Use(signing jose.JSONWebKey, published ...jose.JSONWebKey) {
	p.set(func() { p.key, p.published = signing, published })
}

// Key is what the provider signs with.
func (p *Provider) Key() (key jose.JSONWebKey) {
	p.set(func() { key = p.key })
	return key
}

// Forge makes the token endpoint answer with whatever a function makes of the claims that an ID token would have had;
// nil ends it.
func (p *Provider) Forge(token func(claims map[string]any) string) { p.set(func() { p.forge = token }) }

// Instead has another handler answer at a path of the provider, or at all of them when the path is empty.
func (p *Provider) Instead(path string, handler http.HandlerFunc) {
	p.set(func() { p.instead = map[string]http.HandlerFunc{path: handler} })
}

// Again undoes Instead.
func (p *Provider) Again() { p.set(func() { p.instead = nil }) }

// Asked is how often somebody came to a path.
func (p *Provider) Asked(path string) (n int) {
	p.set(func() { n = p.asked[path] })
	return n
}

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
	return Sign(p.Key(), typ, p.filled(claims...))
}

// filled is what a token says: what every one must, and then some, where nil leaves a claim out.
func (p *Provider) filled(claims ...map[string]any) map[string]any {
	now := p.now().Unix()
	said := map[string]any{"iss": p.URL, "aud": ClientID, "iat": now, "exp": now + 120}
	for _, more := range claims {
		maps.Copy(said, more)
	}
	maps.DeleteFunc(said, func(_ string, value any) bool { return value == nil })
	return said
}

// Sign signs claims with a key, whose id goes into the header unless it is empty; text stands for claims that no
// honest provider would write.
func Sign(key jose.JSONWebKey, typ string, claims any) string {
	options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ))
	if key.KeyID != "" {
		options = options.WithHeader(jose.HeaderKey("kid"), key.KeyID)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(key.Algorithm), Key: key.Key}, options)
	if err != nil {
		panic(err) // the key is the test's own
	}
	payload, ok := claims.(string)
	if !ok {
		written, err := json.Marshal(claims)
		if err != nil {
			panic(err)
		}
		payload = string(written)
	}
	signed, err := signer.Sign([]byte(payload))
	if err != nil {
		panic(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return token
}

// client is what tests call servers by.
var client = &http.Client{Timeout: 30 * time.Second}

// Tell sends a word of the provider to where a relying party takes such words for a connection, as a provider does:
// from another site, with no cookie. It gives the answer's status.
func (p *Provider) Tell(tb testing.TB, address string, form url.Values) int {
	tb.Helper()
	r, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	must(tb, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", p.URL)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	response, err := client.Do(r)
	must(tb, err)
	_ = response.Body.Close()
	if response.Header.Get("Cache-Control") != "no-store" {
		tb.Errorf("the answer may be kept: %q", response.Header.Get("Cache-Control"))
	}
	return response.StatusCode
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
		claims := p.filled(map[string]any{"sub": "grace", "name": "Grace", "email": SharedMail, "nonce": asked.Get("nonce")}, p.says)
		forge := p.forge
		if forge == nil {
			forge = func(claims map[string]any) string { return Sign(p.key, "JWT", claims) }
		}
		answer(w, http.StatusOK, map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": forge(claims)})
	}
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	for _, key := range p.published {
		set.Keys = append(set.Keys, key.Public())
	}
	answer(w, http.StatusOK, set)
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
