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

// A lead turns an embeddings endpoint on by agreeing to what is sent; members see that it is on and where texts go; the
// key is shown to nobody.
func TestMeaning(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	of, at := "/api/v1/organisations/{org:}/settings", "/api/v1/organisations/{org:}/settings/meaning"
	lead, analyst, viewer := w.SignIn(tenants.SystemLead, ""), w.SignIn(tenants.SystemAnalyst, ""), w.SignIn(tenants.Viewer, "A")
	on := `{"on":true,"endpoint":"https://models.example","model":"small","key":"k-7f3a91","agreed":true}`
	patch := func(version, body string) ask {
		return ask{as: lead, method: "PATCH", path: at, headers: matching(`"` + version + `"`), body: body}
	}
	for _, c := range []struct {
		name   string
		ask    ask
		status int
		text   string
		never  string
	}{
		{"it is off", ask{as: viewer, path: "/api/v1/organisations/{org:A}/settings"}, 200, `"on":false`, ""},
		{"and says what would be agreed to", ask{as: lead, path: of}, 200, "Drafts are never sent", ""},
		{"an analyst sets nothing", ask{as: analyst, method: "PATCH", path: at, headers: matching(`"0"`), body: on}, 403, "", ""},
		{"a member has none", ask{as: w.SignIn(tenants.CDO, "A"), method: "PATCH", path: "/api/v1/organisations/{org:A}/settings/meaning", headers: matching(`"0"`), body: on}, 403, "", ""},
		{"nobody has agreed", patch("0", strings.Replace(on, `"agreed":true`, `"agreed":false`, 1)), 422, `"agreed"`, "k-7f3a91"},
		{"not by https", patch("0", strings.Replace(on, "https", "http", 1)), 422, `"endpoint"`, "k-7f3a91"},
		{"no model", patch("0", strings.Replace(on, "small", "", 1)), 422, `"model"`, "k-7f3a91"},
		{"a key of two lines", patch("0", strings.Replace(on, "k-7f3a91", `k\nx`, 1)), 422, `"key"`, ""},
		{"no version", ask{as: lead, method: "PATCH", path: at, body: on}, 428, "", ""},
		{"on", patch("0", on), 200, `"has_key":true`, "k-7f3a91"},
		{"from an old version", patch("0", on), 412, "", ""},
		{"the analyst sees it", ask{as: analyst, path: of}, 200, `"agreed_by":"`, "k-7f3a91"},
		{"a member sees where texts go", ask{as: viewer, path: "/api/v1/organisations/{org:A}/settings"}, 200, `"endpoint":"https://models.example"`, `"has_key":true`},
		{"off", patch("1", `{"on":false,"endpoint":"https://models.example","model":"small","agreed":false}`), 200, `"has_key":false`, ""},
		{"a member sees that it is off", ask{as: viewer, path: "/api/v1/organisations/{org:A}/settings"}, 200, `"on":false`, "models.example"},
	} {
		got := c.ask.of(t, w, server)
		if got.StatusCode != c.status || !strings.Contains(got.text, c.text) || c.never != "" && strings.Contains(got.text, c.never) {
			t.Errorf("%s: %d %s, want %d with %s", c.name, got.StatusCode, got.text, c.status, c.text)
		}
	}
	if n := w.Count("select count(*) from app.audit where org_id = $1 and command = 'updateMeaning' and canonical like '%Drafts are never sent%'", w.Orgs[""]); n != 1 {
		t.Errorf("%d entries of the record say what was agreed to", n)
	}
	if n := w.Count("select count(*) from app.audit where canonical like '%k-7f3a91%'"); n != 0 {
		t.Error("the key is in the record")
	}
}
