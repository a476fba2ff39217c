package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

const platformPath = "/api/v1/organisations/{org:platform}/platform/"

func TestAnOperatorOnboardsAndReadsNoStrategy(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	server := serve(t, w)
	operator, lead := w.SignIn(tenants.Operator, worldtest.Platform), w.SignIn(tenants.SystemLead, "")
	body := `{"organisations":[{"code":"elm","kind":"hospice","name":"Elm Hospice"}],` +
		`"memberships":[{"system":"northfold","organisation":"elm","kind":"partner","from":"2026-11-01"}]}`
	post := func(as *http.Cookie, what, key string) answer {
		return ask{as: as, method: "POST", path: platformPath + what, body: body, headers: keyed(key)}.of(t, w, server)
	}
	plan := post(operator, "plan", "onboard-1")
	if plan.StatusCode != 200 || strings.Count(plan.text, `"verb":"add"`) != 2 || w.Count("select count(*) from app.organisation where code = 'elm'") != 0 {
		t.Errorf("%d %s", plan.StatusCode, plan.text)
	}
	if got := post(operator, "onboarding", "onboard-2"); got.StatusCode != 201 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	if again := post(operator, "onboarding", "onboard-3"); again.StatusCode != 201 || !strings.Contains(again.text, `"changes":[]`) {
		t.Errorf("again: %d %s", again.StatusCode, again.text)
	}
	members := ask{as: lead, path: "/api/v1/organisations/{system}/members"}.of(t, w, server)
	if !strings.Contains(members.text, "Elm Hospice") {
		t.Errorf("the system does not see its new partner: %s", members.text)
	}
	if n := w.Count("select count(*) from app.audit where org_id = $1 and command = 'applyOnboarding' and canonical like '%elm%'", w.System); n != 1 {
		t.Errorf("%d entries in the system's record", n)
	}
	list := ask{as: operator, path: platformPath + "organisations?words=elm"}.of(t, w, server)
	if list.StatusCode != 200 || !strings.Contains(list.text, `"administrators":0`) {
		t.Errorf("%d %s", list.StatusCode, list.text)
	}
	one := ask{as: operator, path: platformPath + "organisations/{org:A}"}.of(t, w, server)
	if one.StatusCode != 200 || !strings.Contains(one.text, `"system_name":"Northfold`) || strings.Contains(one.text, "shared care record") {
		t.Errorf("%d %s", one.StatusCode, one.text)
	}
	own := ask{as: operator, path: platformPath + "organisations/{org:platform}"}.of(t, w, server)
	if !strings.Contains(own.text, `"name":"Test","state":"live"`) || strings.Contains(one.text, `"state":"live"`) {
		t.Errorf("the connections of one organisation are shown with it and no other: %s, %s", own.text, one.text)
	}
	for path, want := range map[string]int{
		"/api/v1/organisations/{org:platform}/items": 403, "/api/v1/organisations/{org:A}/items": 404,
		"/api/v1/organisations/{org:platform}/published/organisations/{org:A}": 403, "/api/v1/organisations/{system}/alignment/matrix": 404,
	} {
		if got := (ask{as: operator, path: path}).of(t, w, server); got.StatusCode != want {
			t.Errorf("an operator reads %s: %d", path, got.StatusCode)
		}
	}
	for _, who := range []*http.Cookie{lead, w.SignIn(tenants.Administrator, "A")} {
		if got := (ask{as: who, path: platformPath + "organisations"}).of(t, w, server); got.StatusCode != 404 {
			t.Errorf("somebody else reads the register: %d", got.StatusCode)
		}
	}
}

func TestTheRegisterGoesByPages(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	server := serve(t, w)
	operator := w.SignIn(tenants.Operator, worldtest.Platform)
	if _, err := w.Owner.Exec(t.Context(), `insert into app.organisation (id, kind, sector, name) select gen_random_uuid(), 'trust', 'acute', 'Same name' from generate_series(1, 120)`); err != nil {
		t.Fatal(err)
	}
	seen, cursor := map[string]bool{}, ""
	for range 10 {
		var page struct {
			Organisations []struct{ ID string }
			Next          *string
		}
		ask{as: operator, path: platformPath + "organisations?after=" + cursor}.of(t, w, server).into(t, &page)
		for _, o := range page.Organisations {
			seen[o.ID] = true
		}
		if page.Next == nil {
			break
		}
		cursor = *page.Next
	}
	if want := w.Count("select count(*) from app.organisation"); len(seen) != want {
		t.Errorf("%d organisations in all pages, want %d", len(seen), want)
	}
	if got := (ask{as: operator, path: platformPath + "organisations?after=x"}).of(t, w, server); got.StatusCode != 422 {
		t.Errorf("a cursor that is none: %d", got.StatusCode)
	}
}

func TestTwoOperatorsRepair(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	server := serve(t, w)
	one, two := w.SignInAs("one", tenants.Operator, worldtest.Platform), w.SignInAs("two", tenants.Operator, worldtest.Platform)
	admin := w.SignIn(tenants.Administrator, "A")
	propose := func(key string) answer {
		return ask{
			as: one, method: "POST", path: platformPath + "repairs", headers: keyed(key),
			body: fmt.Sprintf(`{"organisation":%q,"name":"Sam Taylor","reason":"The last administrator left."}`, w.Orgs["A"]),
		}.of(t, w, server)
	}
	if got := propose("repair-01"); got.StatusCode != 409 {
		t.Errorf("one that has an administrator: %d %s", got.StatusCode, got.text)
	}
	if _, err := w.Owner.Exec(t.Context(), "update app.assignment set until = since + interval '1 second' where role = 'administrator'"); err != nil {
		t.Fatal(err)
	}
	w.Now = w.Now.Add(time.Minute)
	got := propose("repair-02")
	var r struct{ ID string }
	got.into(t, &r)
	if got.StatusCode != 201 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	confirm := func(as *http.Cookie, key string) answer {
		return ask{as: as, method: "POST", path: platformPath + "repairs/" + r.ID + "/confirmation", headers: keyed(key)}.of(t, w, server)
	}
	if alone := confirm(one, "confirm-1"); alone.StatusCode != 403 {
		t.Errorf("confirmed by who proposed it: %d %s", alone.StatusCode, alone.text)
	}
	done := confirm(two, "confirm-2")
	var m made
	done.into(t, &m)
	if done.StatusCode != 201 {
		t.Fatalf("%d %s", done.StatusCode, done.text)
	}
	sam := w.Session("sam")
	accepted := ask{as: sam, method: "POST", path: "/api/v1/invitations/acceptance", body: fmt.Sprintf(`{"secret":%q}`, secretOf(t, m))}.of(t, w, server)
	if accepted.StatusCode != 200 {
		t.Fatalf("%d %s", accepted.StatusCode, accepted.text)
	}
	if again := confirm(two, "confirm-3"); again.StatusCode != 404 && again.StatusCode != 409 {
		t.Errorf("confirmed twice: %d %s", again.StatusCode, again.text)
	}
	// It is shown to the organisation, and the one who left stays out.
	record := ask{as: accepted.session(t), path: "/api/v1/organisations/{org:A}/audit"}.of(t, w, server)
	for _, said := range []string{"proposeRepair", "confirmRepair", "acceptInvitation", "A platform operator", "The last administrator left."} {
		if !strings.Contains(record.text, said) {
			t.Errorf("the record does not say %q", said)
		}
	}
	if got := (ask{as: admin, path: "/api/v1/organisations/{org:A}"}).of(t, w, server); got.StatusCode != 404 {
		t.Errorf("the former administrator: %d", got.StatusCode)
	}
}

func TestTheRecordIsForAdministratorsOfTheirOwn(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin, editor, other := w.SignIn(tenants.Administrator, "A"), w.SignIn(tenants.Editor, "A"), w.SignIn(tenants.Administrator, "B")
	path := "/api/v1/organisations/{org:A}/audit"
	if got := (ask{as: editor, path: path}).of(t, w, server); got.StatusCode != 403 {
		t.Errorf("an editor: %d", got.StatusCode)
	}
	if got := (ask{as: other, path: path}).of(t, w, server); got.StatusCode != 404 {
		t.Errorf("another's administrator: %d", got.StatusCode)
	}
	own := ask{as: admin, path: path + "?kind=denied"}.of(t, w, server)
	if own.StatusCode != 200 || !strings.Contains(own.text, "audit:read") {
		t.Errorf("the denial is not in it: %d %s", own.StatusCode, own.text)
	}
	for format, kind := range map[string]string{"csv": "text/csv", "jsonl": "application/x-ndjson"} {
		file := ask{as: admin, path: path + "/export?format=" + format}.of(t, w, server)
		if file.StatusCode != 200 || file.Header.Get("Content-Type") != kind || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment; ") || strings.Count(file.text, "\n") < 3 {
			t.Errorf("%s: %d %v %s", format, file.StatusCode, file.Header, file.text)
		}
	}
	for query, want := range map[string]int{"?before=x": 422, "?since=2026-12-01&until=2026-01-01": 422, "?kind=other": 422, "/export": 400, "/export?format=pdf": 422} {
		if got := (ask{as: admin, path: path + query}).of(t, w, server); got.StatusCode != want {
			t.Errorf("%s: %d %s", query, got.StatusCode, got.text)
		}
	}
}
