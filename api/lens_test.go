package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

func TestAStrategyIsReadAsPeopleInARole(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo, lead := w.SignIn(tenants.CDO, "A"), w.SignIn(tenants.SystemLead, "")
	var of string
	if err := w.Owner.QueryRow(t.Context(), `select id from app.strategy where org_id = $1`, w.Orgs["A"]).Scan(&of); err != nil {
		t.Fatal(err)
	}
	own, theirs := "/api/v1/organisations/{org:A}/strategies/"+of+"/lens", "/api/v1/organisations/{org:}/published/organisations/{org:A}/lens"
	for name, c := range map[string]struct {
		ask    ask
		status int
		want   []string
		not    string
	}{
		"no role": {ask{as: cdo, path: own}, http.StatusOK, []string{`"role":"community nurse"`}, `"lens"`},
		"the draft": {ask{as: cdo, path: own + "?role=ward+nurse"}, http.StatusOK, []string{
			`"role":"ward nurse"`, `"strength":"named"`, `"words":"Ward clinicians"`, `"field_label":"Description"`, `"code":"A-1"`, `"strength":"wider"`, `"code":"A-3"`,
		}, `"edition":1,"lens"`},
		"a published one":  {ask{as: lead, path: theirs + "?role=ward+nurse"}, http.StatusOK, []string{`"edition":1`, `"words":"Ward clinicians"`}, ""},
		"a role of nobody": {ask{as: cdo, path: own + "?role=lighthouse+keeper"}, http.StatusOK, []string{`"role":"lighthouse keeper"`, `"changes":[]`, `"words":["lighthouse keeper"]`}, ""},
		"too long a role":  {ask{as: cdo, path: own + "?role=" + strings.Repeat("x", 301)}, http.StatusUnprocessableEntity, nil, ""},
		"a system's draft": {ask{as: lead, path: strings.Replace(own, "{org:A}", "{org:}", 1)}, http.StatusNotFound, nil, `"lens"`},
	} {
		got := c.ask.of(t, w, server)
		if got.StatusCode != c.status {
			t.Errorf("%s: %d %s", name, got.StatusCode, got.text)
		}
		for _, want := range c.want {
			if !strings.Contains(got.text, want) {
				t.Errorf("%s: no %s in %s", name, want, got.text)
			}
		}
		if c.not != "" && strings.Contains(got.text, c.not) {
			t.Errorf("%s: %s", name, got.text)
		}
	}
}
