package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// What is refused by a rule, and not for want of a permission, is in the administrators' list as well: a viewer may ask
// for a role to be ended, for it may be their own, and an administrator for one to be given, but not to themselves.
func TestWhatARuleRefusesIsNoted(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	admin, viewer, lead := w.SignIn(tenants.Administrator, "A"), w.SignIn(tenants.Viewer, "A"), w.SignIn(tenants.SystemLead, "")
	if _, err := w.Owner.Exec(t.Context(), "update sec.session s set strong = false from sec.person p where p.id = s.person_id and p.sub = 'system_lead of '"); err != nil {
		t.Fatal(err)
	}
	var role, self uuid.UUID
	err := w.Owner.QueryRow(t.Context(), "select id, person_id from app.assignment where org_id = $1 and role = 'administrator'", w.Orgs["A"]).Scan(&role, &self)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		ask
		org, permission, who string
	}{
		"another's role ended": {
			ask{as: viewer, method: http.MethodDelete, path: fmt.Sprintf("/api/v1/organisations/{org:A}/roles/%s", role), headers: matching(`"1"`)},
			"A", "people:leave", "viewer of A",
		},
		"a role for oneself": {
			ask{as: admin, method: http.MethodPost, path: fmt.Sprintf("/api/v1/organisations/{org:A}/people/%s/roles", self), body: `{"role":"cdo"}`, headers: keyed("oneself-1")},
			"A", "people:write", "administrator of A",
		},
		"without a second factor": {ask{as: lead, path: "/api/v1/organisations/{system}/items"}, "", "strategy:read", ""},
	} {
		got := c.of(t, w, server)
		if got.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d %s", name, got.StatusCode, got.text)
		}
		noted := w.Count(`select count(*) from sec.event e left join sec.person p on p.id = e.person_id
			where e.kind = 'denied' and e.org_id = $1 and e.failed = $2 and coalesce(p.sub, '') = $3 and e.request_id <> ''`, w.Orgs[c.org], c.permission, c.who)
		if noted != 1 {
			t.Errorf("%s: noted %d times", name, noted)
		}
	}
}
