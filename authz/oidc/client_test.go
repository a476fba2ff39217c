package oidc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"golang.org/x/net/dns/dnsmessage"

	"github.com/throughline-ics/throughline/internal/outbound"
	"github.com/throughline-ics/throughline/internal/traptest"
)

// get calls an address as that of a provider whose issuer is there.
func get(ctx context.Context, c *http.Client, address string) error {
	return getFor(ctx, c, address, address)
}

// getFor calls an address for the provider of an issuer, or for nobody's when that is empty.
func getFor(ctx context.Context, c *http.Client, issuer, address string) error {
	ctx = New(Config{Client: c}).calling(ctx, issuer)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	response, err := c.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

func TestForbiddenAddressesAreRefusedBeforeConnecting(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	t.Cleanup(func() { trap.WantNoHits(t) })
	// Every name leads to the trap, and another host's exception opens nothing for these.
	everywhere := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
	client := newClient(names(t, [4]byte{127, 0, 0, 1}), []Exception{{Host: "adfs.example", Networks: everywhere}})
	party := New(Config{Client: client})
	for _, host := range trap.Hosts() {
		issuer := "https://" + host
		t.Run(issuer, func(t *testing.T) {
			t.Parallel()
			_, _, err := party.Start(t.Context(), Connection{ID: uuid.New(), Issuer: issuer, ClientID: "c", RedirectURL: redirect})
			if _, ok := errors.AsType[*net.DNSError](err); ok {
				wantRefused(t, err, checkUnreachable) // "127.1" is no name, so there's nothing to connect to
				return
			}
			wantRefused(t, err, checkAddress)
		})
	}
}

func TestOtherSchemesAreRefused(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	client := HardenedClient(
		Exception{Host: "127.0.0.1:" + trap.Port, Networks: loopback}, // https only
		Exception{Host: "plain.example", Plain: true},
	)
	for _, address := range []string{
		"http://127.0.0.1:" + trap.Port, "http://example.org", "http://169.254.169.254/latest/meta-data", "ftp://example.org", "file:///etc/passwd",
		"gopher://127.0.0.1:" + trap.Port, "https://user:password@example.org", "http://plain.example:8080",
	} {
		if err := get(t.Context(), client, address); !errors.Is(err, outbound.ErrForbidden) && !strings.Contains(err.Error(), "unsupported protocol scheme") {
			t.Errorf("%s: %v", address, err)
		}
	}
	trap.WantNoHits(t)
}

func TestAnExceptionIsOneHostOnOnePort(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	client := HardenedClient(allow(server.URL))
	if err := get(t.Context(), client, server.URL); err != nil {
		t.Errorf("the exception itself: %v", err)
	}
	if err := get(t.Context(), client, "https://127.0.0.1:"+trap.Port); !errors.Is(err, outbound.ErrForbidden) {
		t.Errorf("another port: %v", err)
	}
	// The host, but not where it is expected.
	elsewhere := HardenedClient(Exception{Host: "127.0.0.1:" + trap.Port, Plain: true, Networks: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	if err := get(t.Context(), elsewhere, "http://127.0.0.1:"+trap.Port); !errors.Is(err, outbound.ErrForbidden) {
		t.Errorf("another network: %v", err)
	}
	trap.WantNoHits(t)
}

func TestAnExceptionIsForTheProviderThatIsThere(t *testing.T) {
	t.Parallel()
	hits := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits++ }))
	t.Cleanup(server.Close)
	e := allow(server.URL)
	e.Issuers = []string{"Login.example", "login.example:8443"}
	client := HardenedClient(e)
	for _, issuer := range []string{server.URL, server.URL + "/tenant", "https://login.example/x", "https://LOGIN.example:443", "https://login.example:8443"} {
		if err := getFor(t.Context(), client, issuer, server.URL); err != nil {
			t.Errorf("%s: %v", issuer, err)
		}
	}
	// The connection of those before is open still, and nobody else's.
	was := hits
	for _, issuer := range []string{"", "x", "https://evil.example", "https://login.example.evil.example", "https://login.example:444", "http://127.0.0.1", "https://evil.example/" + server.URL} {
		if err := getFor(t.Context(), client, issuer, server.URL); !errors.Is(err, outbound.ErrForbidden) {
			t.Errorf("%q: %v", issuer, err)
		}
	}
	if was != 5 || hits != was {
		t.Errorf("%d calls by those whom it is for, %d by others", was, hits-was)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if response, err := client.Do(r); !errors.Is(err, outbound.ErrForbidden) {
		_ = response.Body.Close()
		t.Errorf("a call that is nobody's: %v", err)
	}
}

func TestMetadataCannotSendTheServerElsewhere(t *testing.T) {
	t.Parallel()
	for _, field := range []string{"jwks_uri", "token_endpoint", "userinfo_endpoint"} {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			trap, s := traptest.New(t), newSignIn(t)
			inside := "127.0.0.1:" + trap.Port
			s.provider.metadata[field] = "http://" + inside + "/x"
			_, err := s.try(t, nil)
			wantRefused(t, err, checkMetadata)
			// Even approved by mistake, it isn't called.
			s.connection.Hosts = []string{inside}
			who, err := s.try(t, func(f *forged) { delete(f.claims, "name") })
			if field == "userinfo_endpoint" {
				if err != nil || who.Name != "" {
					t.Errorf("%v %v", who, err)
				}
			} else {
				wantRefused(t, err, checkAddress)
			}
			trap.WantNoHits(t)
		})
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	for _, target := range []string{"http://127.0.0.1:" + trap.Port, "https://169.254.169.254/", "/elsewhere"} {
		hits := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			hits++
			http.Redirect(w, r, target, http.StatusFound)
		}))
		t.Cleanup(server.Close)
		if err := get(t.Context(), HardenedClient(allow(server.URL)), server.URL); !errors.Is(err, outbound.ErrRedirect) || hits != 1 {
			t.Errorf("%s: %v after %d requests", target, err, hits)
		}
	}
	trap.WantNoHits(t)
}

func TestAnswersAreBounded(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		size  int
		fails bool
	}{"1 MiB": {1 << 20, false}, "one byte more": {1<<20 + 1, true}, "10 MB": {10_000_000, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write(bytes.Repeat([]byte("x"), tt.size))
			}))
			t.Cleanup(server.Close)
			err := get(t.Context(), HardenedClient(allow(server.URL)), server.URL)
			if tt.fails != errors.Is(err, outbound.ErrTooLong) || !tt.fails && err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestSlowAnswersAreCutOff(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/drip" {
			_, _ = w.Write([]byte("x"))
			_ = http.NewResponseController(w).Flush()
		}
		<-release
	}))
	t.Cleanup(server.Close)
	defer close(release)
	client := HardenedClient(allow(server.URL))
	if client.Timeout != 5*time.Second {
		t.Errorf("timeout = %v", client.Timeout)
	}
	client.Timeout = 100 * time.Millisecond
	for _, path := range []string{"/silent", "/drip"} {
		if err := get(t.Context(), client, server.URL+path); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestCertificatesAreChecked(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	u, _ := url.Parse(server.URL)
	err := get(t.Context(), HardenedClient(Exception{Host: u.Host, Networks: loopback}), server.URL)
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a stranger's certificate: %v", err)
	}
}

// What a name leads to is judged anew at each connection, so it may not change into something forbidden.
func TestNamesAreJudgedWhenConnecting(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	u, _ := url.Parse(server.URL)
	// First where the exception allows it, then on this machine but outside what is allowed.
	host := "moving.example:" + u.Port()
	client := newClient(names(t, [4]byte{127, 0, 0, 1}, [4]byte{127, 0, 0, 2}), []Exception{{Host: host, Plain: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}})
	if err := get(t.Context(), client, "http://"+host); err != nil {
		t.Fatal(err)
	}
	client.CloseIdleConnections()
	if err := get(t.Context(), client, "http://"+host); !errors.Is(err, outbound.ErrForbidden) {
		t.Errorf("after the name moved: %v", err)
	}
	if err := get(t.Context(), client, "https://other.example:"+trap.Port); !errors.Is(err, outbound.ErrForbidden) {
		t.Errorf("a name without an exception: %v", err)
	}
	trap.WantNoHits(t)
}

// names is a resolver under which every name leads to the addresses in turn, and then to the last.
func names(t *testing.T, addresses ...[4]byte) *net.Resolver {
	t.Helper()
	server, err := new(net.ListenConfig).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var message dnsmessage.Message
			if message.Unpack(buffer[:n]) != nil || len(message.Questions) != 1 {
				continue
			}
			message.Response, message.Additionals = true, nil
			if question := message.Questions[0]; question.Type == dnsmessage.TypeA {
				message.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class},
					Body:   &dnsmessage.AResource{A: addresses[0]},
				}}
				addresses = addresses[min(1, len(addresses)-1):]
			}
			if packed, err := message.Pack(); err == nil {
				_, _ = server.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}
