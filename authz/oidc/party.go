package oidc

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"github.com/google/uuid"
	"golang.org/x/oauth2"
)

const (
	metadataGap  = 5 * time.Second
	keysGap      = 30 * time.Second
	maxProviders = 4096 // more connections than England has NHS organisations with a provider of their own
)

// Config is what a RelyingParty needs. Client is what HardenedClient makes, and may be nil for one without
// exceptions; Clock may be nil for the system's clock.
type Config struct {
	Client *http.Client
	Clock  func() time.Time
}

// RelyingParty signs people in at any number of connections. It is safe for concurrent use, does nothing until it is
// asked, and what one provider does holds up no other.
type RelyingParty struct {
	client *http.Client
	clock  func() time.Time

	mu        sync.Mutex
	providers map[uuid.UUID]*provider
}

// provider is what is remembered of the provider of one connection.
type provider struct {
	issuer   string
	hosts    []string
	metadata document[metadata]
	keys     document[keySet]
	used     time.Time // guarded by RelyingParty.mu
}

// New makes a relying party.
func New(c Config) *RelyingParty {
	p := &RelyingParty{client: c.Client, clock: c.Clock, providers: map[uuid.UUID]*provider{}}
	if p.client == nil {
		p.client = HardenedClient()
	}
	if p.clock == nil {
		p.clock = time.Now
	}
	return p
}

// Start begins a sign-in: the flow to keep for the way back, and the address to send the browser to. Errors are
// faults: Unavailable when the provider doesn't answer, SignIn when the connection can't be used (see Check).
func (p *RelyingParty) Start(ctx context.Context, c Connection) (Flow, string, error) {
	provider, err := p.provider(c)
	if err != nil {
		return Flow{}, "", err
	}
	m, err := provider.metadata.get(ctx)
	if err != nil {
		return Flow{}, "", err
	}
	flow := newFlow(c.ID, p.clock())
	options := []oauth2.AuthCodeOption{
		goidc.Nonce(flow.Nonce), oauth2.S256ChallengeOption(flow.Verifier), oauth2.SetAuthURLParam("response_mode", "query"),
	}
	if len(c.RequiredACR) > 0 {
		options = append(options, oauth2.SetAuthURLParam("acr_values", strings.Join(c.RequiredACR, " ")))
	}
	return flow, m.client(c).AuthCodeURL(flow.State, options...), nil
}

// EndSessionURL gives the address where a person ends their session at the provider too (RP-Initiated Logout 1.0), and
// false when the provider has none or can't say. ID tokens aren't kept, so the provider gets our client id instead of a
// hint, and may ask the person. returnTo may be empty; the provider must know it otherwise.
func (p *RelyingParty) EndSessionURL(ctx context.Context, c Connection, returnTo string) (string, bool) {
	provider, err := p.provider(c)
	if err != nil {
		return "", false
	}
	m, err := provider.metadata.get(ctx)
	if err != nil || m.EndSession == "" {
		return "", false
	}
	u, err := url.Parse(m.EndSession)
	if err != nil {
		return "", false
	}
	query := u.Query()
	query.Set("client_id", c.ClientID)
	if returnTo != "" {
		query.Set("post_logout_redirect_uri", returnTo)
	}
	u.RawQuery = query.Encode()
	return u.String(), true
}

// provider finds what is remembered of a connection's provider, or makes room for it. It fetches nothing.
func (p *RelyingParty) provider(c Connection) (*provider, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.providers[c.ID]
	if !ok || found.issuer != c.Issuer || !slices.Equal(found.hosts, c.Hosts) {
		found = p.newProvider(c.Issuer, slices.Clone(c.Hosts))
		p.makeRoom()
		p.providers[c.ID] = found
	}
	found.used = p.clock()
	return found, nil
}

func (p *RelyingParty) newProvider(issuer string, hosts []string) *provider {
	made := &provider{issuer: issuer, hosts: hosts}
	made.metadata = document[metadata]{clock: p.clock, gap: metadataGap, fetch: func(ctx context.Context) (*metadata, error) {
		m, err := p.discover(ctx, issuer)
		if err != nil {
			return nil, err
		}
		if err := m.check(issuer, hosts); err != nil {
			return nil, err
		}
		return m, nil
	}}
	made.keys = document[keySet]{clock: p.clock, gap: keysGap, fetch: func(ctx context.Context) (*keySet, error) {
		m, err := made.metadata.get(ctx)
		if err != nil {
			return nil, err
		}
		return p.fetchKeys(ctx, issuer, m.Keys)
	}}
	return made
}

// makeRoom forgets the provider that was used longest ago when there are too many.
func (p *RelyingParty) makeRoom() {
	if len(p.providers) < maxProviders {
		return
	}
	var oldest uuid.UUID
	for id, one := range p.providers {
		if oldest == uuid.Nil || one.used.Before(p.providers[oldest].used) {
			oldest = id
		}
	}
	delete(p.providers, oldest)
}
