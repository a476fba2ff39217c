package accept_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// T-12: names that look like roles, objects and actions, or like patterns of them, are allowed nothing; what the matrix
// says is allowed is all that is.
func TestT12NamesThatAreNoRoles(t *testing.T) {
	t.Parallel()
	policy, err := authz.Load()
	must(t, err)
	n := 0
	tried(t, "T-12", "I10", func() int { return n })
	hostile := []string{
		"", "*", ".*", "role:", "role:admin", "role:role:cdo", "admin", "a::b", "::", "cdo\x00", "\x00", "CDO", "Cdo", " cdo", "cdo ", "cdo,", "cdo\n", "ｃｄｏ", "сdo", "cdo\u200b",
		"p", "g", "root", "true", "1==1", "r.sub", "machine", "cdo || true", "cdo' or '1'='1", strings.Repeat("a", 1<<20), "strategy", "read", "\xff\xfe", "{{.}}", "../cdo", "%63do",
	}
	names := func(known ...string) []string { return append(known, hostile...) }
	var objects, actions []string
	permissions := map[authz.Permission]bool{}
	for _, p := range authz.Permissions() {
		permissions[p] = true
		objects, actions = append(objects, p.Object), append(actions, p.Action)
	}
	objects, actions = unique(objects), unique(actions)
	var roles []string
	known := map[string]bool{}
	for _, role := range tenants.AllRoles() {
		roles = append(roles, string(role))
		known[string(role)] = role != tenants.Machine
	}
	allowed := 0
	for _, role := range names(roles...) {
		for _, object := range names(objects...) {
			for _, action := range names(actions...) {
				strange := 0
				for _, name := range []string{role, object, action} {
					if slices.Contains(hostile, name) {
						strange++
					}
				}
				if strange > rounds(1, 3) || strange > 1 && len(role)+len(object)+len(action) > 1<<20 {
					continue
				}
				n++
				yes := policy.Allows([]tenants.Role{tenants.Role(role)}, authz.Permission{Object: object, Action: action})
				if !yes {
					continue
				}
				allowed++
				if !known[role] || !permissions[authz.Permission{Object: object, Action: action}] {
					t.Errorf("%.40q may %.40q:%.40q", role, object, action)
				}
			}
		}
	}
	if allowed < 50 {
		t.Errorf("only %d are allowed: the policy was not read", allowed)
	}
	if policy.Allows(nil, authz.ReadOrganisation) || policy.Allows([]tenants.Role{}, authz.ReadOrganisation) {
		t.Error("nobody may something")
	}
}

func unique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// T-13: a server is not made without a policy.
func TestT13NoServerWithoutItsParts(t *testing.T) {
	t.Parallel()
	w := worldtest.Empty(t)
	policy, err := authz.Load()
	must(t, err)
	whole := api.Config{DB: w.DB, Policy: policy, Party: oidc.New(oidc.Config{}), Pages: fstest.MapFS{}, Log: slog.New(slog.DiscardHandler)}
	n := 0
	tried(t, "T-13", "I10", func() int { return n })
	if _, err := api.New(whole); err != nil {
		t.Fatal(err)
	}
	for what, without := range map[string]func(*api.Config){
		"a policy": func(c *api.Config) { c.Policy = nil }, "a database": func(c *api.Config) { c.DB = nil }, "a relying party": func(c *api.Config) { c.Party = nil },
		"a place for its pages": func(c *api.Config) { c.Pages = nil },
	} {
		n++
		c := whole
		without(&c)
		if s, err := api.New(c); err == nil || s != nil {
			t.Errorf("there is a server without %s", what)
		}
	}
}

// wire stands between a server and its database, and can be cut.
type wire struct {
	net.Listener
	network, to string

	mu    sync.Mutex
	left  int // how many more messages of the server's pass; below nothing, all of them
	after bool
	cut   bool
	open  []net.Conn
}

func newWire(t *testing.T, config *pgx.ConnConfig) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	network, to := pgNetwork(config)
	w := &wire{Listener: l, network: network, to: to, left: -1}
	t.Cleanup(func() { _ = l.Close(); w.sever() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return w
}

func pgNetwork(c *pgx.ConnConfig) (network, address string) {
	if strings.HasPrefix(c.Host, "/") {
		return "unix", fmt.Sprintf("%s/.s.PGSQL.%d", c.Host, c.Port)
	}
	return "tcp", net.JoinHostPort(c.Host, fmt.Sprint(c.Port))
}

func (w *wire) carry(client net.Conn) {
	database, err := net.Dial(w.network, w.to)
	w.mu.Lock()
	if err != nil || w.cut {
		w.mu.Unlock()
		_ = client.Close()
		return
	}
	w.open = append(w.open, client, database)
	w.mu.Unlock()
	go func() { _, _ = io.Copy(client, database); _ = client.Close() }()
	buffer := make([]byte, 1<<16)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			_ = database.Close()
			return
		}
		now, pass := w.passes()
		if pass {
			_, _ = database.Write(buffer[:n])
		}
		if now {
			w.sever()
			return
		}
	}
}

// passes counts a message, and says whether the wire is cut now and whether the message still goes.
func (w *wire) passes() (now, pass bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.cut:
		return true, false
	case w.left < 0:
		return false, true
	}
	w.left--
	w.cut = w.left < 0
	return w.cut, !w.cut || w.after
}

func (w *wire) sever() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = true
	for _, c := range w.open {
		_ = c.Close()
	}
}

// severAt lets some messages pass and then cuts the wire, before the next one or just after it.
func (w *wire) severAt(messages int, after bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left, w.after = messages, after
}

// T-13: a database that goes away during a request, at any message of it, is a 503 and never a success. Only after the last
// message, which commits, may its answer have come back before the wire was cut: then what is said to be done is done.
func TestT13TheDatabaseGoesAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := 0
	tried(t, "T-13", "I10", func() int { return n })
	cdo := w.person(t, "cdo of A")
	asked := []string{"CreateItem", "GetSession", "GetAlignmentMatrix", "GetReadiness", "ListItems", "ListSignInOptions"}
	for _, id := range asked[:rounds(2, len(asked))] {
		op := operations(t)[indexOf(t, id)]
		for _, after := range []bool{false, true} {
			last, step := -1, rounds(3, 1)
			for messages, whole := 0, false; !whole; messages += step {
				if last >= 0 && messages > last+step {
					t.Errorf("%s, cut at message %d and not at its last, is said to be done", id, last)
				}
				r := op.request(t, filling{w.Orgs["A"], w.things(t, "A")})
				r.URL.RawQuery = "" // of what is filled in there, an organisation's id is no system's
				cdo.ask(r)
				before := w.Count("select count(*) from app.item where org_id = $1", w.Orgs["A"])
				wire, server := w.overWire(t)
				wire.severAt(messages, after)
				got := serve(server, r)
				w.settled(t)
				wire.mu.Lock()
				whole = !wire.cut // the request needed no more messages
				wire.mu.Unlock()
				n++
				made := w.Count("select count(*) from app.item where org_id = $1", w.Orgs["A"]) - before
				switch {
				case leak.MatchString(got.Body.String()):
					t.Errorf("%s, cut at message %d, shows what is inside: %s", id, messages, got.Body)
				case !whole && after && last < 0 && got.Code < http.StatusMultipleChoices && (got.Code != http.StatusCreated || made == 1):
					last = messages
				case !whole && got.Code != http.StatusServiceUnavailable:
					t.Errorf("%s, cut at message %d (after it: %v): %d %s", id, messages, after, got.Code, got.Body)
				case whole && got.Code >= http.StatusMultipleChoices:
					t.Errorf("%s whole: %d %s", id, got.Code, got.Body)
				case got.Code == http.StatusCreated && made != 1:
					t.Errorf("%s said that it was made, and %d were", id, made)
				}
				if messages > 60 {
					t.Fatalf("%s needs more than 60 messages", id)
				}
			}
		}
	}
}

func indexOf(t *testing.T, id string) int {
	t.Helper()
	for i, op := range operations(t) {
		if op.id == id {
			return i
		}
	}
	t.Fatalf("there is no %s", id)
	return 0
}

// byWire is what the database knows the connections of a wire by.
const byWire = "by wire"

// settled waits until the database has done, or dropped, what had reached it when its wire was cut.
func (w *world) settled(t *testing.T) {
	t.Helper()
	for range 500 {
		if w.Count("select count(*) from pg_stat_activity where application_name = $1 and state <> 'idle'", byWire) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the database is still at it")
}

// overWire is another server on the same database, whose pool of connections is open and goes by a wire.
func (w *world) overWire(t *testing.T) (*wire, http.Handler) {
	t.Helper()
	config, err := pgxpool.ParseConfig(w.URL)
	must(t, err)
	wire := newWire(t, config.ConnConfig)
	host, port, err := net.SplitHostPort(wire.Addr().String())
	must(t, err)
	config.ConnConfig.Host = host
	_, err = fmt.Sscan(port, &config.ConnConfig.Port)
	must(t, err)
	config.MaxConns = 4
	config.ConnConfig.RuntimeParams["application_name"] = byWire
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	must(t, err)
	t.Cleanup(pool.Close)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: w.Key, Secrets: w.Secrets, Clock: func() time.Time { return w.Now }})
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	must(t, db.Ready(context.Background()))
	return wire, newServer(t, &worldtest.World{DB: db})
}
