package accept_test

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/authz/session"
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
	outside  []oidc.Exception // whom the server may call beside the provider
	ahead    atomic.Int64     // how far the clock is, of server and provider alike
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

// newHouse starts one whose server may call the provider, and others by exceptions of their own.
func newHouse(t *testing.T, outside ...oidc.Exception) *house {
	t.Helper()
	h := &house{World: worldtest.New(t), outside: outside}
	h.provider = providertest.New(t, h.clock)
	h.Now = time.Now() // provider and server share the machine's clock
	h.AddPlatform()
	h.server = h.serve(t, h.DB)
	return h
}

// serve starts a server on the house's database.
func (h *house) serve(t *testing.T, db *tenants.DB) *httptest.Server {
	t.Helper()
	policy, err := authz.Load()
	must(t, err)
	server := httptest.NewUnstartedServer(nil)
	client := oidc.HardenedClient(append(h.provider.Exceptions(), h.outside...)...)
	server.Config.Handler, err = api.New(api.Config{
		DB: db, Policy: policy, BaseURL: "http://" + server.Listener.Addr().String(), Party: oidc.New(oidc.Config{Client: client, Clock: h.clock}),
		Pages: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}},
		Log:   slog.New(slog.NewJSONHandler(&h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	must(t, err)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// pair is the server, and another on the same database, with a pool of its own.
func (h *house) pair(t *testing.T) [2]*httptest.Server {
	t.Helper()
	return [2]*httptest.Server{h.server, h.serve(t, another(t, h.World))}
}

func (h *house) clock() time.Time { return time.Now().Add(time.Duration(h.ahead.Load())) }

// pass lets time pass, for the server, its database and the provider.
func (h *house) pass(d time.Duration) {
	h.ahead.Add(int64(d))
	h.Now = h.Now.Add(d)
}

// connect puts a connection into use, by the provider unless it says another issuer, without any of the checks of those
// who make one.
func (h *house) connect(t *testing.T, c tenants.Connection, rules ...tenants.ClaimRule) uuid.UUID {
	t.Helper()
	c.ID, c.Live = uuid.New(), true
	c.Issuer, c.ClientID = cmp.Or(c.Issuer, h.provider.URL), cmp.Or(c.ClientID, providertest.ClientID)
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

// begin opens an address of the server and goes on to the provider: it gives the address that the provider sends the
// browser back to.
func (g guest) begin(path string) string {
	g.t.Helper()
	begun := g.get(path)
	if begun.status != http.StatusSeeOther {
		g.t.Fatalf("%s: %d %s", path, begun.status, begun.text)
	}
	return g.get(begun.header.Get("Location")).header.Get("Location")
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

// lives reports whether the guest has a session, as one of the house's servers says.
func (g guest) lives(server *httptest.Server) bool {
	g.t.Helper()
	got := g.get(server.URL + "/api/v1/session")
	if got.status != http.StatusOK && got.status != http.StatusUnauthorized {
		g.t.Errorf("%d %s", got.status, got.text)
	}
	return got.status == http.StatusOK
}

// startsSession reports whether an answer starts a session.
func (r reply) startsSession() bool {
	return strings.Contains(strings.Join(r.header.Values("Set-Cookie"), "\n"), session.Cookie+"=")
}

func signIn(connection uuid.UUID) string { return "/auth/sign-in/" + connection.String() }

// refusals is how many sign-ins by a connection were refused by a check, as noted for its administrators.
func (h *house) refusals(connection uuid.UUID, check string) int {
	return h.Count("select count(*) from sec.event where kind = 'sign-in-refused' and connection_id = $1 and failed = $2", connection, check)
}
