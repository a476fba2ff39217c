package api_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

type connection struct {
	ID        string `json:"id"`
	State     string `json:"state"`
	HasSecret bool   `json:"has_secret"`
	Version   int    `json:"version"`
	Callback  string `json:"callback"`
}

const staff = `{"name":"Staff","issuer":"https://login.example/alder","client_id":"tl","secret":"SEKRIT-1","amr":["mfa"],"ceiling":["cdo","editor"],` +
	`"rules":[{"claim":"groups","value":"board","role":"editor"}]}`

func TestTheLifeOfAConnection(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	w.AddPlatform()
	server := serve(t, w)
	admin, operator := w.SignIn(tenants.Administrator, "A"), w.SignIn(tenants.Operator, worldtest.Platform)
	made := ask{as: admin, method: "POST", path: "/api/v1/organisations/{org:A}/connections", body: staff, headers: keyed("connect-1")}.of(t, w, server)
	var c connection
	made.into(t, &c)
	if made.StatusCode != 201 || c.State != "draft" || !c.HasSecret || !strings.HasSuffix(c.Callback, "/auth/callback/"+c.ID) || strings.Contains(made.text, "SEKRIT") {
		t.Fatalf("%d %s", made.StatusCode, made.text)
	}
	path := "/api/v1/organisations/{org:A}/connections/" + c.ID
	change := func(as *http.Cookie, path, body string, version int) answer {
		return ask{as: as, method: "PATCH", path: path, body: body, headers: matching(fmt.Sprintf("%q", fmt.Sprint(version)))}.of(t, w, server)
	}
	if got := change(admin, path, `{"state":"requested"}`, 1); got.StatusCode != 422 || !strings.Contains(got.text, "Test it first") {
		t.Errorf("asked to be used without a test: %d %s", got.StatusCode, got.text)
	}
	tester := sha256.Sum256([]byte(admin.Value))
	id := uuid.MustParse(c.ID)
	if err := w.DB.Enter().NoteTest(t.Context(), tenants.Flow{Connection: id, Tester: tester, Hosts: []string{"keys.example"}}); err != nil {
		t.Fatal(err)
	}
	if got := change(admin, path, `{"state":"requested"}`, 1); got.StatusCode != 412 {
		t.Errorf("at the version before the test: %d", got.StatusCode)
	}
	if got := change(admin, path, `{"state":"requested"}`, 2); got.StatusCode != 200 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	if got := change(admin, path, `{"client_id":"other"}`, 3); got.StatusCode != 422 {
		t.Errorf("changed what it rests on while it is requested: %d %s", got.StatusCode, got.text)
	}
	decide := "/api/v1/organisations/{org:platform}/platform/connections/" + c.ID
	if got := change(admin, strings.Replace(decide, "{org:platform}", "{org:A}", 1), `{"verdict":"live"}`, 3); got.StatusCode != 403 {
		t.Errorf("approved by its own administrator: %d", got.StatusCode)
	}
	if got := change(operator, decide, `{"verdict":"live"}`, 3); got.StatusCode != 200 || !strings.Contains(got.text, `"live"`) {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	key := tenants.SessionKey{5}
	arrival := tenants.Arrival{Session: key, Connection: id, Subject: "s1", Ends: w.Now.Add(time.Hour), Claims: map[string][]string{"groups": {"board"}}}
	if err := w.DB.Enter().SignIn(t.Context(), arrival); err != nil {
		t.Fatal(err)
	}
	if p, err := w.DB.Enter().Presence(t.Context(), key); err != nil || len(p.Places) != 1 || p.Places[0].Roles[0] != tenants.Editor {
		t.Errorf("%+v, %v", p, err)
	}
	if got := change(admin, path, `{"name":"All staff","secret":"SEKRIT-2"}`, 4); got.StatusCode != 200 || strings.Contains(got.text, "SEKRIT") {
		t.Errorf("another name and secret while it is live: %d %s", got.StatusCode, got.text)
	}
	if way, err := w.DB.Enter().Way(t.Context(), id); err != nil || way.Secret != "SEKRIT-2" {
		t.Errorf("the secret is %q, %v", way.Secret, err)
	}
	// Name and secret are two changes of the row.
	if got := change(admin, path, `{"state":"disabled"}`, 6); got.StatusCode != 200 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	if _, err := w.DB.Enter().Presence(t.Context(), key); err == nil {
		t.Error("a session of a connection that was taken out of use lives on")
	}
	for _, org := range []string{"A", worldtest.Platform} {
		if n := w.Count("select count(*) from app.audit where org_id = $1 and command = 'decideConnection'", w.Orgs[org]); n != 1 {
			t.Errorf("%s: %d entries of the decision", org, n)
		}
	}
	if n := w.Count("select count(*) from app.audit where canonical like '%SEKRIT%'") + w.Count("select count(*) from app.idempotency where answer::text like '%SEKRIT%'"); n != 0 {
		t.Error("the record or a kept answer holds the secret")
	}
}

func TestConnectionsThatCannotBe(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin := w.SignIn(tenants.Administrator, "A")
	with := func(field, value string) string {
		parts := map[string]string{"name": `"x"`, "issuer": `"https://login.example/x"`, "client_id": `"tl"`, "ceiling": `["editor"]`}
		parts[field] = value
		var said []string
		for name, value := range parts {
			said = append(said, fmt.Sprintf("%q:%s", name, value))
		}
		return "{" + strings.Join(said, ",") + "}"
	}
	n := 0
	for _, c := range []struct{ field, value, names string }{
		{"issuer", `"http://login.example"`, "issuer"},
		{"issuer", `"https://login.example?x=1"`, "issuer"},
		{"issuer", `"https://user@login.example"`, "issuer"},
		{"issuer", `"https://login.microsoftonline.com/common/v2.0"`, "issuer"},
		{"issuer", `"https://login.microsoftonline.com/organizations/v2.0"`, "issuer"},
		{"issuer", `"https://sts.windows.net/37c354b2-85b0-47f5-b222-07b48d774ee3/"`, "issuer"},
		{"client_id", `"a b"`, "client_id"},
		{"ceiling", `["administrator"]`, "ceiling"},
		{"ceiling", `["system_lead"]`, "ceiling"},
		{"ceiling", `["operator"]`, "ceiling"},
		{"rules", `[{"claim":"email","value":"x@nhs.net","role":"editor"}]`, "rules.0.claim"},
		{"rules", `[{"claim":"groups","value":"x","role":"cdo"}]`, "rules.0.role"},
		{"rules", `[{"claim":"a b","value":"x","role":"editor"}]`, "rules.0.claim"},
		{"state", `"live"`, "state"},
		{"listed", `true`, "listed"},
		{"org_id", `"x"`, "org_id"},
	} {
		n++
		got := ask{
			as: admin, method: "POST", path: "/api/v1/organisations/{org:A}/connections", body: with(c.field, c.value), headers: keyed(fmt.Sprintf("connect-%d", n)),
		}.of(t, w, server)
		var p problem
		got.into(t, &p)
		if p.Status != 422 || len(p.Fields) != 1 || p.Fields[0].Name != c.names {
			t.Errorf("%s %s: %s", c.field, c.value, got.text)
		}
	}
	tenant := `"https://login.microsoftonline.com/37c354b2-85b0-47f5-b222-07b48d774ee3/v2.0"`
	if got := (ask{as: admin, method: "POST", path: "/api/v1/organisations/{org:A}/connections", body: with("issuer", tenant), headers: keyed("connect-99")}).of(t, w, server); got.StatusCode != 201 {
		t.Errorf("an Entra tenant of one's own: %d %s", got.StatusCode, got.text)
	}
	if n := w.Count("select count(*) from app.connection where org_id = $1", w.Orgs["A"]); n != 2 {
		t.Errorf("%d connections, want the administrator's own and the tenant's", n)
	}
}

// claimed signs somebody in with claims and gives their roles in A.
func claimed(t *testing.T, w *worldtest.World, id uuid.UUID, subject string, claims map[string][]string) string {
	t.Helper()
	key := session.NewSecret().Key()
	err := w.DB.Enter().SignIn(context.Background(), tenants.Arrival{Session: key, Connection: id, Subject: subject, Ends: w.Now.Add(time.Hour), Claims: claims})
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.DB.Enter().Presence(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	var roles []string
	for _, place := range p.Places {
		roles = append(roles, fmt.Sprintf("%s:%v", place.Organisation.Name, place.Roles))
	}
	return strings.Join(roles, " ")
}

func TestClaimsYieldRolesWithinTheCeiling(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	id := uuid.New()
	err := w.DB.Load(t.Context(), "test", func(l *tenants.Load) error {
		err := l.PutConnection(t.Context(), tenants.Connection{
			ID: id, Organisation: w.Orgs["A"], Name: "Staff", Issuer: "https://login.example", ClientID: "tl", Live: true,
			Terms: tenants.Terms{Ceiling: []tenants.Role{tenants.Editor, tenants.Viewer}},
		})
		if err != nil {
			return err
		}
		return l.PutRules(t.Context(), w.Orgs["A"], id, []tenants.ClaimRule{
			{Claim: "groups", Value: "digital", Role: tenants.Editor},
			{Claim: "groups", Value: "all", Role: tenants.Viewer},
			{Claim: "groups", Value: "board", Role: tenants.CDO}, // above the ceiling
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	alder := "Alder Hospitals NHS Trust:"
	for _, c := range []struct {
		name   string
		claims map[string][]string
		want   string
	}{
		{"no claims", nil, ""},
		{"others' claims", map[string][]string{"roles": {"digital", "administrator", "operator"}}, ""},
		{"both groups", map[string][]string{"groups": {"digital", "all", "board"}}, alder + "[editor viewer]"},
		{"the claim is absent", nil, alder + "[editor viewer]"},
		{"one group less", map[string][]string{"groups": {"all"}}, alder + "[viewer]"},
		{"an empty list", map[string][]string{"groups": {}}, ""},
	} {
		w.Now = w.Now.Add(time.Second)
		if got := claimed(t, w, id, "s1", c.claims); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	w.Now = w.Now.Add(time.Second)
	claimed(t, w, id, "s1", map[string][]string{"groups": {"all"}})
	if _, err := w.Owner.Exec(t.Context(), "update app.connection set ceiling = '{editor}' where id = $1", id); err != nil {
		t.Fatal(err)
	}
	w.Now = w.Now.Add(time.Second)
	if got := claimed(t, w, id, "s1", nil); got != "" {
		t.Errorf("kept above a ceiling that came down: %q", got)
	}
	if n := w.Count("select count(*) from app.audit where org_id = $1 and command = 'signIn'", w.Orgs["A"]); n != 5 {
		t.Errorf("%d entries of what sign-ins changed", n)
	}
}

func TestSecretsAreSealedToTheirRowAndResealed(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	var ids []uuid.UUID
	for i, org := range []string{"A", "B"} {
		made := ask{
			as: w.SignIn(tenants.Administrator, org), method: "POST", path: "/api/v1/organisations/{org:" + org + "}/connections", body: staff,
			headers: keyed(fmt.Sprintf("connect-%d", i)),
		}.of(t, w, server)
		var c connection
		made.into(t, &c)
		ids = append(ids, uuid.MustParse(c.ID))
	}
	if done, err := connections.Reseal(t.Context(), w.DB); err != nil || done.All != 2 || done.Resealed != 0 || len(done.Closed) != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if _, err := w.Owner.Exec(t.Context(), `update app.connection c set secret_sealed = (select o.secret_sealed from app.connection o where o.id = $2) where c.id = $1`, ids[0], ids[1]); err != nil {
		t.Fatal(err)
	}
	if way, err := w.DB.Enter().Way(t.Context(), ids[0]); err == nil || way.Secret != "" {
		t.Errorf("another row's secret opens: %q, %v", way.Secret, err)
	}
	if done, err := connections.Reseal(t.Context(), w.DB); err != nil || len(done.Closed) != 1 || done.Closed[0] != ids[0] {
		t.Errorf("a secret that opens with no key: %+v, %v", done, err)
	}
}
