package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// withObjectives is Northfold where A has so many objectives, and nobody has decided anything.
func withObjectives(n int) exchange.Folder {
	f := worldtest.Northfold()
	f.Claims = nil
	a := &f.Members[0].Strategy
	first := a.Of(strategy.KindObjective)
	for i := len(first); i < n; i++ {
		o := first[i%len(first)]
		o.Code = fmt.Sprintf("A-%d", i+1)
		a.Items = append(a.Items, o)
	}
	return f
}

// openAnybody is the opening of a scope without session, person, connection and roles: the server's signature is checked
// and the context signed, as in sec.open_reading, and whoever asks is a CDO.
const openAnybody = `
create or replace function sec.open_reading(request text, out actor uuid, out name text, out roles text[], out seen timestamptz, out scopes text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.signed('open', request);
begin
    if part is null then
        raise exception 'bad pass' using errcode = '42501';
    end if;
    actor := '00000000-0000-4000-8000-000000000000';
    name := 'Anybody';
    roles := array['cdo'];
    seen := to_timestamp(part[5]::float8 / 1000000);
    perform sec.act_as(part[1], actor, part[4]::uuid, part[5]::bigint, part[7]::integer);
end
$$`

// lister is a server on a crowded world, and the request for a list of sixty objectives.
type lister struct {
	*worldtest.World
	server http.Handler
	cookie *http.Cookie

	listing, opening []time.Duration // what each took
}

func newLister(b *testing.B) *lister {
	b.Helper()
	w := worldtest.Empty(b)
	w.Import(withObjectives(60), worldtest.Published)
	l := &lister{World: w, server: serve(b, w), cookie: w.SignIn(tenants.CDO, "A")}
	if crowd := w.AddCrowd(300, 25_000); crowd.Organisations < 300 || crowd.Assignments < 50_000 {
		b.Fatalf("%+v, want 300 organisations and 50,000 assignments", crowd)
	}
	return l
}

func (l *lister) request(b *testing.B) *http.Request {
	b.Helper()
	r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/v1/organisations/"+l.Orgs["A"].String()+"/items", http.NoBody)
	r.AddCookie(l.cookie)
	return r
}

// list asks for the list once, and gives its size.
func (l *lister) list(b *testing.B) int {
	b.Helper()
	r, recorder := l.request(b), httptest.NewRecorder()
	began := time.Now()
	l.server.ServeHTTP(recorder, r)
	l.listing = append(l.listing, time.Since(began))
	if recorder.Code != http.StatusOK {
		b.Fatalf("%d %s", recorder.Code, recorder.Body)
	}
	return recorder.Body.Len()
}

// askPolicy times what the program itself does about a request: who it is from, and whether their role allows it.
func (l *lister) askPolicy(b *testing.B, policy *authz.Policy) time.Duration {
	b.Helper()
	r := l.request(b)
	began := time.Now()
	_, ok := session.From(r)
	allowed := policy.Allows([]tenants.Role{tenants.CDO}, authz.ReadStrategy)
	took := time.Since(began)
	if !ok || !allowed {
		b.Fatal("the person is not known, or may not read")
	}
	return took
}

// open opens the person's scope once, and times it as far as to where the work begins.
func (l *lister) open(b *testing.B) {
	b.Helper()
	who, _ := session.From(l.request(b))
	began := time.Now()
	err := l.DB.Within(b.Context(), who.Scope(l.Orgs["A"], "bench", "", ""), func(*tenants.Tx) error {
		l.opening = append(l.opening, time.Since(began))
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// quiet is how long something takes when nothing disturbs it: what else runs on the machine only ever adds to a time, so
// that the fastest tenth says most.
func quiet(took []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(took))[len(took)/10]
}

// What session, roles and policy cost a list of sixty objectives, with 50,000 roles in 300 organisations: the same server
// with and without them, in turn within one run and without a network, so that the request has nothing else to be dear
// by. share_pct is their part of the request, of which the goal is 15 at most: what opening a scope takes longer with them,
// and what the program does itself. without_x_with is the same by the time of whole requests, of which the goal is 0.85 at
// least. door_pct is the part of the whole opening, which also begins the transaction and signs the context.
func BenchmarkListShare(b *testing.B) {
	with, without := newLister(b), newLister(b)
	if _, err := without.Owner.Exec(b.Context(), openAnybody); err != nil {
		b.Fatal(err)
	}
	policy, err := authz.Load()
	if err != nil {
		b.Fatal(err)
	}
	size := with.list(b)
	if other := without.list(b); other != size || size < 10_000 {
		b.Fatalf("lists of %d and %d bytes", size, other)
	}
	var asking []time.Duration
	round := func() {
		for i := range 20 {
			order := []*lister{with, without}
			if i%2 == 1 {
				slices.Reverse(order)
			}
			for _, l := range order {
				l.list(b)
				l.open(b)
			}
			asking = append(asking, with.askPolicy(b, policy))
		}
	}
	round() // prepares statements
	for _, l := range []*lister{with, without} {
		l.listing, l.opening = nil, nil
	}
	for b.Loop() {
		round()
	}
	full, door := quiet(with.listing), quiet(with.opening)
	cost := door - quiet(without.opening) + quiet(asking)
	b.ReportMetric(100*float64(cost)/float64(full), "share_pct")
	b.ReportMetric(100*float64(door)/float64(full), "door_pct")
	b.ReportMetric(float64(quiet(without.listing)-quiet(asking))/float64(full), "without_x_with")
	b.ReportMetric(float64(full.Microseconds()), "list_us")
}
