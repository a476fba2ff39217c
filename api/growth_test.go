package api_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// mostTrips is how often any request of a trust's workspace may wait for the database, opening and committing included.
const mostTrips = 25

// workspace is a trust of some objectives, and a server that counts its trips to the database.
type workspace struct {
	*worldtest.World
	server http.Handler
	trips  interface{ Count() int }
	cookie *http.Cookie
	// What the paths name, and how many requests there were.
	strategy, edition, sent, objective, goal uuid.UUID
	asked                                    int
}

func newWorkspace(t *testing.T, objectives int) *workspace {
	t.Helper()
	s := &workspace{World: worldtest.Empty(t)}
	s.Import(withObjectives(objectives), worldtest.Published)
	pool, trips := s.Counted(t)
	db, err := tenants.New(tenants.Config{Pool: pool, Key: s.Key, Clock: func() time.Time { return s.Now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s.trips, s.server = trips, serve(t, s.World, func(c *api.Config) { c.DB = db })
	s.cookie = s.SignIn(tenants.CDO, "A")
	const first = `select i.id, i.strategy_id, (select id from app.edition e where e.strategy_id = i.strategy_id and e.state = 'published'),
		(select id from app.item where code = 'G1') from app.item i where i.code = 'A-1'`
	if err := s.Owner.QueryRow(t.Context(), first).Scan(&s.objective, &s.strategy, &s.edition, &s.goal); err != nil {
		t.Fatal(err)
	}
	return s
}

// tripsOf makes a request and gives what it took. In a path {strategy}, {edition}, {sent}, {objective} and {goal} are the
// workspace's, and in a body %d is the number of the request.
func (s *workspace) tripsOf(t *testing.T, method, path, body string) int {
	t.Helper()
	names := strings.NewReplacer("{strategy}", s.strategy.String(), "{edition}", s.edition.String(), "{sent}", s.sent.String(),
		"{objective}", s.objective.String(), "{goal}", s.goal.String())
	s.asked++
	a := ask{
		as: s.cookie, method: method, path: "/api/v1/organisations/{org:A}" + names.Replace(path),
		body: names.Replace(strings.ReplaceAll(body, "%d", strconv.Itoa(s.asked))), headers: map[string]string{},
	}
	if method != http.MethodGet {
		a.headers["Idempotency-Key"] = fmt.Sprintf("request-number-%d", s.asked)
		read := ask{as: s.cookie, path: strings.TrimSuffix(a.path, "/withdrawal")}
		a.headers["If-Match"] = read.of(t, s.World, s.server).Header.Get("ETag")
	}
	s.trips.Count()
	got := a.of(t, s.World, s.server)
	took := s.trips.Count()
	if got.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s %s: %d %s", method, path, got.StatusCode, got.text)
	}
	if method == http.MethodPost && strings.HasSuffix(path, "/editions") {
		var sent struct{ ID uuid.UUID }
		got.into(t, &sent)
		s.sent = sent.ID
	}
	return took
}

// What a request of the workspace asks of the database does not grow with the strategy: sixty objectives take the trips of
// three.
func TestNoRequestGrowsWithTheStrategy(t *testing.T) {
	t.Parallel()
	requests := []struct{ method, path, body string }{
		{http.MethodGet, "/strategies", ""},
		{http.MethodGet, "/strategies/{strategy}", ""},
		{http.MethodGet, "/items", ""},
		{http.MethodGet, "/items/{objective}", ""},
		{http.MethodGet, "/strategies/{strategy}/alignment", ""},
		{http.MethodGet, "/strategies/{strategy}/check", ""},
		{http.MethodGet, "/strategies/{strategy}/editions", ""},
		{http.MethodGet, "/strategies/{strategy}/comparison?from={edition}", ""},
		{http.MethodGet, "/strategies/{strategy}/preview?as=desk", ""},
		{http.MethodGet, "/strategies/{strategy}/export?format=json", ""},
		{http.MethodGet, "/editions/{edition}", ""},
		{http.MethodGet, "/search?q=record", ""},
		{http.MethodGet, "/inbox", ""},
		{http.MethodGet, "/links", ""},
		{http.MethodPatch, "/items/{objective}", `{"description": "Saved for the %d. time.", "measures": [{"name": "wards %d", "baseline": "1", "target": "2"}]}`},
		{http.MethodPost, "/items", `{"strategy": "{strategy}", "kind": "objective", "fields": {"title": "Added as request %d"}}`},
		{http.MethodPost, "/links/decisions", `{"objective": "{objective}", "target": "{goal}", "verdict": "rejected", "reason": "Not %d."}`},
		{http.MethodPost, "/strategies/{strategy}/editions", `{"note": "Request %d"}`},
		{http.MethodPost, "/editions/{sent}/withdrawal", ""},
		{http.MethodPost, "/editions/{edition}/restoration", ""},
	}
	small, large := newWorkspace(t, 3), newWorkspace(t, 60)
	for _, counts := range []bool{false, true} { // the first time also prepares
		for _, r := range requests {
			few, many := small.tripsOf(t, r.method, r.path, r.body), large.tripsOf(t, r.method, r.path, r.body)
			if !counts {
				continue
			}
			if few != many {
				t.Errorf("%s %s: %d trips for three objectives and %d for sixty", r.method, r.path, few, many)
			}
			if many > mostTrips {
				t.Errorf("%s %s takes %d trips", r.method, r.path, many)
			}
		}
	}
}
