package accept_test

import (
	"net/http"
	"testing"
)

// Whoever is refused without having done anything but ask, over and over, does not keep the refusals that matter out of
// the administrators' list.
func TestT19NobodyDrownsARefusal(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-19", "I25", func() int { return n })
	connection := h.employ(t, "")
	anybody := h.guest(t)
	for range 70 {
		anybody.get("/auth/callback/" + connection.String() + "?state=x")
		anybody.do(http.MethodPost, "/auth/backchannel/"+connection.String(), "logout_token=x", "Content-Type", "application/x-www-form-urlencoded")
	}
	h.provider.Say(map[string]any{"sub": "kim", "nonce": "of another sign-in"})
	n++
	if got := h.guest(t).through(signIn(connection)); got.status != http.StatusBadRequest || h.refusals(connection, "nonce") != 1 {
		t.Errorf("a token for another sign-in: %d, noted %d times", got.status, h.refusals(connection, "nonce"))
	}
	for _, check := range []string{"flow", "logout: token"} {
		n++
		if kept := h.refusals(connection, check); kept != 60 {
			t.Errorf("%d refusals by %s are kept, want 60", kept, check)
		}
	}
}

// Refusals in one organisation, or for want of one permission, keep none of another out of the list.
func TestT33RefusalsElsewhereHideNone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	n := 0
	tried(t, "T-33", "I25", func() int { return n })
	cookie := h.SignInAs("both", "viewer", "A")
	h.exec(t, `insert into app.assignment (id, org_id, person_id, role, source, since)
		select gen_random_uuid(), $1, p.id, 'viewer', 'platform', $2 from sec.person p where p.sub = 'both'`, h.Orgs["B"], h.Now.AddDate(0, 0, -1))
	g := h.guest(t, cookie)
	for range 61 {
		g.get("/api/v1/organisations/{org:A}/people")
	}
	for _, c := range []struct{ code, list, permission string }{{"B", "people", "people:read"}, {"A", "audit", "audit:read"}} {
		n++
		got := g.get("/api/v1/organisations/" + h.Orgs[c.code].String() + "/" + c.list)
		kept := h.Count("select count(*) from sec.event where kind = 'denied' and failed = $1 and org_id = $2", c.permission, h.Orgs[c.code])
		if got.status != http.StatusForbidden || kept != 1 {
			t.Errorf("%s of %s: %d, noted %d times", c.list, c.code, got.status, kept)
		}
	}
}
