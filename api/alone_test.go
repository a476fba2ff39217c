package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// One operator, with accounts of their own beside, does not become an administrator of an organisation whose
// administrators only cannot sign in because the operator took their connection out of use: whichever of the accounts
// proposes the repair, and whichever confirms it.
func TestOneOperatorTakesNoOrganisationOver(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	server := serve(t, w)
	operator, own := w.SignIn(tenants.Operator, worldtest.Platform), ownWayIn(t, w)
	n := 0
	post := func(as *http.Cookie, path, body string) answer {
		n++
		return ask{as: as, method: "POST", path: path, body: body, headers: keyed(fmt.Sprintf("take-over-%d", n))}.of(t, w, server)
	}
	var m made
	post(operator, "/api/v1/organisations/{org:platform}/invitations", `{"role":"operator","name":"Me"}`).into(t, &m)
	second := post(w.Session("second account"), "/api/v1/invitations/acceptance", fmt.Sprintf(`{"secret":%q}`, secretOf(t, m))).session(t)
	ask{as: operator, method: "PATCH", path: platformPath + "connections/" + own.String(), body: `{"verdict":"disabled"}`, headers: matching(`"1"`)}.of(t, w, server)
	propose := func(as *http.Cookie, want int) (proposed struct{ ID, Detail string }) {
		t.Helper()
		got := post(as, platformPath+"repairs", fmt.Sprintf(`{"organisation":%q,"name":"Me","reason":"x"}`, w.Orgs["A"]))
		got.into(t, &proposed)
		if got.StatusCode != want || want == http.StatusForbidden && !strings.Contains(proposed.Detail, "for seven days") {
			t.Errorf("proposed: %d, want %d: %s", got.StatusCode, want, got.text)
		}
		return proposed
	}
	confirm := func(as *http.Cookie, id string, want int) {
		t.Helper()
		got := post(as, platformPath+"repairs/"+id+"/confirmation", "")
		if got.StatusCode != want || want == http.StatusForbidden && !strings.Contains(got.text, "for seven days") {
			t.Errorf("confirmed: %d, want %d: %s", got.StatusCode, want, got.text)
		}
	}
	propose(second, http.StatusForbidden)
	w.Now = w.Now.Add(2 * time.Minute)
	early := propose(operator, http.StatusCreated)
	confirm(second, early.ID, http.StatusForbidden)
	// Seven days on, the other operators have had time to see who was let in; not so for what was proposed before.
	w.Now = w.Now.Add(7*24*time.Hour - time.Minute)
	operator, second = w.SignIn(tenants.Operator, worldtest.Platform), w.Session("second account")
	confirm(second, early.ID, http.StatusForbidden)
	confirm(second, propose(operator, http.StatusCreated).ID, http.StatusCreated)
	propose(second, http.StatusCreated)
}

// ownWayIn gives A a connection of its own and an administrator by it, and nobody else who administers it.
func ownWayIn(t *testing.T, w *worldtest.World) uuid.UUID {
	t.Helper()
	own, admin := uuid.New(), uuid.New()
	for _, s := range []string{
		"insert into app.connection (id, org_id, name, issuer, client_id, second_factor, state) values ('%[2]s', '%[1]s', 'Own', 'https://a.example', 'tl', true, 'live')",
		"insert into sec.person (id, connection_id, sub, kind, name) values ('%[3]s', '%[2]s', 'sam', 'human', 'Sam')",
		"insert into app.assignment (id, org_id, person_id, role, source, since) values (gen_random_uuid(), '%[1]s', '%[3]s', 'administrator', 'platform', '2026-01-01')",
	} {
		if _, err := w.Owner.Exec(t.Context(), fmt.Sprintf(s, w.Orgs["A"], own, admin)); err != nil {
			t.Fatal(err)
		}
	}
	return own
}

// What an operator puts in place by the API is not declared: that is for whoever runs the server.
func TestAnOperatorDeclaresNobody(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	server := serve(t, w)
	got := ask{
		as: w.SignIn(tenants.Operator, worldtest.Platform), method: "POST", path: platformPath + "onboarding", headers: keyed("declares-1"),
		body: `{"organisations":[{"code":"elm","kind":"hospice","name":"Elm Hospice"}],` +
			`"connections":[{"organisation":"elm","name":"Own","issuer":"https://elm.example","client_id":"tl","live":true,"second_factor":true}],` +
			`"administrators":[{"organisation":"elm","connection":{"organisation":"elm","name":"Own"},"subject":"sam"}]}`,
	}.of(t, w, server)
	const sources = "select count(*) from app.assignment where role = $1 and source = $2"
	if put, declared := w.Count(sources, "administrator", "platform"), w.Count(sources, "operator", "declared"); got.StatusCode != 201 || put != 1 || declared != 1 {
		t.Errorf("%d administrators by the operator, %d operators by whoever runs the server: %d %s", put, declared, got.StatusCode, got.text)
	}
}
