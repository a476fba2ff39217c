package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

// An organisation that has administrators is closed to operators under whatever code a document names it: a document may
// find it by its ODS code and give it another.
func TestAnAdministeredOrganisationIsClosedByWhateverCode(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"alder", "elder"} {
		for what, rest := range map[string]string{
			"connections": `"connections":[{"organisation":%[1]q,"name":"Back door","issuer":"https://evil.example","client_id":"tl","live":true,` +
				`"second_factor":true,"ceiling":["cdo"],"rules":[{"claim":"groups","value":"x","role":"cdo"}]}]`,
			"administrators": `"administrators":[{"organisation":%[1]q,"connection":{"organisation":%[1]q,"name":"Test"},"subject":"operator of platform"}]`,
		} {
			t.Run(code+" "+what, func(t *testing.T) {
				t.Parallel()
				w := worldtest.New(t)
				w.AddPlatform()
				server := serve(t, w)
				w.SignIn(tenants.Administrator, "A")
				operator := w.SignIn(tenants.Operator, worldtest.Platform)
				if _, err := w.Owner.Exec(t.Context(), "update app.organisation set code = 'alder', ods_code = 'RXA' where id = $1", w.Orgs["A"]); err != nil {
					t.Fatal(err)
				}
				before := w.Count("select count(*) from app.assignment where org_id = $1", w.Orgs["A"]) + w.Count("select count(*) from app.connection where org_id = $1", w.Orgs["A"])
				got := ask{
					as: operator, method: http.MethodPost, path: platformPath + "onboarding", headers: keyed("closed-01"),
					body: fmt.Sprintf(`{"organisations":[{"code":%[1]q,"kind":"trust","sector":"acute","ods":"RXA","name":"Alder Hospitals NHS Trust"}],`+rest+`}`, code),
				}.of(t, w, server)
				if got.StatusCode != http.StatusUnprocessableEntity {
					t.Errorf("an operator puts %s into it: %d %s", what, got.StatusCode, got.text)
				}
				after := w.Count("select count(*) from app.assignment where org_id = $1", w.Orgs["A"]) + w.Count("select count(*) from app.connection where org_id = $1", w.Orgs["A"])
				if after != before {
					t.Errorf("it has %d more", after-before)
				}
				if read := (ask{as: operator, path: "/api/v1/organisations/{org:A}/people"}).of(t, w, server); read.StatusCode != http.StatusNotFound {
					t.Errorf("the operator acts as it: %d", read.StatusCode)
				}
			})
		}
	}
}
