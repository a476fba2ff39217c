package oidc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// metadata is what we use of a provider's discovery document: OpenID Connect Discovery 1.0 section 3, RP-Initiated
// Logout 1.0 section 2.1, RFC 9207 section 3, RFC 8414 section 2.
type metadata struct {
	Authorization    string   `json:"authorization_endpoint"`
	Token            string   `json:"token_endpoint"`
	Keys             string   `json:"jwks_uri"`
	UserInfo         string   `json:"userinfo_endpoint"`
	EndSession       string   `json:"end_session_endpoint"`
	IssInResponse    bool     `json:"authorization_response_iss_parameter_supported"`
	ClientAuth       []string `json:"token_endpoint_auth_methods_supported"`
	ChallengeMethods []string `json:"code_challenge_methods_supported"`
}

// endpoint is one address of the metadata under its name there.
type endpoint struct {
	name, address string
	optional      bool
}

func (m *metadata) endpoints() []endpoint {
	return []endpoint{
		{"authorization_endpoint", m.Authorization, false},
		{"token_endpoint", m.Token, false},
		{"jwks_uri", m.Keys, false},
		{"userinfo_endpoint", m.UserInfo, true},
		{"end_session_endpoint", m.EndSession, true},
	}
}

// discover fetches an issuer's metadata. go-oidc holds it to the issuer's own name.
func (p *RelyingParty) discover(ctx context.Context, issuer string) (*metadata, error) {
	provider, err := goidc.NewProvider(p.calling(ctx, issuer), issuer)
	if _, wrong := errors.AsType[*goidc.IssuerMismatchError](err); wrong {
		return nil, refuse(checkMetadata, err)
	}
	if err != nil && !called(err) {
		status, _, _ := strings.Cut(err.Error(), ":") // what follows is the whole answer
		return nil, unreachable(fmt.Errorf("discovery document: %.40q", status))
	}
	if err != nil {
		return nil, unreachable(err)
	}
	var m metadata
	if err := provider.Claims(&m); err != nil {
		return nil, refuse(checkMetadata, errors.New("the metadata has a field of the wrong type"))
	}
	return &m, nil
}

// check holds every endpoint to the issuer's scheme or better, and to its host or an approved one. The browser goes
// to some of these and the server to others; neither may be sent anywhere else by a provider that has been taken over.
func (m *metadata) check(issuer string, hosts []string) error {
	home, err := url.Parse(issuer)
	if err != nil {
		return refuse(checkMetadata, errors.New("the issuer is no address"))
	}
	for _, e := range m.endpoints() {
		if e.address == "" && e.optional {
			continue
		}
		if err := e.check(home, hosts); err != nil {
			return refuse(checkMetadata, err)
		}
	}
	if len(m.ChallengeMethods) > 0 && !slices.Contains(m.ChallengeMethods, "S256") {
		return refuse(checkMetadata, errors.New("code_challenge_methods_supported lacks S256"))
	}
	return nil
}

func (e endpoint) check(home *url.URL, hosts []string) error {
	u, err := url.Parse(e.address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Fragment != "":
		return fmt.Errorf("%s %.100q: expected an address with a host, and without a user or a fragment", e.name, e.address)
	case u.Scheme != "https" && u.Scheme != home.Scheme:
		return fmt.Errorf("%s %.100q: expected https", e.name, e.address)
	case host(u) != host(home) && !slices.ContainsFunc(hosts, func(h string) bool { return strings.EqualFold(h, host(u)) }):
		return fmt.Errorf("%s is on %.100q: expected the issuer's host or one approved with the connection", e.name, host(u))
	}
	return nil
}

// host is the host of an address in lower case, with its port when that isn't the scheme's own.
func host(u *url.URL) string {
	port := u.Port()
	if port == "" || u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		name, _, _ := strings.Cut(u.Host, ":")
		if strings.HasPrefix(u.Host, "[") {
			name = "[" + u.Hostname() + "]"
		}
		return strings.ToLower(name)
	}
	return strings.ToLower(u.Host)
}

// Hosts gives the hosts, beside the issuer's own, that its endpoints are on now: what to show and keep when a
// connection is approved. Nothing is remembered.
func (p *RelyingParty) Hosts(ctx context.Context, issuer string) ([]string, error) {
	m, err := p.discover(ctx, issuer)
	if err != nil {
		return nil, err
	}
	home, err := url.Parse(issuer)
	if err != nil {
		return nil, refuse(checkMetadata, errors.New("the issuer is no address"))
	}
	var hosts []string
	for _, e := range m.endpoints() {
		if u, err := url.Parse(e.address); err == nil && u.Host != "" && host(u) != host(home) {
			hosts = append(hosts, host(u))
		}
	}
	slices.SortFunc(hosts, cmp.Compare[string])
	return slices.Compact(hosts), m.check(issuer, hosts)
}

// client is how we speak to the token endpoint. The way to authenticate is chosen from the metadata: trying both, as
// the library would, sends the code twice, and a provider may take the second for a theft.
func (m *metadata) client(c Connection) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if c.ClientSecret != "" && (len(m.ClientAuth) == 0 || slices.Contains(m.ClientAuth, "client_secret_basic")) {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID:     c.ClientID,
		ClientSecret: c.ClientSecret,
		RedirectURL:  c.RedirectURL,
		Scopes:       []string{goidc.ScopeOpenID, goidc.ScopeProfile, goidc.ScopeEmail},
		Endpoint:     oauth2.Endpoint{AuthURL: m.Authorization, TokenURL: m.Token, AuthStyle: style},
	}
}
