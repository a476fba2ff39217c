package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

type item struct {
	ID       string `json:"id"`
	Strategy string `json:"strategy"`
	Code     string `json:"code"`
	Version  int    `json:"version"`
	Fields   struct {
		Title    string `json:"title"`
		Due      string `json:"due"`
		Measures []struct {
			Name, Baseline, Target string
		} `json:"measures"`
	} `json:"fields"`
}

// firstObjective reads the first objective of trust A.
func firstObjective(t *testing.T, w *worldtest.World, server http.Handler, as *http.Cookie) (item, answer) {
	t.Helper()
	var list struct{ Items []item }
	ask{as: as, path: "/api/v1/organisations/{org:A}/items?kind=objective"}.of(t, w, server).into(t, &list)
	if len(list.Items) != 3 {
		t.Fatalf("%d objectives, want A's three", len(list.Items))
	}
	one := ask{as: as, path: "/api/v1/organisations/{org:A}/items/" + list.Items[0].ID}.of(t, w, server)
	return list.Items[0], one
}

func TestTheLifeOfAnObjective(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, one := firstObjective(t, w, server, cdo)
	if one.Header.Get("ETag") != `"1"` || first.Code != "A-1" || first.Fields.Due != "2026-12" || first.Fields.Measures[0].Target != "24" {
		t.Fatalf("%+v with ETag %s", first, one.Header.Get("ETag"))
	}
	created := ask{
		as: cdo, method: "POST", path: "/api/v1/organisations/{org:A}/items", headers: keyed("new-00001"),
		body: fmt.Sprintf(`{"strategy":%q,"kind":"objective","fields":{"title":"A new one","measures":[{"name":"wards","baseline":"1","target":"2"}],"due":"2027-04"}}`, first.Strategy),
	}.of(t, w, server)
	var made item
	created.into(t, &made)
	if created.StatusCode != 201 || made.Code != "O4" || made.Version != 1 || created.Header.Get("ETag") != `"1"` {
		t.Fatalf("%d %s", created.StatusCode, created.text)
	}
	path := "/api/v1/organisations/{org:A}/items/" + made.ID
	changed := ask{as: cdo, method: "PATCH", path: path, headers: matching(`"1"`), body: `{"title":"A newer one","due":""}`}.of(t, w, server)
	var now item
	changed.into(t, &now)
	if changed.StatusCode != 200 || now.Fields.Title != "A newer one" || now.Fields.Due != "" || now.Version != 2 || len(now.Fields.Measures) != 1 {
		t.Errorf("%d %s", changed.StatusCode, changed.text)
	}
	if again := (ask{as: cdo, path: path}).of(t, w, server); again.Header.Get("ETag") != `"2"` {
		t.Errorf("after the change the ETag is %s", again.Header.Get("ETag"))
	}
	gone := ask{as: cdo, method: "DELETE", path: path, headers: matching(`"2"`)}.of(t, w, server)
	if gone.StatusCode != 204 || gone.text != "" {
		t.Errorf("retired: %d %s", gone.StatusCode, gone.text)
	}
	if after := (ask{as: cdo, path: path}).of(t, w, server); after.StatusCode != 404 || !strings.Contains(after.text, "That objective has been deleted.") {
		t.Errorf("a retired objective: %d %s", after.StatusCode, after.text)
	}
	var retired struct{ Items []item }
	ask{as: cdo, path: "/api/v1/organisations/{org:A}/items?retired=true"}.of(t, w, server).into(t, &retired)
	if len(retired.Items) != 1 || retired.Items[0].ID != made.ID {
		t.Errorf("retired are %+v", retired.Items)
	}
	var back item
	ask{as: cdo, method: "POST", path: path + "/restoration", headers: keyed("back-0001")}.of(t, w, server).into(t, &back)
	if back.Fields.Title != "A newer one" || back.Version != 4 || len(back.Fields.Measures) != 1 {
		t.Errorf("restored: %+v", back)
	}
	var course item
	ask{as: cdo, method: "POST", path: path + "/change-of-course", headers: map[string]string{"If-Match": `"4"`, "Idempotency-Key": "course-001"}, body: `{"reason":"It was the wrong plan.","replaced_by":"A-1"}`}.of(t, w, server).into(t, &course)
	if course.Code != "K1" || course.Fields.Title != "A newer one" {
		t.Errorf("the change of course: %+v", course)
	}
	if after := (ask{as: cdo, path: path}).of(t, w, server); after.StatusCode != 404 {
		t.Errorf("an objective given up: %d", after.StatusCode)
	}
}

func TestWritesSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	strategy := fmt.Sprintf(`"kind":"objective","strategy":%q`, first.Strategy)
	at := "/api/v1/organisations/{org:A}/items"
	one := at + "/" + first.ID
	for _, c := range []struct {
		name   string
		ask    ask
		status int
		field  string
	}{
		{"no key", ask{method: "POST", path: at, body: "{" + strategy + `,"fields":{"title":"x"}}`}, 400, "Idempotency-Key"},
		{"a short key", ask{method: "POST", path: at, headers: keyed("k"), body: "{" + strategy + `,"fields":{"title":"x"}}`}, 422, "Idempotency-Key"},
		{"no version", ask{method: "PATCH", path: one, body: `{"title":"x"}`}, 428, ""},
		{"no version to retire", ask{method: "DELETE", path: one}, 428, ""},
		{"an old version", ask{method: "PATCH", path: one, headers: matching(`"7"`), body: `{"title":"x"}`}, 412, ""},
		{"a version that is none", ask{method: "PATCH", path: one, headers: matching("*"), body: `{"title":"x"}`}, 412, ""},
		{"an old version to retire", ask{method: "DELETE", path: one, headers: matching(`"7"`)}, 412, ""},
		{"a field that is not there", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"titel":"x"}`}, 422, "titel"},
		{"an owner", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"title":"x","org_id":"y"}`}, 422, "org_id"},
		{"a wrong type", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"title":7}`}, 422, "title"},
		{"not JSON", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"title"`}, 400, ""},
		{"two documents", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"title":"x"}{}`}, 422, ""},
		{"another kind of body", ask{method: "PATCH", path: one, headers: map[string]string{"If-Match": `"1"`, "Content-Type": "text/plain"}, body: `{"title":"x"}`}, 415, ""},
		{"no title", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"title":" "}`}, 422, "title"},
		{"a long title", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"title":"` + strings.Repeat("x", 301) + `"}`}, 422, "title"},
		{"a date that is none", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"due":"2027-13"}`}, 422, "due"},
		{"a measure without a name", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"measures":[{"name":"","baseline":"","target":""}]}`}, 422, "measures[0].name"},
		{"a strategy of nobody", ask{method: "POST", path: at, headers: keyed("key-00001"), body: `{"strategy":"00000000-0000-4000-8000-000000000000","kind":"objective","fields":{"title":"x"}}`}, 422, "strategy"},
		{"a code that is taken", ask{method: "POST", path: at, headers: keyed("key-00002"), body: "{" + strategy + `,"fields":{"title":"x"},"code":"A-1"}`}, 409, "code"},
		{"a code that is none", ask{method: "POST", path: at, headers: keyed("key-00005"), body: "{" + strategy + `,"fields":{"title":"x"},"code":"A, B"}`}, 422, "code"},
		{"a kind that is none", ask{method: "POST", path: at, headers: keyed("key-00004"), body: fmt.Sprintf(`{"kind":"wish","strategy":%q,"fields":{"title":"x"}}`, first.Strategy)}, 422, "kind"},
		{"a field of another kind", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"stop_if":"it fails"}`}, 422, "stop_if"},
		{"a word that is none", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"owner_place":"cellar"}`}, 422, "owner_place"},
		{"a theme that is none", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"themes":["wgll:better"]}`}, 422, "themes"},
		{"an aim that is not there", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"aims":["A99"]}`}, 422, "aims"},
		{"a goal for an aim", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"aims":["A-1"]}`}, 422, "aims"},
		{"a rank that is none", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"rank":-1}`}, 422, "rank"},
		{"a change for nobody", ask{method: "PATCH", path: one, headers: matching(`"1"`), body: `{"changes":[{"role":"","what":"x"}]}`}, 422, "changes[0].role"},
		{"a change of course without a reason", ask{method: "POST", path: one + "/change-of-course", headers: map[string]string{"If-Match": `"1"`, "Idempotency-Key": "course-002"}, body: `{"reason":" "}`}, 422, "reason"},
		{"a body over the limit", ask{method: "POST", path: at, headers: keyed("key-00003"), body: "{" + strategy + `,"fields":{"title":"x","description":"` + strings.Repeat("x", 1<<20) + `"}}`}, 413, ""},
		{"an id that is none", ask{method: "PATCH", path: at + "/none", headers: matching(`"1"`), body: `{}`}, 400, "item"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.ask.as = cdo
			got := c.ask.of(t, w, server)
			var p problem
			got.into(t, &p)
			named := c.field == ""
			for _, f := range p.Fields {
				named = named || f.Name == c.field && f.Reason != ""
			}
			if got.StatusCode != c.status || p.Status != c.status || !named || p.Detail == "" || p.RequestID == "" ||
				got.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %s; want %d naming %q", got.StatusCode, got.text, c.status, c.field)
			}
			for _, inside := range []string{"SQLSTATE", "gorm", ".go:", "uuid.", "json:", "echo", "pgx"} {
				if strings.Contains(got.text, inside) {
					t.Errorf("the problem speaks of %s: %s", inside, got.text)
				}
			}
		})
	}
	if still, _ := firstObjective(t, w, server, cdo); still.Version != 1 {
		t.Errorf("a refused change changed something: %+v", still)
	}
}

func TestTheSameRequestTwiceHasOneEffect(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	create := func(key, title string) answer {
		return ask{
			as: cdo, method: "POST", path: "/api/v1/organisations/{org:A}/items", headers: keyed(key),
			body: fmt.Sprintf(`{"strategy":%q,"kind":"objective","fields":{"title":%q}}`, first.Strategy, title),
		}.of(t, w, server)
	}
	for round := range 8 {
		var texts sync.Map
		var group sync.WaitGroup
		together := make(chan struct{})
		key, title := fmt.Sprintf("once-%04d", round), fmt.Sprintf("Once %d", round)
		for range 8 {
			group.Go(func() {
				<-together
				got := create(key, title)
				if got.StatusCode != 201 {
					t.Errorf("%d %s", got.StatusCode, got.text)
				}
				texts.Store(got.text, true)
			})
		}
		close(together)
		group.Wait()
		different := 0
		texts.Range(func(any, any) bool { different++; return true })
		if n := w.Count("select count(*) from app.item where title = $1", title); n != 1 || different != 1 {
			t.Errorf("%d objectives and %d answers for one request", n, different)
		}
	}
	if other := create("once-0001", "Twice"); other.StatusCode != 422 {
		t.Errorf("the same key for another request: %d", other.StatusCode)
	}
	if failed := create("fail-0001", ""); failed.StatusCode != 422 {
		t.Errorf("%d", failed.StatusCode)
	}
	if mended := create("fail-0001", "Mended"); mended.StatusCode != 201 {
		t.Errorf("a key whose request failed cannot be used again: %d %s", mended.StatusCode, mended.text)
	}
}

func TestNoUpdateIsLost(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	first, _ := firstObjective(t, w, server, cdo)
	var kept, late sync.Map
	var group sync.WaitGroup
	for i := range 12 {
		group.Go(func() {
			got := ask{
				as: cdo, method: "PATCH", path: "/api/v1/organisations/{org:A}/items/" + first.ID,
				headers: matching(`"1"`), body: fmt.Sprintf(`{"title":"Edit %d"}`, i),
			}.of(t, w, server)
			switch got.StatusCode {
			case 200:
				kept.Store(i, true)
			case 412:
				late.Store(i, true)
			default:
				t.Errorf("%d %s", got.StatusCode, got.text)
			}
		})
	}
	group.Wait()
	count := func(m *sync.Map) (n int) {
		m.Range(func(any, any) bool { n++; return true })
		return n
	}
	if count(&kept) != 1 || count(&late) != 11 {
		t.Errorf("%d kept and %d late, want 1 and 11", count(&kept), count(&late))
	}
}
