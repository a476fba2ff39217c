package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

const brontide = `{"code":"brontide","name":"the Brontide programme","theme":"record","phrases":[" brontide ","view of ~ fen"],"short":["BTP"],
"frames":["joint"],"wgll":[2],"common":{"value":0.9,"because":"all need it"},"standardised":{"value":0.5,"because":"one serves all"},"interoperable":{"value":0.25,"because":"it stays"}}`

func TestTheLifeOfACapability(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	of, a := "/api/v1/organisations/{org:}/capabilities", "/api/v1/organisations/{org:A}/capabilities"
	lead, viewer, partner := w.SignIn(tenants.SystemLead, ""), w.SignIn(tenants.Viewer, "A"), w.SignIn(tenants.PartnerViewer, "P")
	made := ask{as: lead, method: "POST", path: of, headers: keyed("new-00001"), body: brontide}.of(t, w, server)
	var one struct {
		ID      string
		Phrases []string
		Version int
	}
	made.into(t, &one)
	if made.StatusCode != 201 || one.Version != 1 || one.Phrases[0] != "brontide" || made.Header.Get("ETag") != `"1"` {
		t.Fatalf("%d %s", made.StatusCode, made.text)
	}
	with := func(from, to string) string { return strings.Replace(brontide, from, to, 1) }
	for _, c := range []struct {
		name   string
		ask    ask
		status int
		fields string
		text   string
	}{
		{"a member finds it", ask{as: viewer, path: a + "?words=btp"}, 200, "", `"code":"brontide"`},
		{"and those of the program", ask{as: viewer, path: a + "?words=virtual%20wards"}, 200, "", `"id":null`},
		{"a partner reads none", ask{as: partner, path: "/api/v1/organisations/{org:P}/capabilities"}, 403, "", ""},
		{"a member adds none", ask{as: viewer, method: "POST", path: a, headers: keyed("new-00002"), body: brontide}, 403, "", ""},
		{"the code twice", ask{as: lead, method: "POST", path: of, headers: keyed("new-00003"), body: brontide}, 409, "code", ""},
		{"another code", ask{as: lead, method: "POST", path: of, headers: keyed("new-00004"), body: with(`"code":"brontide"`, `"code":"other"`)}, 201, "", ""},
		{"all that is wrong", ask{
			as: lead, method: "POST", path: of, headers: keyed("new-00005"),
			body: `{"code":"Bad","name":"x","theme":"lights","phrases":["~"],"common":{"value":1.5,"because":"x"},"standardised":{"value":0,"because":""},"interoperable":{"value":0,"because":"x"}}`,
		}, 422, "code theme phrases common standardised.because", "There is no theme"},
		{"a field that is none", ask{as: lead, method: "POST", path: of, headers: keyed("new-00006"), body: with(`"name"`, `"colour":"red","name"`)}, 422, "colour", ""},
		{"no version", ask{as: lead, method: "PATCH", path: of + "/" + one.ID, body: `{"name":"Brontide"}`}, 428, "", ""},
		{"a change", ask{as: lead, method: "PATCH", path: of + "/" + one.ID, headers: matching(`"1"`), body: `{"name":"Brontide"}`}, 200, "", `"version":2`},
		{"a change from before", ask{as: lead, method: "PATCH", path: of + "/" + one.ID, headers: matching(`"1"`), body: `{"name":"Brontide"}`}, 412, "", ""},
		{"a relation that is none", ask{as: lead, method: "PATCH", path: of + "/" + one.ID, headers: matching(`"2"`), body: `{"related":["nothing"]}`}, 422, "related", ""},
		{"removed", ask{as: lead, method: "DELETE", path: of + "/" + one.ID, headers: matching(`"2"`)}, 204, "", ""},
		{"gone", ask{as: lead, method: "DELETE", path: of + "/" + one.ID, headers: matching(`"2"`)}, 404, "", ""},
	} {
		got := c.ask.of(t, w, server)
		var p struct{ Fields []struct{ Name string } }
		_ = json.Unmarshal([]byte(got.text), &p)
		var names []string
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
		if got.StatusCode != c.status || strings.Join(names, " ") != c.fields || !strings.Contains(got.text, c.text) {
			t.Errorf("%s: %d %.600s, want %d with fields %q and %q", c.name, got.StatusCode, got.text, c.status, c.fields, c.text)
		}
	}
	for _, command := range []string{"createCapability", "updateCapability", "removeCapability"} {
		if n := w.Count("select count(*) from app.audit where org_id = $1 and command = $2", w.System, command); n == 0 {
			t.Errorf("%s has no entry in the record", command)
		}
	}
}

func TestCapabilitiesAreReadByName(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	path := "/api/v1/organisations/{org:}/capabilities"
	made := ask{
		as: w.SignIn(tenants.SystemLead, ""), method: "POST", path: path, headers: keyed("new-00001"),
		body: strings.Replace(brontide, `"code":"brontide"`, `"code":"zz-comes-last-by-its-code"`, 1),
	}.of(t, w, server)
	if made.StatusCode != 201 {
		t.Fatalf("%d %s", made.StatusCode, made.text)
	}
	var list struct{ Capabilities []struct{ Name string } }
	ask{as: w.SignIn(tenants.Viewer, "A"), path: "/api/v1/organisations/{org:A}/capabilities"}.of(t, w, server).into(t, &list)
	var names []string
	for _, c := range list.Capabilities {
		names = append(names, strings.ToLower(c.Name))
	}
	if len(names) < 80 || !slices.IsSorted(names) {
		t.Errorf("%d capabilities: %q", len(names), names)
	}
}
