package outbound

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

const maxHeader = 64 << 10

// These are why a call was not made or its answer not taken.
var (
	ErrForbidden = errors.New("the server must not call this address")
	ErrRedirect  = errors.New("the address sends on to another, which isn't followed")
	ErrTooLong   = errors.New("the answer is longer than is read")
)

// Exception lets the client reach one host that the rules would refuse: a provider on a private network, or the
// demonstration's on this machine. It is for the provider whose issuer is on that host, and no other provider's word
// leads there.
type Exception struct {
	Host     string         // as in the address: "adfs.trust.nhs.uk", "127.0.0.1:8091"; without a port, the scheme's own
	Networks []netip.Prefix // where that host may be, beside public addresses
	Plain    bool           // by http; https to the same host stays allowed
	Issuers  []string       // hosts of issuers elsewhere, written like Host, whose endpoints are on that host
}

// Limits are how much of an answer a client reads, in bytes, and how long a call may take in all.
type Limits struct {
	Body int
	Time time.Duration
}

// New makes a client for addresses that somebody else chose. It calls by https alone, public addresses alone (checked
// when connecting, after the name was looked up, so that a name can't be changed in between), by no proxy; it follows no
// redirect and keeps to its limits. The resolver may be nil for the system's.
func New(limits Limits, resolver *net.Resolver, exceptions ...Exception) *http.Client {
	g := guard{resolver: resolver, exceptions: map[string]Exception{}, limits: limits}
	for _, e := range exceptions {
		g.exceptions[e.key()] = e
	}
	g.transport = &http.Transport{
		DialContext:            g.dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    limits.Time,
		ResponseHeaderTimeout:  limits.Time,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        time.Minute,
	}
	return &http.Client{
		Transport:     &g,
		Timeout:       limits.Time,
		CheckRedirect: func(*http.Request, []*http.Request) error { return ErrRedirect },
	}
}

func (e Exception) key() string {
	if e.Plain {
		return hostPort("http", e.Host)
	}
	return hostPort("https", e.Host)
}

// serves reports whether an exception is for an issuer's provider.
func (e Exception) serves(issuer string) bool {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" {
		return false
	}
	home := hostPort(u.Scheme, u.Host)
	return home == e.key() || slices.ContainsFunc(e.Issuers, func(host string) bool { return hostPort(u.Scheme, host) == home })
}

type issuerKey struct{}

// For is the context of a call on behalf of whoever is at an issuer's address, so that the client knows which exceptions
// count.
func For(ctx context.Context, issuer string) context.Context {
	return context.WithValue(ctx, issuerKey{}, issuer)
}

// hostPort is a host in lower case and its port, given or its scheme's.
func hostPort(scheme, host string) string {
	host = strings.ToLower(host)
	if u := (&url.URL{Host: host}); u.Port() == "" {
		port := map[string]string{"http": "80", "https": "443"}[scheme]
		return net.JoinHostPort(u.Hostname(), port)
	}
	return host
}

// guard is the transport that holds calls to the rules.
type guard struct {
	transport  *http.Transport
	resolver   *net.Resolver
	exceptions map[string]Exception
	limits     Limits
}

// RoundTrip makes one call.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := g.permit(r.Context(), r.URL); err != nil {
		if r.Body != nil {
			_ = r.Body.Close() // as a RoundTripper must
		}
		return nil, err
	}
	response, err := g.transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	response.Body = &shortBody{ReadCloser: response.Body, left: g.limits.Body}
	return response, nil
}

// CloseIdleConnections is what http.Client.CloseIdleConnections asks of its transport.
func (g *guard) CloseIdleConnections() { g.transport.CloseIdleConnections() }

// permit judges what an address says and for whom it is called, before its name is looked up and before a connection
// that is open already is used again. A host with an exception is closed to every provider that the exception isn't for.
func (g *guard) permit(ctx context.Context, u *url.URL) error {
	issuer, _ := ctx.Value(issuerKey{}).(string) // "" is nobody's
	switch exception, ok := g.exceptions[hostPort(u.Scheme, u.Host)]; {
	case u.User != nil:
		return fmt.Errorf("%w: it names a user", ErrForbidden)
	case ok && !exception.serves(issuer):
		return fmt.Errorf("%w: the exception for it is another provider's", ErrForbidden)
	case u.Scheme == "https" || u.Scheme == "http" && ok && exception.Plain:
		return nil
	default:
		return fmt.Errorf("%w: expected https", ErrForbidden)
	}
}

// dial connects to a host, whose every address must be permitted to it. Whose provider it is, permit has judged.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	exception := g.exceptions[strings.ToLower(address)]
	dialer := net.Dialer{
		Timeout:  g.limits.Time,
		Resolver: g.resolver,
		ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil || network != "tcp4" && network != "tcp6" {
				return fmt.Errorf("%w: no TCP address", ErrForbidden)
			}
			if !public(at.Addr()) && !holds(exception.Networks, at.Addr()) {
				return fmt.Errorf("%w: it isn't public", ErrForbidden)
			}
			return nil
		},
	}
	return dialer.DialContext(ctx, network, address)
}

// shortBody fails once more than its bound was read: half an answer must not pass for a whole one.
type shortBody struct {
	io.ReadCloser

	left int
}

func (b *shortBody) Read(into []byte) (int, error) {
	n, err := b.ReadCloser.Read(into[:min(len(into), b.left+1)])
	if b.left -= n; b.left < 0 {
		b.left = 0
		return 0, ErrTooLong
	}
	return n, err
}
