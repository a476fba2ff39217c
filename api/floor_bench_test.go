package api_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// clients is how many people ask at once, each by a connection of their own that stays open.
const clients = 16

// The floor's own tables: no wall, and the measures of an item with it.
const floorTables = `
create table public.floor_item as
select i.id, i.org_id, i.strategy_id, i.kind, i.code, i.position, i.title, i.due, i.body - 'measures' as body, i.version, i.updated_at,
       coalesce(i.body -> 'measures', '[]') as measures
  from app.item i;
alter table public.floor_item add primary key (id);
create index on public.floor_item (org_id, position);
create table public.floor_audit (id uuid, at timestamptz, before jsonb, after jsonb)`

const floorList = `
select id, strategy_id, kind, code, title, coalesce(due::text, ''), body::text, measures::text, version, updated_at
  from public.floor_item where org_id = $1 order by kind, position`

const floorPatch = `
with was as (select id, body from public.floor_item where id = $1 and version = $2 for update),
     done as (update public.floor_item i set body = i.body || $3::jsonb, version = version + 1, updated_at = now()
                from was where i.id = was.id returning i.id, i.body, i.version),
     kept as (insert into public.floor_audit select done.id, now(), was.body, done.body from done join was using (id))
select version, body::text from done`

// floor is the least that a server could do: one statement for each request, and JSON put together by hand. It asks nobody who
// they are.
type floor struct{ *worldtest.World }

func (f floor) list(w http.ResponseWriter, r *http.Request) {
	rows, err := f.Owner.Query(r.Context(), floorList, f.Orgs["A"])
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	var id, in uuid.UUID
	var kind, code, title, due, body, measures string
	var version int
	var at time.Time
	text := make([]byte, 0, 64<<10)
	text = append(text, `{"items":[`...)
	_, err = pgx.ForEachRow(rows, []any{&id, &in, &kind, &code, &title, &due, &body, &measures, &version, &at}, func() error {
		if text[len(text)-1] == '}' {
			text = append(text, ',')
		}
		text = fmt.Appendf(text, `{"id":%q,"strategy":%q,"kind":%q,"code":%q,"title":%q,"due":%q,"version":%d,"updated_at":%q,"fields":%s,"measures":%s}`,
			id, in, kind, code, title, due, version, at.Format(time.RFC3339), body, measures)
		return nil
	})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(append(text, "]}"...))
}

func (f floor) patch(w http.ResponseWriter, r *http.Request) {
	sent, err := io.ReadAll(r.Body)
	version, _ := strconv.Atoi(r.Header.Get("If-Match"))
	var text string
	if err == nil {
		err = f.Owner.QueryRow(r.Context(), floorPatch, r.PathValue("item"), version, string(sent)).Scan(&version, &text)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write([]byte(text))
}

// caller is one client of one server: it sends what it is given and reads the answer, and does nothing else.
type caller struct {
	conn   net.Conn
	reader *bufio.Reader
	took   []time.Duration
}

func (c *caller) ask(request string) error {
	began := time.Now()
	if _, err := io.WriteString(c.conn, request); err != nil {
		return err
	}
	answer, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	c.took = append(c.took, time.Since(began))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%d %s", answer.StatusCode, text)
	}
	return err
}

// crowd is the clients of one server.
type crowd struct {
	callers []*caller
	request func(client, version int) string
	version int
	spent   time.Duration // until the last had its last answer
}

func newCrowd(b *testing.B, handler http.Handler, request func(client, version int) string) *crowd {
	b.Helper()
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	c := &crowd{request: request, version: 1}
	for range clients {
		conn, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", server.Listener.Addr().String())
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = conn.Close() })
		c.callers = append(c.callers, &caller{conn: conn, reader: bufio.NewReader(conn)})
	}
	return c
}

// ask lets so many of the clients ask so many times, all at once.
func (c *crowd) ask(b *testing.B, people, times int) {
	b.Helper()
	began := time.Now()
	var together sync.WaitGroup
	for client, one := range c.callers[:people] {
		together.Go(func() {
			for n := range times {
				if err := one.ask(c.request(client, c.version+n)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	together.Wait()
	c.spent += time.Since(began)
}

// forget begins to count again.
func (c *crowd) forget() {
	c.spent = 0
	for _, one := range c.callers {
		one.took = nil
	}
}

// at is how long requests took, as a share of them: 0.5 is the middle one.
func (c *crowd) at(share float64) time.Duration {
	var all []time.Duration
	for _, one := range c.callers {
		all = append(all, one.took...)
	}
	slices.Sort(all)
	return all[int(share*float64(len(all)-1))]
}

// beside measures two crowds in turn within one run: of_floor is how many requests the server answers for one of the
// floor's, x_p99 how many times as long the slowest in a hundred take, and alone_x_floor how many times as long it takes
// when one person asks; p95_ms is for one person too.
func beside(b *testing.B, full, least *crowd) {
	b.Helper()
	round := func(people, times int) {
		for _, c := range []*crowd{full, least} {
			c.ask(b, people, times)
			if c.request(0, 1) != c.request(0, 2) {
				c.version += times
			}
		}
	}
	round(clients, 10) // prepares statements
	full.forget()
	least.forget()
	for b.Loop() {
		round(clients, 10)
	}
	b.ReportMetric(float64(least.spent)/float64(full.spent), "of_floor")
	b.ReportMetric(float64(full.at(.99))/float64(least.at(.99)), "x_p99")
	full.forget()
	least.forget()
	round(1, 200)
	b.ReportMetric(float64(full.at(.5))/float64(least.at(.5)), "alone_x_floor")
	b.ReportMetric(float64(full.at(.95).Microseconds())/1000, "p95_ms")
}

// newBeside is a world whose A has sixty objectives, the floor in its database, and the cookie of each of the people who write A's
// strategy.
func newBeside(b *testing.B) (*worldtest.World, floor, []string) {
	b.Helper()
	w := worldtest.Empty(b)
	w.Import(withObjectives(60), worldtest.Published)
	if _, err := w.Owner.Exec(b.Context(), floorTables); err != nil {
		b.Fatal(err)
	}
	cookies := make([]string, clients)
	for i := range cookies {
		cookies[i] = w.SignInAs(fmt.Sprintf("officer %d", i), tenants.CDO, "A").String()
	}
	return w, floor{w}, cookies
}

// A list of sixty objectives, as sixteen people ask for it at once: the goal is 0.40 of the floor, and 0.55 the aim.
func BenchmarkListBesideTheFloor(b *testing.B) {
	w, least, cookies := newBeside(b)
	request := func(client, _ int) string {
		return fmt.Sprintf("GET /api/v1/organisations/%s/items HTTP/1.1\r\nHost: floor\r\nCookie: %s\r\n\r\n", w.Orgs["A"], cookies[client])
	}
	beside(b, newCrowd(b, serve(b, w), request), newCrowd(b, http.HandlerFunc(least.list), request))
}

// Saving a field of an objective, with its place in the record, as sixteen people each save theirs: the goal is 0.20 of the
// floor, and 0.33 the aim; and 60 ms for nineteen in twenty of one person's.
func BenchmarkSaveBesideTheFloor(b *testing.B) {
	w, least, cookies := newBeside(b)
	rows, err := w.Owner.Query(b.Context(), "select id from app.item where org_id = $1 and kind = 'objective' order by code limit $2", w.Orgs["A"], clients)
	if err != nil {
		b.Fatal(err)
	}
	objectives, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		b.Fatal(err)
	}
	request := func(tag string) func(int, int) string {
		return func(client, version int) string {
			text, _ := json.Marshal(map[string]string{"description": fmt.Sprintf("Ward clinicians open the shared record, in %d of 24 wards.", version)})
			return fmt.Sprintf("PATCH /api/v1/organisations/%s/items/%s HTTP/1.1\r\nHost: floor\r\nCookie: %s\r\nIf-Match: "+tag+
				"\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", w.Orgs["A"], objectives[client], cookies[client], version, len(text), text)
		}
	}
	floors := http.NewServeMux()
	floors.HandleFunc("PATCH /api/v1/organisations/{organisation}/items/{item}", least.patch)
	beside(b, newCrowd(b, serve(b, w), request(`"%d"`)), newCrowd(b, floors, request("%d")))
}
