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

type made struct {
	Invitation struct {
		ID      string `json:"id"`
		Version int    `json:"version"`
	} `json:"invitation"`
	Link   string `json:"link"`
	Secret string `json:"secret"`
	key    string
	Token  struct {
		ID string `json:"id"`
	} `json:"token"`
}

func invite(t *testing.T, w *worldtest.World, server http.Handler, by *http.Cookie, role string) made {
	t.Helper()
	key := uuid.NewString()
	got := ask{
		as: by, method: "POST", path: "/api/v1/organisations/{org:A}/invitations",
		body: fmt.Sprintf(`{"role":%q,"name":"Sam Taylor"}`, role), headers: keyed(key),
	}.of(t, w, server)
	if got.StatusCode != 201 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	m := made{key: key}
	got.into(t, &m)
	return m
}

func secretOf(t *testing.T, m made) string {
	t.Helper()
	_, secret, ok := strings.Cut(m.Link, "/invitation#")
	if !ok || len(secret) != 43 {
		t.Fatalf("the link is %q", m.Link)
	}
	return secret
}

func TestAnInvitationIsAcceptedOnce(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin := w.SignIn(tenants.Administrator, "A")
	sam, other := w.Session("sam"), w.Session("other")
	m := invite(t, w, server, admin, "editor")
	body := fmt.Sprintf(`{"secret":%q}`, secretOf(t, m))

	seen := ask{method: "POST", path: "/api/v1/invitations/view", body: body}.of(t, w, server)
	if seen.StatusCode != 200 || !strings.Contains(seen.text, "Alder") || !strings.Contains(seen.text, "editor") {
		t.Errorf("the offer: %d %s", seen.StatusCode, seen.text)
	}
	accept := func(as *http.Cookie, body string) answer {
		return ask{as: as, method: "POST", path: "/api/v1/invitations/acceptance", body: body}.of(t, w, server)
	}
	if got := accept(nil, body); got.StatusCode != 401 {
		t.Errorf("accepted by nobody: %d", got.StatusCode)
	}
	if got := accept(admin, body); got.StatusCode != 403 {
		t.Errorf("accepted by who made it: %d %s", got.StatusCode, got.text)
	}
	got := accept(sam, body)
	if got.StatusCode != 200 || !strings.Contains(got.text, w.Orgs["A"].String()) {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	if old := (ask{as: sam, path: "/api/v1/session"}).of(t, w, server); old.StatusCode != 401 {
		t.Errorf("the session as it was before: %d", old.StatusCode)
	}
	if got := (ask{as: got.session(t), path: "/api/v1/organisations/{org:A}/items"}).of(t, w, server); got.StatusCode != 200 {
		t.Errorf("the new editor reads: %d", got.StatusCode)
	}
	if got := accept(other, body); got.StatusCode != 404 {
		t.Errorf("accepted twice: %d", got.StatusCode)
	}
	if got := accept(other, `{"secret":"`+strings.Repeat("A", 43)+`"}`); got.StatusCode != 404 {
		t.Errorf("a secret of nobody's: %d", got.StatusCode)
	}
	repeat := ask{
		as: admin, method: "POST", path: "/api/v1/organisations/{org:A}/invitations", body: `{"role":"editor","name":"Sam Taylor"}`, headers: keyed(m.key),
	}.of(t, w, server)
	if repeat.StatusCode != 409 || strings.Contains(repeat.text, secretOf(t, m)) {
		t.Errorf("the same key again: %d %s", repeat.StatusCode, repeat.text)
	}
	if n := w.Count("select count(*) from app.audit where org_id = $1 and command in ('createInvitation', 'acceptInvitation')", w.Orgs["A"]); n != 2 {
		t.Errorf("%d entries, want the invitation's and the acceptance's", n)
	}
}

func TestInvitationsThatCannotBeAccepted(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin := w.SignIn(tenants.Administrator, "A")
	w.Session("sam")
	accept := func(m made) int {
		body := fmt.Sprintf(`{"secret":%q}`, secretOf(t, m))
		return ask{as: w.Session("sam"), method: "POST", path: "/api/v1/invitations/acceptance", body: body}.of(t, w, server).StatusCode
	}
	withdrawn := invite(t, w, server, admin, "viewer")
	path := "/api/v1/organisations/{org:A}/invitations/" + withdrawn.Invitation.ID
	if got := (ask{as: admin, method: "DELETE", path: path, headers: matching(`"2"`)}).of(t, w, server); got.StatusCode != 412 {
		t.Errorf("withdrawn at another version: %d", got.StatusCode)
	}
	if got := (ask{as: admin, method: "DELETE", path: path, headers: matching(`"1"`)}).of(t, w, server); got.StatusCode != 204 {
		t.Errorf("withdrawn: %d %s", got.StatusCode, got.text)
	}
	if status := accept(withdrawn); status != 404 {
		t.Errorf("a withdrawn one: %d", status)
	}
	orphaned := invite(t, w, server, admin, "viewer")
	late := invite(t, w, server, admin, "viewer")
	w.Now = w.Now.AddDate(0, 0, 8)
	if status := accept(late); status != 404 {
		t.Errorf("one that has ended: %d", status)
	}
	w.Now = w.Now.AddDate(0, 0, -8)
	if _, err := w.Owner.Exec(t.Context(), "update app.assignment set until = since + interval '1 second' where role = 'administrator'"); err != nil {
		t.Fatal(err)
	}
	w.Now = w.Now.Add(time.Minute)
	if status := accept(orphaned); status != 404 {
		t.Errorf("one whose maker says nothing any more: %d", status)
	}
	for body, field := range map[string]string{
		`{"role":"system_lead","name":"x"}`:         "role",
		`{"role":"editor","name":" "}`:              "name",
		`{"role":"editor","name":"x","days":31}`:    "days",
		`{"role":"editor","name":"x","secret":"s"}`: "secret",
	} {
		got := ask{as: w.SignIn(tenants.Administrator, "B"), method: "POST", path: "/api/v1/organisations/{org:B}/invitations", body: body, headers: keyed("invite-0009")}.of(t, w, server)
		var p problem
		got.into(t, &p)
		if p.Status != 422 || len(p.Fields) != 1 || p.Fields[0].Name != field {
			t.Errorf("%s: %s", body, got.text)
		}
	}
}

func TestRolesAreGivenAndEnded(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin := w.SignIn(tenants.Administrator, "A")
	editor := w.SignIn(tenants.Editor, "A")
	w.Session("waiting")
	var list struct {
		People []struct {
			ID    string `json:"id"`
			Me    bool   `json:"me"`
			Roles []struct {
				ID, Role string
			} `json:"roles"`
		} `json:"people"`
		Waiting []struct{ ID string } `json:"waiting"`
	}
	ask{as: admin, path: "/api/v1/organisations/{org:A}/people"}.of(t, w, server).into(t, &list)
	if len(list.People) != 2 || len(list.Waiting) != 1 {
		t.Fatalf("%+v", list)
	}
	grant := func(as *http.Cookie, person, role, key string) int {
		return ask{
			as: as, method: "POST", path: "/api/v1/organisations/{org:A}/people/" + person + "/roles",
			body: fmt.Sprintf(`{"role":%q}`, role), headers: keyed(key),
		}.of(t, w, server).StatusCode
	}
	end := func(as *http.Cookie, held string) int {
		return ask{as: as, method: "DELETE", path: "/api/v1/organisations/{org:A}/roles/" + held, headers: matching(`"1"`)}.of(t, w, server).StatusCode
	}
	held := map[string]string{}
	for _, p := range list.People {
		for _, r := range p.Roles {
			held[r.Role] = r.ID
		}
		if p.Me && grant(admin, p.ID, "cdo", "grant-0001") != 403 {
			t.Error("an administrator gave themselves a role")
		}
	}
	waiting := list.Waiting[0].ID
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"an editor gives a role", grant(editor, waiting, "viewer", "grant-0002"), 403},
		{"a role of another kind of organisation", grant(admin, waiting, "system_lead", "grant-0003"), 422},
		{"to nobody known", grant(admin, "00000000-0000-4000-8000-000000000000", "viewer", "grant-0004"), 404},
		{"to who waits", grant(admin, waiting, "viewer", "grant-0005"), 201},
		{"the same again", grant(admin, waiting, "viewer", "grant-0006"), 409},
		{"the last administrator leaves", end(admin, held["administrator"]), 409},
		{"an editor takes the administrator's", end(editor, held["administrator"]), 403},
		{"one's own", end(editor, held["editor"]), 204},
		{"a second administrator", grant(admin, waiting, "administrator", "grant-0007"), 201},
		{"the first leaves", end(admin, held["administrator"]), 204},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
	w.Now = w.Now.Add(time.Second)
	for name, as := range map[string]*http.Cookie{"editor": editor, "administrator": admin} {
		if got := (ask{as: as, path: "/api/v1/organisations/{org:A}"}).of(t, w, server); got.StatusCode != 404 {
			t.Errorf("the %s who left: %d", name, got.StatusCode)
		}
	}
}

func TestATokenDoesWhatItsOwnerMayAndItsScopesSay(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	token := func(scopes, key string) (string, string) {
		got := ask{
			as: cdo, method: "POST", path: "/api/v1/organisations/{org:A}/tokens",
			body: `{"name":"Reports","scopes":` + scopes + `,"days":30}`, headers: keyed(key),
		}.of(t, w, server)
		var m made
		got.into(t, &m)
		if got.StatusCode != 201 || !strings.HasPrefix(m.Secret, "tl_") {
			t.Fatalf("%d %s", got.StatusCode, got.text)
		}
		return m.Secret, m.Token.ID
	}
	reads, id := token(`["read"]`, "token-0001")
	writes, _ := token(`["read","write"]`, "token-0002")
	with := func(secret, method, path, body string) int {
		return ask{method: method, path: path, body: body, headers: map[string]string{
			"Authorization": "Bearer " + secret, "Idempotency-Key": "with-" + fmt.Sprint(len(secret)+len(path)), "If-Match": `"1"`,
		}}.of(t, w, server).StatusCode
	}
	objectives := "/api/v1/organisations/{org:A}/items"
	first, _ := firstObjective(t, w, server, cdo)
	for _, c := range []struct {
		name      string
		got, want int
	}{
		{"reads", with(reads, "GET", objectives, ""), 200},
		{"reads elsewhere", with(reads, "GET", "/api/v1/organisations/{org:B}/items", ""), 404},
		{"does not write", with(reads, "PATCH", objectives+"/"+first.ID, `{"title":"x"}`), 403},
		{"writes", with(writes, "PATCH", objectives+"/"+first.ID, `{"title":"By a token"}`), 200},
		{"makes no token", with(writes, "POST", "/api/v1/organisations/{org:A}/tokens", `{"name":"x","scopes":["read"],"days":1}`), 403},
		{"reads the board questions", with(reads, "GET", "/api/v1/organisations/{org:A}/board", ""), 200},
		{"answers for no board", with(writes, "POST", "/api/v1/organisations/{org:A}/board/questions/mission/answers", `{"answer":"Yes."}`), 403},
		{"is no session", with(reads, "GET", "/api/v1/session", ""), 401},
		{"that is none", with("tl_00000000_"+strings.Repeat("A", 43), "GET", objectives, ""), 401},
		{"that is no token", with("nonsense", "GET", objectives, ""), 401},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.name, c.got, c.want)
		}
	}
	w.Now = w.Now.Add(time.Second)
	if got := (ask{as: cdo, method: "DELETE", path: "/api/v1/organisations/{org:A}/tokens/" + id, headers: matching(`"1"`)}).of(t, w, server); got.StatusCode != 204 {
		t.Errorf("revoked: %d %s", got.StatusCode, got.text)
	}
	if got := with(reads, "GET", objectives, ""); got != 401 {
		t.Errorf("a revoked token: %d", got)
	}
	if _, err := w.Owner.Exec(t.Context(), "update app.assignment set until = since + interval '1 microsecond' where role = 'cdo' and org_id = $1", w.Orgs["A"]); err != nil {
		t.Fatal(err)
	}
	if got := with(writes, "GET", objectives, ""); got != 404 {
		t.Errorf("a token whose owner has no role: %d", got)
	}
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	here := w.SignIn(tenants.CDO, "A")
	there := w.Session("cdo of A")
	var list struct {
		Sessions []struct {
			ID      string
			Current bool
		}
	}
	ask{as: here, path: "/api/v1/session/sessions"}.of(t, w, server).into(t, &list)
	if len(list.Sessions) != 2 {
		t.Fatalf("%+v", list)
	}
	for _, s := range list.Sessions {
		if s.Current {
			continue
		}
		if got := (ask{as: w.Session("stranger"), method: "DELETE", path: "/api/v1/session/sessions/" + s.ID}).of(t, w, server); got.StatusCode != 404 {
			t.Errorf("somebody else ends it: %d", got.StatusCode)
		}
		if got := (ask{as: here, method: "DELETE", path: "/api/v1/session/sessions/" + s.ID}).of(t, w, server); got.StatusCode != 200 {
			t.Errorf("ended: %d %s", got.StatusCode, got.text)
		}
	}
	if got := (ask{as: there, path: "/api/v1/session"}).of(t, w, server); got.StatusCode != 401 {
		t.Errorf("the other one: %d", got.StatusCode)
	}
	w.Now = w.Now.Add(29 * time.Minute)
	if got := (ask{as: here, method: "POST", path: "/api/v1/session/extension"}).of(t, w, server); got.StatusCode != 200 {
		t.Errorf("extended: %d %s", got.StatusCode, got.text)
	}
	w.Now = w.Now.Add(29 * time.Minute)
	if got := (ask{as: here, method: "DELETE", path: "/api/v1/session/sessions"}).of(t, w, server); got.StatusCode != 200 {
		t.Errorf("signed out everywhere: %d %s", got.StatusCode, got.text)
	}
	if got := (ask{as: here, path: "/api/v1/session"}).of(t, w, server); got.StatusCode != 401 {
		t.Errorf("here: %d", got.StatusCode)
	}
}

func TestSomeRolesNeedASecondFactorAndSignInAgain(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin, viewer := w.SignIn(tenants.Administrator, "A"), w.SignIn(tenants.Viewer, "A")
	own := "/api/v1/organisations/{org:A}"
	if _, err := w.Owner.Exec(t.Context(), "update sec.session set strong = false"); err != nil {
		t.Fatal(err)
	}
	if a, v := (ask{as: admin, path: own}).of(t, w, server), (ask{as: viewer, path: own}).of(t, w, server); a.StatusCode != 403 || v.StatusCode != 200 {
		t.Errorf("without a second factor: administrator %d, viewer %d", a.StatusCode, v.StatusCode)
	}
	if _, err := w.Owner.Exec(t.Context(), "update sec.session set strong = true, seen = began + interval '119 minutes'"); err != nil {
		t.Fatal(err)
	}
	w.Now = w.Now.Add(119 * time.Minute)
	if got := (ask{as: admin, path: own}).of(t, w, server); got.StatusCode != 200 {
		t.Errorf("an administrator within two hours: %d", got.StatusCode)
	}
	w.Now = w.Now.Add(time.Minute)
	if a, v := (ask{as: admin, path: own}).of(t, w, server), (ask{as: viewer, path: own}).of(t, w, server); a.StatusCode != 401 || v.StatusCode != 200 {
		t.Errorf("after two hours: administrator %d, viewer %d", a.StatusCode, v.StatusCode)
	}
}
