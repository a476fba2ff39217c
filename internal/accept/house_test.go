package accept_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// house is a listening server beside an identity provider that says what the test tells it to. It keeps all that it
// answered and logged.
type house struct {
	*worldtest.World
	provider *providertest.Provider
	server   *httptest.Server
	said     record
	log      record
}

// record is text that may be written from several goroutines.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to the record.
func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(p)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{World: worldtest.New(t), provider: providertest.New(t, nil)}
	h.Now = time.Now() // provider and server share the machine's clock
	h.AddPlatform()
	policy, err := authz.Load()
	must(t, err)
	h.server = httptest.NewUnstartedServer(nil)
	h.server.Config.Handler, err = api.New(api.Config{
		DB: h.DB, Policy: policy, BaseURL: "http://" + h.server.Listener.Addr().String(),
		Party: oidc.New(oidc.Config{Client: oidc.HardenedClient(h.provider.Exceptions()...)}),
		Pages: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}},
		Log:   slog.New(slog.NewJSONHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	must(t, err)
	h.server.Start()
	t.Cleanup(h.server.Close)
	return h
}

// connect puts a connection by the provider into use, without any of the checks of those who make one.
func (h *house) connect(t *testing.T, c tenants.Connection, rules ...tenants.ClaimRule) uuid.UUID {
	t.Helper()
	c.ID, c.Issuer, c.ClientID, c.Live = uuid.New(), h.provider.URL, providertest.ClientID, true
	err := h.DB.Load(context.Background(), "test", func(l *tenants.Load) error {
		if err := l.PutConnection(context.Background(), c); err != nil {
			return err
		}
		return l.PutRules(context.Background(), c.Organisation, c.ID, rules)
	})
	must(t, err)
	return c.ID
}

// exec changes something behind the wall.
func (h *house) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	_, err := h.Owner.Exec(context.Background(), statement, args...)
	must(t, err)
}

// guest is a browser: it keeps cookies and follows no redirect by itself.
type guest struct {
	*house
	t      *testing.T
	client *http.Client
}

func (h *house) guest(t *testing.T, cookies ...*http.Cookie) guest {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	base, err := url.Parse(h.server.URL)
	must(t, err)
	jar.SetCookies(base, cookies)
	return guest{h, t, &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// reply is what came back.
type reply struct {
	status int
	header http.Header
	text   string
}

// do sends a request to an address, or to a path of the server in which {org:A} is the id of organisation A. The
// headers come in pairs.
func (g guest) do(method, address, body string, headers ...string) reply {
	g.t.Helper()
	for code, id := range g.Orgs {
		address = strings.ReplaceAll(address, "{org:"+code+"}", id.String())
	}
	if strings.HasPrefix(address, "/") {
		address = g.server.URL + address
	}
	r, err := http.NewRequestWithContext(context.Background(), method, address, strings.NewReader(body))
	must(g.t, err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := g.client.Do(r)
	must(g.t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(g.t, err)
	_ = response.Header.Write(&g.said)
	_, _ = g.said.Write(text)
	return reply{response.StatusCode, response.Header, string(text)}
}

func (g guest) get(address string) reply {
	g.t.Helper()
	return g.do(http.MethodGet, address, "")
}

// through opens an address of the server, goes on to the provider and back, as far as the server's answer.
func (g guest) through(path string) reply {
	g.t.Helper()
	begun := g.get(path)
	if begun.status != http.StatusSeeOther {
		return begun
	}
	return g.get(g.get(begun.header.Get("Location")).header.Get("Location"))
}
