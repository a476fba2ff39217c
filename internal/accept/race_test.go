package accept_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// race is a world with two servers, to which requests are sent at once.
type race struct {
	*world
	servers []http.Handler
	round   int
}

func newRace(t *testing.T) *race {
	t.Helper()
	w := newWorld(t)
	return &race{world: w, servers: []http.Handler{w.server, w.replica(t)}}
}

// run sends requests at once, each by another server, and gives the codes of the answers. None is a failure of ours.
func (r *race) run(t *testing.T, requests ...*http.Request) []int {
	t.Helper()
	r.round++
	if r.round%2 == 0 {
		slices.Reverse(r.servers) // whoever is first by one server is first by the other in the next round
	}
	var codes []int
	for _, a := range atOnce(r.servers, requests...) {
		if a.Code >= http.StatusInternalServerError {
			t.Errorf("round %d: %d %s", r.round, a.Code, a.Body)
		}
		codes = append(codes, a.Code)
	}
	r.Now = r.Now.Add(time.Millisecond)
	return codes
}

// won reports whether exactly one went well and every other was told that it came second, or that what it was about
// is not there any more.
func won(codes []int) bool {
	ok := 0
	for _, code := range codes {
		switch code {
		case http.StatusOK, http.StatusCreated, http.StatusNoContent:
			ok++
		case http.StatusConflict, http.StatusPreconditionFailed, http.StatusNotFound:
		default:
			return false
		}
	}
	return ok == 1
}

// T-32: an organisation keeps an administrator, whichever of the last two leaves first, and whoever ends whose role.
func TestT32TwoLastAdministratorsLeave(t *testing.T) {
	t.Parallel()
	r := newRace(t)
	n := 0
	tried(t, "T-32", "I24", func() int { return n })
	for range rounds(10, 200) {
		n++
		one, two := r.SignInAs("one", tenants.Administrator, "C"), r.SignInAs("two", tenants.Administrator, "C")
		leaving := []*http.Request{r.ends(t, one, "one"), r.ends(t, two, "two")}
		if n%2 == 0 {
			leaving = []*http.Request{r.ends(t, one, "two"), r.ends(t, two, "one")}
		}
		codes := r.run(t, leaving...)
		left := r.Count("select count(*) from app.assignment where org_id = $1 and role = 'administrator' and until is null", r.Orgs["C"])
		if left != 1 || !won(codes) {
			t.Fatalf("round %d: %d administrators are left: %v", n, left, codes)
		}
	}
}

// ends is a request of an administrator of C to end a role there.
func (r *race) ends(t *testing.T, as *http.Cookie, whose string) *http.Request {
	t.Helper()
	q := r.at("C", http.MethodDelete, "/roles/"+r.held(t, whose), "")
	q.AddCookie(as)
	return q
}

// T-32: two who leave in one moment are one after the other, though neither has left yet when the other asks who stays.
func TestT32TwoLastAdministratorsLeaveInOneMoment(t *testing.T) {
	t.Parallel()
	r := newRace(t)
	tried(t, "T-32", "I24", func() int { return 1 })
	leaving := []*http.Request{
		r.ends(t, r.SignInAs("one", tenants.Administrator, "C"), "one"),
		r.ends(t, r.SignInAs("two", tenants.Administrator, "C"), "two"),
	}
	busy, err := r.Owner.Begin(t.Context())
	must(t, err)
	defer func() { _ = busy.Rollback(context.Background()) }()
	_, err = busy.Exec(t.Context(), "lock table app.token in share mode") // whoever has ended a role waits for it
	must(t, err)
	answers := make(chan int, len(leaving))
	for i, q := range leaving {
		go func() { answers <- serve(r.servers[i], q).Code }()
	}
	var codes []int
	for len(codes) == 0 && r.Count("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < len(leaving) {
		select {
		case code := <-answers:
			codes = append(codes, code)
		case <-time.After(time.Millisecond):
		}
	}
	must(t, busy.Rollback(t.Context()))
	for len(codes) < len(leaving) {
		codes = append(codes, <-answers)
	}
	if left := r.Count("select count(*) from app.assignment where org_id = $1 and role = 'administrator' and until is null", r.Orgs["C"]); left != 1 || !won(codes) {
		t.Errorf("%d administrators are left: %v", left, codes)
	}
}

// T-32: what an operator decides about a connection and its administrator's withdrawal do not both happen.
func TestT32ApproveAgainstWithdraw(t *testing.T) {
	t.Parallel()
	r := newRace(t)
	n := 0
	tried(t, "T-32", "I24", func() int { return n })
	for range rounds(10, 200) {
		n++
		id := uuid.NewString()
		r.exec(t, `insert into app.connection (id, org_id, name, issuer, client_id, second_factor, state, tested_at)
			values ($1, $2, $3, $4, 'tl', true, 'requested', $5)`, id, r.Orgs["A"], "Staff "+id, "https://idp.example/"+id, r.Now)
		version := fmt.Sprintf(`"%d"`, r.Count("select version from app.connection where id = $1", id))
		approve := r.by("operator of platform", http.MethodPatch, "/platform/connections/"+id, `{"verdict":"live"}`)
		withdraw := r.byAdmin(http.MethodPatch, "/connections/"+id, `{"state":"draft"}`)
		approve.Header.Set("If-Match", version)
		withdraw.Header.Set("If-Match", version)
		codes := r.run(t, approve, withdraw)
		live := r.Count("select count(*) from app.connection where id = $1 and state = 'live'", id)
		draft := r.Count("select count(*) from app.connection where id = $1 and state = 'draft'", id)
		if !won(codes) || (codes[0] == http.StatusOK) != (live == 1) || (codes[1] == http.StatusOK) != (draft == 1) {
			t.Fatalf("round %d: %v, live %d, draft %d", n, codes, live, draft)
		}
		if entries := r.Count("select count(*) from app.audit where org_id = $1 and canonical like '%' || $2 || '%'", r.Orgs["A"], id); entries != 1 {
			t.Errorf("round %d: %d entries of one change", n, entries)
		}
	}
}

// T-32: a code that is given twice at once is given once: to objectives, and to organisations of the register.
func TestT32TheSameCodeTwice(t *testing.T) {
	t.Parallel()
	r := newRace(t)
	n := 0
	tried(t, "T-32", "I24", func() int { return n })
	for range rounds(10, 200) {
		n++
		code := fmt.Sprintf("X-%d", n)
		body := fmt.Sprintf(`{"kind":"objective","fields":{"title":"Twice"},"code":%q,"strategy":%q}`, code, r.strategy(t, "A"))
		codes := r.run(t, r.by("cdo of A", http.MethodPost, "/items", body), r.by("editor of A", http.MethodPost, "/items", body))
		if there := r.Count("select count(*) from app.item where org_id = $1 and code = $2", r.Orgs["A"], code); there != 1 || !won(codes) {
			t.Fatalf("round %d: %d objectives, %v", n, there, codes)
		}
		onboard := func() *http.Request {
			return r.by("operator of platform", http.MethodPost, "/platform/onboarding",
				fmt.Sprintf(`{"organisations":[{"code":"twice-%d","kind":"hospice","name":"Elm Hospice"}],"memberships":[{"system":"northfold","organisation":"twice-%d","kind":"partner","from":"2026-11-01"}]}`, n, n))
		}
		codes = r.run(t, onboard(), onboard())
		there := r.Count("select count(*) from app.organisation where code = $1", fmt.Sprintf("twice-%d", n))
		belongs := r.Count("select count(*) from app.membership m join app.organisation o on o.id = m.org_id where o.code = $1", fmt.Sprintf("twice-%d", n))
		if there != 1 || belongs != 1 || !slices.Contains(codes, http.StatusCreated) {
			t.Fatalf("round %d: %d organisations with %d memberships, %v", n, there, belongs, codes)
		}
	}
}

// T-32: a link that is confirmed while its goal goes leaves nothing that names a goal which is not there.
func TestT32ALinkIsConfirmedWhileItsGoalIsRetired(t *testing.T) {
	t.Parallel()
	r := newRace(t)
	n := 0
	tried(t, "T-32", "I24", func() int { return n })
	objective := r.item(t, "A-1")
	for range rounds(5, 200) {
		n++
		goal := r.goal(t, fmt.Sprintf("Goal %d", n))
		retire := r.by("system_lead of ", http.MethodDelete, "/items/"+goal, "")
		if gone := serve(r.server, retire); gone.Code != http.StatusNoContent {
			t.Fatalf("%d %s", gone.Code, gone.Body)
		}
		confirm := func(verdict string) *http.Request {
			return r.by("cdo of A", http.MethodPost, "/links/decisions", fmt.Sprintf(`{"objective":%q,"target":%q,"verdict":%q}`, objective, goal, verdict))
		}
		codes := r.run(t, confirm("confirmed"), r.edition(t), confirm("rejected"))
		for i, code := range codes {
			if i == 1 && code != http.StatusOK || i != 1 && !slices.Contains([]int{http.StatusCreated, http.StatusNotFound, http.StatusConflict}, code) {
				t.Errorf("round %d: %v", n, codes)
			}
		}
		for who, path := range map[string]string{"cdo of A": "/links", "system_lead of ": "/alignment/matrix"} {
			if got := serve(r.servers[0], r.by(who, http.MethodGet, path, "")); got.Code != http.StatusOK || strings.Contains(got.Body.String(), goal) {
				t.Errorf("round %d: %s still says the goal: %d", n, path, got.Code)
			}
		}
	}
	r.goal(t, "Another") // there is something to line up
	r.Reassess()
	for what, query := range map[string]string{
		"cells of a goal that is not there": `select count(*) from app.cell c where c.system_id = $1 and not exists (select from app.edition_item i join app.edition e on e.id = i.edition_id
			where e.org_id = $1 and e.state = 'published' and i.item_id = c.target_item_id)`,
		"suggestions of one": `select count(*) from app.suggestion c where c.system_id = $1 and not exists (select from app.edition_item i join app.edition e on e.id = i.edition_id
			where e.org_id = $1 and e.state = 'published' and i.item_id = c.target_item_id)`,
		"claims of an edition that never had it": `select count(*) from app.claim c where c.system_id = $1 and not exists (select from app.edition_item i
			where i.edition_id = c.target_edition_id and i.item_id = c.target_item_id and i.org_id = $1)`,
		"editions that are published beside the latest": `select count(*) - 1 from app.edition where org_id = $1 and state = 'published'`,
	} {
		if found := r.Count(query, r.System); found != 0 {
			t.Errorf("%d %s", found, what)
		}
	}
}

// T-32: an objective keeps one main link, whichever of two is made so first.
func TestT32TwoMainLinks(t *testing.T) {
	t.Parallel()
	r := newRace(t)
	n := 0
	tried(t, "T-32", "I24", func() int { return n })
	objective := r.item(t, "A-1")
	for range rounds(10, 200) {
		n++
		var requests []*http.Request
		for _, goal := range []string{"G1", "G2", "G3", "I1"} {
			requests = append(requests, r.by("cdo of A", http.MethodPost, "/links/decisions",
				fmt.Sprintf(`{"objective":%q,"target":%q,"verdict":"confirmed","primary":true}`, objective, r.item(t, goal))))
		}
		codes := r.run(t, requests...)
		main := r.Count(`select count(*) from (select distinct on (target_item_id) is_primary from app.claim
			where objective_id = $1 order by target_item_id, seq desc) as latest where is_primary`, objective)
		if main != 1 {
			t.Fatalf("round %d: %d main links, %v", n, main, codes)
		}
	}
}

// goal makes a goal of the system's and publishes it.
func (r *race) goal(t *testing.T, title string) string {
	t.Helper()
	body := fmt.Sprintf(`{"kind":"goal","fields":{"title":%q},"strategy":%q}`, title, r.strategy(t, ""))
	for _, q := range []*http.Request{r.by("system_lead of ", http.MethodPost, "/items", body), r.edition(t)} {
		if got := serve(r.server, q); got.Code >= http.StatusBadRequest {
			t.Fatalf("%d %s", got.Code, got.Body)
		}
	}
	r.Now = r.Now.Add(time.Millisecond)
	var id uuid.UUID
	must(t, r.Owner.QueryRow(context.Background(), "select id from app.item where org_id = $1 and title = $2", r.System, title).Scan(&id))
	return id.String()
}

// edition publishes what the system is writing.
func (r *race) edition(t *testing.T) *http.Request {
	t.Helper()
	return r.release(t, "system_lead of ", `"desk","members"`)
}
