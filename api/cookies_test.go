package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// session is the cookie that an answer makes the browser keep, or one without a value where it makes it forget.
func (a answer) session(t *testing.T) *http.Cookie {
	t.Helper()
	var found *http.Cookie
	for _, c := range a.Cookies() {
		if c.Name == session.Cookie {
			found = c
		}
	}
	if found == nil {
		t.Fatal("the answer says nothing of the session's cookie")
	}
	if !found.Secure || !found.HttpOnly || found.SameSite != http.SameSiteLaxMode || found.Path != "/" || found.Domain != "" {
		t.Errorf("the cookie is %s", found)
	}
	return found
}

func TestSigningOutForgetsTheCookie(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	w.SignIn(tenants.CDO, "A")
	var list struct {
		Sessions []struct {
			ID      string
			Current bool
		}
	}
	for _, c := range []struct {
		name, path string
		current    bool
		forgets    bool
	}{
		{"here", "/api/v1/session", true, true},
		{"everywhere", "/api/v1/session/sessions", true, true},
		{"here, out of the list", "/api/v1/session/sessions/%s", true, true},
		{"there", "/api/v1/session/sessions/%s", false, false},
	} {
		w.Session("cdo of A")
		as := w.Session("cdo of A")
		ask{as: as, path: "/api/v1/session/sessions"}.of(t, w, server).into(t, &list)
		path := c.path
		for _, s := range list.Sessions {
			if s.Current == c.current && strings.Contains(path, "%s") {
				path = fmt.Sprintf(path, s.ID)
			}
		}
		got := ask{as: as, method: "DELETE", path: path}.of(t, w, server)
		if got.StatusCode != 200 {
			t.Errorf("%s: %d %s", c.name, got.StatusCode, got.text)
		}
		if c.forgets {
			if cookie := got.session(t); cookie.Value != "" || cookie.MaxAge != -1 {
				t.Errorf("%s: kept %s", c.name, cookie)
			}
		} else if len(got.Cookies()) != 0 {
			t.Errorf("%s: %v", c.name, got.Cookies())
		}
		want := map[bool]int{true: 401, false: 200}[c.forgets]
		if after := (ask{as: as, path: "/api/v1/session"}).of(t, w, server); after.StatusCode != want {
			t.Errorf("%s: afterwards %d, want %d", c.name, after.StatusCode, want)
		}
	}
}

// Whoever holds a token is nobody where who may do what is said, whatever their owner may do.
func TestATokenSaysNothingOfPeople(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin := w.SignIn(tenants.Administrator, "A")
	cdo := w.SignInAs("administrator of A", tenants.CDO, "A") // the same person holds both
	var m made
	ask{
		as: cdo, method: "POST", path: "/api/v1/organisations/{org:A}/tokens", headers: keyed("token-0001"),
		body: `{"name":"All","scopes":["read","write"],"days":90}`,
	}.of(t, w, server).into(t, &m)
	invitation := invite(t, w, server, admin, "viewer")
	const of = "/api/v1/organisations/{org:A}/"
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"GET", of + "items", "", 200},
		{"GET", of + "people", "", 403},
		{"POST", of + "people/00000000-0000-4000-8000-000000000000/roles", `{"role":"viewer"}`, 403},
		{"DELETE", of + "roles/00000000-0000-4000-8000-000000000000", "", 403},
		{"GET", of + "invitations", "", 403},
		{"POST", of + "invitations", `{"role":"viewer","name":"x"}`, 403},
		{"DELETE", of + "invitations/" + invitation.Invitation.ID, "", 403},
		{"GET", of + "tokens", "", 403},
		{"POST", of + "tokens", `{"name":"x","scopes":["read"],"days":1}`, 403},
		{"DELETE", of + "tokens/" + m.Token.ID, "", 403},
		{"GET", of + "connections", "", 403},
		{"GET", of + "audit", "", 403},
		{"GET", "/api/v1/session", "", 401},
		{"GET", "/api/v1/session/sessions", "", 401},
		{"DELETE", "/api/v1/session/sessions", "", 401},
		{"POST", "/api/v1/session/extension", "", 401},
		{"POST", "/api/v1/invitations/acceptance", fmt.Sprintf(`{"secret":%q}`, secretOf(t, invitation)), 401},
	} {
		got := ask{method: c.method, path: c.path, body: c.body, headers: map[string]string{
			"Authorization": "Bearer " + m.Secret, "Idempotency-Key": "with-token", "If-Match": `"1"`,
		}}.of(t, w, server)
		if got.StatusCode != c.want {
			t.Errorf("%s %s: %d, want %d: %s", c.method, c.path, got.StatusCode, c.want, got.text)
		}
	}
	// Signing out with a token in hand signs nobody out: not its owner either.
	if out := (ask{as: admin, method: "DELETE", path: "/api/v1/session", headers: map[string]string{"Authorization": "Bearer " + m.Secret}}).of(t, w, server); out.StatusCode != 200 || len(out.Cookies()) != 0 {
		t.Errorf("%d %v", out.StatusCode, out.Cookies())
	}
	if still := (ask{as: admin, path: "/api/v1/session"}).of(t, w, server); still.StatusCode != 200 {
		t.Errorf("the owner: %d", still.StatusCode)
	}
}

// An organisation's own start link shows its ways in; a code of nobody's shows what one without a way shows.
func TestWaysInAreShownByCode(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	w.SignIn(tenants.Viewer, "A")
	if _, err := w.Owner.Exec(t.Context(), "update app.organisation set code = 'alder', ods_code = 'RZ1' where id = $1", w.Orgs["A"]); err != nil {
		t.Fatal(err)
	}
	shown := func(code string) string {
		return ask{path: "/api/v1/sign-in" + code}.of(t, w, server).text
	}
	if shown("?organisation=alder") == shown("") {
		t.Error("an unlisted way is shown to everybody")
	}
	for code, want := range map[string]bool{
		"alder": true, "ALDER": true, "rz1": true, "RZ1": true, "northfold": false, "nobody": false, "ald": false, "RZ": false,
	} {
		got := shown("?organisation=" + code)
		if strings.Contains(got, `"Test"`) != want {
			t.Errorf("%s: %s", code, got)
		}
		if !want && got != shown("") {
			t.Errorf("%s is told from no code at all: %s", code, got)
		}
	}
}
