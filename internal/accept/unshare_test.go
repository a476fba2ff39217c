package accept_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// Whoever leaves a system reads nothing that was released to its members any more, and nobody there reads what the
// one that left had released to them; not by the other server either, from the next request on.
func TestT14MembershipsEndOnEveryServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.replica(t)
	n := 0
	tried(t, "T-14", "I11", func() int { return n })
	c := w.Orgs["C"]
	w.add("cdo of C", "C", tenants.CDO, w.SignIn(tenants.CDO, "C"))
	w.exec(t, "update app.organisation set code = 'carr' where id = $1", c)
	var since time.Time
	must(t, w.Owner.QueryRow(context.Background(), "select since from app.membership where system_id = $1 and org_id = $2", w.System, c).Scan(&since))
	end := fmt.Sprintf(`{"memberships":[{"system":"northfold","organisation":"carr","code":"C","kind":"member","from":%q,"to":%q}]}`,
		since.Format(time.DateOnly), w.Now.Format(time.DateOnly))
	objective, twin, goal := w.item(t, "C-1"), w.item(t, "A-3"), w.item(t, "G1")
	const theirs, ours = "Purchase an electronic rostering product", "One shared care record"
	probes := []probe{
		w.reading("system_lead of ", "/published/objectives/"+objective, theirs),
		w.reading("system_lead of ", "/published/organisations/"+c.String(), "New car park barriers"),
		w.reading("system_lead of ", "/published/objectives/"+twin, "C-1"), // which does the same
		w.reading("system_lead of ", "/alignment/cells/"+goal+"/"+c.String(), "Carr"),
		w.reading("system_analyst of ", "/alignment/matrix", "Carr"),
		w.reading("system_analyst of ", "/alignment/report", "New car park barriers"),
		w.reading("cdo of C", "/published/targets/"+goal, ours),
		w.reading("cdo of C", "/published/targets", ours),
	}
	for range rounds(3, 40) {
		n += w.pairs(t, second, revocation{"membership", w.by("operator of platform", http.MethodPost, "/platform/onboarding", end), probes})
		w.exec(t, "update app.membership set until = null where system_id = $1 and org_id = $2", w.System, c)
	}
}

// What is no longer released to a channel is not read by it, by the other server either.
func TestT14ReleasesEndOnEveryServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := w.replica(t)
	n := 0
	tried(t, "T-14", "I11", func() int { return n })
	const ours = "One shared care record"
	goal := w.item(t, "G1")
	release := func(channels string) *http.Request {
		return w.release(t, "system_lead of ", channels)
	}
	probes := []probe{w.reading("cdo of B", "/published/targets/"+goal, ours), w.reading("viewer of B", "/published/targets", ours)}
	for range rounds(3, 40) {
		if done := serve(w.server, release(`"desk","members"`)); done.Code != http.StatusOK {
			t.Fatalf("%d %s", done.Code, done.Body)
		}
		n += w.pairs(t, second, revocation{"release", release(`"desk"`), probes})
	}
}

// reading is a probe of one of the cast.
func (w *world) reading(name, path, words string) probe {
	return probe{func() *http.Request { return w.by(name, http.MethodGet, path, "") }, words}
}

// item is the id of a released item of Northfold's by its code.
func (w *world) item(t *testing.T, code string) string {
	t.Helper()
	var id uuid.UUID
	must(t, w.Owner.QueryRow(context.Background(), `select i.item_id from app.edition_item i join app.edition e on e.id = i.edition_id
		where i.code = $1 and e.state = 'published' and e.org_id = any ($2)`,
		code, []uuid.UUID{w.System, w.Orgs["A"], w.Orgs["B"], w.Orgs["C"]}).Scan(&id))
	return id.String()
}

// strategy is the id of an organisation's first strategy.
func (w *world) strategy(t *testing.T, code string) string {
	t.Helper()
	var id uuid.UUID
	must(t, w.Owner.QueryRow(context.Background(), "select id from app.strategy where org_id = $1 order by created_at, id limit 1", w.Orgs[code]).Scan(&id))
	return id.String()
}

// release sends what somebody's organisation is writing for review, where it is new, and asks to publish it, or the version that
// is published already, to channels.
func (w *world) release(t *testing.T, who, channels string) *http.Request {
	t.Helper()
	_, code, _ := strings.Cut(who, " of ")
	_ = serve(w.server, w.by(who, http.MethodPost, "/strategies/"+w.strategy(t, code)+"/editions", `{}`)) // refused where nothing is new
	var id uuid.UUID
	var version int
	must(t, w.Owner.QueryRow(context.Background(), `select id, version from app.edition where org_id = $1 and state in ('in_review', 'published')
		order by n desc limit 1`, w.Orgs[code]).Scan(&id, &version))
	r := w.by(who, http.MethodPost, "/editions/"+id.String()+"/release", `{"channels":[`+channels+`]}`)
	r.Header.Set("If-Match", fmt.Sprintf(`"%d"`, version))
	return r
}

// exec changes something behind the wall.
func (w *world) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	_, err := w.Owner.Exec(context.Background(), statement, args...)
	must(t, err)
}
