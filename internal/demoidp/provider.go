package demoidp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Provider serves every issuer of its configuration. Use it as an http.Handler. It is safe for concurrent use, and
// all it knows is gone when the process ends: keys and codes are made anew at the next start.
type Provider struct {
	clock   func() time.Time
	issuers map[string]*issuer
	routes  *http.ServeMux
	pages   pages
}

// issuer is one identity provider at work.
type issuer struct {
	Issuer

	address string
	signer  jose.Signer
	keys    jose.JSONWebKeySet
	codes   codes
}

// New makes a provider with a fresh ES256 key for each issuer. The error lists everything that is wrong with c.
func New(c Config) (*Provider, error) {
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("demonstration identity provider: %w", err)
	}
	p := &Provider{clock: c.Clock, issuers: make(map[string]*issuer, len(c.Issuers)), pages: newPages()}
	if p.clock == nil {
		p.clock = time.Now
	}
	for _, i := range c.Issuers {
		made, err := newIssuer(c.BaseURL, i)
		if err != nil {
			return nil, fmt.Errorf("demonstration identity provider %q: %w", i.Name, err)
		}
		p.issuers[i.Name] = made
	}
	p.routes = p.newRoutes()
	return p, nil
}

func newIssuer(base string, i Issuer) (*issuer, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a signing key: %w", err)
	}
	key := jose.JSONWebKey{Key: private, Algorithm: string(jose.ES256), Use: "sig"}
	thumbprint, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("name the signing key: %w", err)
	}
	key.KeyID = base64.RawURLEncoding.EncodeToString(thumbprint)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, new(jose.SignerOptions).WithType("JWT"))
	if err != nil {
		return nil, fmt.Errorf("make a signer: %w", err)
	}
	return &issuer{
		Issuer:  i,
		address: base + "/" + i.Name,
		signer:  signer,
		keys:    jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key.Public()}},
		codes:   codes{live: map[string]grant{}},
	}, nil
}

func (p *Provider) newRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	route := func(pattern string, serve func(*issuer, http.ResponseWriter, *http.Request)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			i, ok := p.issuers[r.PathValue("issuer")]
			if !ok {
				p.refuse(w, http.StatusNotFound, "There is no such demonstration identity provider.")
				return
			}
			serve(i, w, r)
		})
	}
	route("GET /{issuer}/.well-known/openid-configuration", p.discovery)
	route("GET /{issuer}/jwks", p.jwks)
	route("GET /{issuer}/authorize", p.authorize)
	route("GET /{issuer}/choose", p.choose)
	route("POST /{issuer}/token", p.token)
	route("GET /{issuer}/end-session", p.endSession)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		p.refuse(w, http.StatusNotFound, "There is nothing at this address. Start from the application you want to sign in to.")
	})
	return mux
}

// ServeHTTP answers for all issuers.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", p.pages.policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	p.routes.ServeHTTP(w, r)
}
