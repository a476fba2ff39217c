package oidc

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
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
	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
)

// canary stands in whatever a provider sends. It must come back in no error.
const canary = "CNRY-5f0c"

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// clock is a clock that the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)} }

func (c *clock) read() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// The keys that the tests sign with. Making RSA keys is slow, so there's one of each for the whole run.
var (
	ecKey    = sync.OnceValue(func() *ecdsa.PrivateKey { return newECKey(elliptic.P256()) })
	otherEC  = sync.OnceValue(func() *ecdsa.PrivateKey { return newECKey(elliptic.P256()) })
	p384Key  = sync.OnceValue(func() *ecdsa.PrivateKey { return newECKey(elliptic.P384()) })
	rsaKey   = sync.OnceValue(func() *rsa.PrivateKey { return newRSAKey(2048) })
	smallRSA = sync.OnceValue(func() *rsa.PrivateKey { return newRSAKey(1024) })
)

func newECKey(c elliptic.Curve) *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(c, rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}

func newRSAKey(bits int) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
}

// published is a key as it stands at the jwks_uri.
func published(private crypto.Signer, kid string) jose.JSONWebKey {
	return jose.JSONWebKey{Key: private.Public(), KeyID: kid}
}

// forged is a token about to be signed: everything about it may be wrong.
type forged struct {
	algorithm string
	private   crypto.Signer // nil: no signature
	header    map[string]any
	claims    map[string]any
	payload   string // used for the claims when not empty
}

func (f forged) compact() string {
	header := maps.Clone(f.header)
	header["alg"] = f.algorithm
	payload := []byte(f.payload)
	if f.payload == "" {
		payload = encode(f.claims)
	}
	signed := base64.RawURLEncoding.EncodeToString(encode(header)) + "." + base64.RawURLEncoding.EncodeToString(payload)
	return signed + "." + base64.RawURLEncoding.EncodeToString(f.sign([]byte(signed)))
}

// sign is by hand where go-jose would refuse to make a bad signature.
func (f forged) sign(input []byte) []byte {
	sum := sha256.Sum256(input)
	switch private := f.private.(type) {
	case nil:
		return nil
	case *ecdsa.PrivateKey:
		r, s, err := ecdsa.Sign(rand.Reader, private, sum[:])
		if err != nil {
			panic(err)
		}
		size := (private.Curve.Params().BitSize + 7) / 8
		return append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...)
	case *rsa.PrivateKey:
		var options crypto.SignerOpts = crypto.SHA256
		if f.algorithm == "PS256" {
			options = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
		}
		signature, err := private.Sign(rand.Reader, sum[:], options)
		if err != nil {
			panic(err)
		}
		return signature
	default:
		panic(fmt.Sprintf("unknown key %T", private))
	}
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// hostile is a provider that answers whatever the test wants.
type hostile struct {
	*httptest.Server

	mu       sync.Mutex
	hits     map[string]int
	metadata map[string]any
	keys     any
	answers  map[string]http.HandlerFunc // instead of the usual answer
	token    func() string               // the ID token
	response map[string]any              // added to the token response
	info     map[string]any              // the userinfo
	forms    []url.Values
	headers  []http.Header
}

func newHostile(t *testing.T) *hostile {
	t.Helper()
	h := &hostile{hits: map[string]int{}, answers: map[string]http.HandlerFunc{}, response: map[string]any{}}
	h.Server = httptest.NewServer(h)
	t.Cleanup(h.Close)
	h.metadata = map[string]any{
		"issuer": h.URL, "authorization_endpoint": h.URL + "/authorize", "token_endpoint": h.URL + "/token", "jwks_uri": h.URL + "/jwks",
	}
	h.keys = map[string]any{"keys": []any{published(ecKey(), "k1")}}
	return h
}

func (h *hostile) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.hits[r.URL.Path]++
	instead := h.answers[r.URL.Path]
	h.mu.Unlock()
	if instead != nil {
		instead(w, r)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	var body any
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		body = h.metadata
	case "/jwks":
		body = h.keys
	case "/token":
		_ = r.ParseForm()
		h.forms, h.headers = append(h.forms, r.PostForm), append(h.headers, r.Header.Clone())
		answer := map[string]any{"access_token": "access-" + canary, "token_type": "Bearer", "expires_in": 60}
		if h.token != nil {
			answer["id_token"] = h.token()
		}
		maps.Copy(answer, h.response)
		body = answer
	case "/userinfo":
		h.headers = append(h.headers, r.Header.Clone())
		body = h.info
	default:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(encode(body))
}

// set changes the provider while it serves.
func (h *hostile) set(change func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change()
}

// count says how often a path was asked for.
func (h *hostile) count(path string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.hits[path]
}

// broken makes a path answer 503.
func (h *hostile) broken(paths ...string) {
	h.set(func() {
		for _, p := range paths {
			h.answers[p] = func(w http.ResponseWriter, _ *http.Request) { http.Error(w, canary, http.StatusServiceUnavailable) }
		}
	})
}

func (h *hostile) mended() { h.set(func() { clear(h.answers) }) }

// signIn is a relying party before one provider.
type signIn struct {
	party      *RelyingParty
	clock      *clock
	provider   *hostile
	connection Connection
}

// allow is the exception for a server of the test.
func allow(address string) Exception {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return Exception{Host: u.Host, Networks: loopback, Plain: true}
}

func newSignIn(t *testing.T) *signIn {
	t.Helper()
	c, h := newClock(), newHostile(t)
	return &signIn{
		party: New(Config{Client: HardenedClient(allow(h.URL)), Clock: c.read}), clock: c, provider: h,
		connection: Connection{ID: uuid.New(), Issuer: h.URL, ClientID: "throughline", RedirectURL: "http://127.0.0.1:1/auth/cb/1"},
	}
}

// good is a token that nothing is wrong with.
func (s *signIn) good(nonce string) forged {
	now := s.clock.read().Unix()
	return forged{
		algorithm: "ES256", private: ecKey(), header: map[string]any{"kid": "k1", "typ": "JWT"},
		claims: map[string]any{
			"iss": s.connection.Issuer, "sub": "sub-" + canary, "aud": "throughline", "exp": now + 300, "iat": now, "nonce": nonce,
			"name": "Amara Okafor", "email": "amara@example.nhs.uk",
		},
	}
}

// try signs in with a token changed by the test, and gives what Finish said.
func (s *signIn) try(t *testing.T, change func(*forged)) (Identity, error) {
	t.Helper()
	flow, _, err := s.party.Start(t.Context(), s.connection)
	if err != nil {
		return Identity{}, err
	}
	f := s.good(flow.Nonce)
	if change != nil {
		change(&f)
	}
	raw := f.compact()
	s.provider.set(func() { s.provider.token = func() string { return raw } })
	return s.party.Finish(t.Context(), s.connection, flow, Callback{Code: "code-" + canary, State: flow.State})
}

// mustPass signs in and fails the test when that's refused.
func (s *signIn) mustPass(t *testing.T, change func(*forged)) Identity {
	t.Helper()
	who, err := s.try(t, change)
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
	return who
}

// wantRefused holds an error to a check, to a fault's kind, and to silence about what the provider sent.
func wantRefused(t *testing.T, err error, want check) {
	t.Helper()
	kind := fault.SignIn
	if want == checkUnreachable {
		kind = fault.Unavailable
	}
	var f *fault.Error
	switch {
	case err == nil:
		t.Errorf("accepted; expected a refusal by %q", want)
	case Check(err) != string(want):
		t.Errorf("refused by %q, expected %q: %v", Check(err), want, err)
	case !errors.As(err, &f) || f.Kind != kind || f.Message == "":
		t.Errorf("%v is no fault of kind %q", err, kind)
	case strings.Contains(err.Error(), canary):
		t.Errorf("the error gives away what was sent: %v", err)
	case strings.Contains(f.Message, "check") && strings.Contains(f.Message, string(want)+":"):
		t.Errorf("the sentence names the check: %s", f.Message)
	}
}
