package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

func TestSettings(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	of, a := "/api/v1/organisations/{org:}/settings", "/api/v1/organisations/{org:A}/settings"
	lead, analyst := w.SignIn(tenants.SystemLead, ""), w.SignIn(tenants.SystemAnalyst, "")
	cdo, editor, administrator := w.SignIn(tenants.CDO, "A"), w.SignIn(tenants.Editor, "A"), w.SignIn(tenants.Administrator, "A")
	for _, c := range []struct {
		name   string
		ask    ask
		status int
		text   string
	}{
		{"nothing has been set", ask{as: cdo, path: a}, 200, `"window":{"days":10,"version":0}`},
		{"nobody has chosen", ask{as: cdo, path: a}, 200, `"sharing":{"shares":false,"version":0}`},
		{"an analyst sets nothing", ask{as: analyst, method: "PATCH", path: of + "/window", headers: matching(`"0"`), body: `{"days":3}`}, 403, ""},
		{"a member sets nothing", ask{as: cdo, method: "PATCH", path: a + "/window", headers: matching(`"0"`), body: `{"days":3}`}, 403, ""},
		{"too many days", ask{as: lead, method: "PATCH", path: of + "/window", headers: matching(`"0"`), body: `{"days":31}`}, 422, "days"},
		{"no version", ask{as: lead, method: "PATCH", path: of + "/window", body: `{"days":3}`}, 428, ""},
		{"the lead sets it", ask{as: lead, method: "PATCH", path: of + "/window", headers: matching(`"0"`), body: `{"days":3}`}, 200, `{"days":3,"version":1}`},
		{"from an old version", ask{as: lead, method: "PATCH", path: of + "/window", headers: matching(`"0"`), body: `{"days":4}`}, 412, ""},
		{"a member reads it", ask{as: editor, path: a}, 200, `"window":{"days":3,"version":1}`},
		{"an editor chooses nothing", ask{as: editor, method: "PATCH", path: a + "/sharing", headers: matching(`"0"`), body: `{"shares":true}`}, 403, ""},
		{"the digital officer chooses", ask{as: cdo, method: "PATCH", path: a + "/sharing", headers: matching(`"0"`), body: `{"shares":true}`}, 200, `{"shares":true,"version":1}`},
		{"the system sees it", ask{as: analyst, path: of}, 200, `"shares":true`},
		{"the administrator takes it back", ask{as: administrator, method: "PATCH", path: a + "/sharing", headers: matching(`"1"`), body: `{"shares":false}`}, 200, `{"shares":false,"version":2}`},
		{"a lead chooses for nobody", ask{as: lead, method: "PATCH", path: of + "/sharing", headers: matching(`"0"`), body: `{"shares":true}`}, 403, ""},
	} {
		got := c.ask.of(t, w, server)
		if got.StatusCode != c.status || !strings.Contains(got.text, c.text) {
			t.Errorf("%s: %d %s, want %d with %s", c.name, got.StatusCode, got.text, c.status, c.text)
		}
		if c.ask.method == http.MethodPatch && c.status == 200 && got.Header.Get("ETag") == "" {
			t.Errorf("%s: no ETag", c.name)
		}
	}
	for command, of := range map[string]string{"updateWindow": "", "updateSharing": "A"} {
		if n := w.Count("select count(*) from app.audit where org_id = $1 and command = $2", w.Orgs[of], command); n == 0 {
			t.Errorf("%s has no entry in the record", command)
		}
	}
	if n := w.Count("select count(*) from " + tenants.QueueSchema + ".river_job where kind = 'reassess_system'"); n == 0 {
		t.Error("nobody lines the system up again")
	}
}
