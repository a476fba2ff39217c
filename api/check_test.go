package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

type checkFinding struct {
	Rule struct{ ID, Why, Source string }
	Item string
	Hash string
	// About are the items it is about.
	About     []struct{ ID, Code string }
	Dismissed *struct {
		ID, Reason, By, At string
		Version            int
	}
	Lapsed *struct{ Reason string }
}

func findingsOf(t *testing.T, a answer) []checkFinding {
	t.Helper()
	var c struct{ Findings []checkFinding }
	a.into(t, &c)
	return c.Findings
}

func TestTheLifeOfADismissal(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo, viewer, lead := w.SignIn(tenants.CDO, "A"), w.SignIn(tenants.Viewer, "A"), w.SignIn(tenants.SystemLead, "")
	administrator, other := w.SignIn(tenants.Administrator, "A"), w.SignIn(tenants.CDO, "B")
	first, _ := firstObjective(t, w, server, cdo)
	rest := "/strategies/" + first.Strategy + "/check"
	of := "/api/v1/organisations/{org:A}" + rest
	all := ask{as: viewer, path: of}.of(t, w, server)
	findings := findingsOf(t, all)
	i := slices.IndexFunc(findings, func(f checkFinding) bool { return f.Rule.ID == "no-measure" && f.About[0].Code == "A-3" })
	if all.StatusCode != 200 || i < 0 {
		t.Fatalf("%d %s", all.StatusCode, all.text)
	}
	one := findings[i]
	if one.Rule.Why == "" || one.Rule.Source == "" || one.Item != one.About[0].ID {
		t.Errorf("what is said of it: %+v", one)
	}
	dismissals, body := of+"/dismissals", `{"finding":"`+one.Hash+`","reason":"It is measured in the roster programme."}`
	for _, c := range []struct {
		name   string
		ask    ask
		status int
		fields string
	}{
		{"of one item", ask{as: cdo, path: of + "?item=" + one.Item}, 200, ""},
		{"an item that is nowhere", ask{as: cdo, path: of + "?item=" + w.System.String()}, 404, ""},
		{"an administrator reads none", ask{as: administrator, path: of}, 403, ""},
		{"another trust reads none", ask{as: other, path: of}, 404, ""},
		{"nor by way of itself", ask{as: other, path: "/api/v1/organisations/{org:B}" + rest}, 404, ""},
		{"nor the system", ask{as: lead, path: of}, 404, ""},
		{"nor by way of itself", ask{as: lead, path: "/api/v1/organisations/{system}" + rest}, 404, ""},
		{"a viewer dismisses none", ask{as: viewer, method: "POST", path: dismissals, headers: keyed("new-00001"), body: body}, 403, ""},
		{"no key", ask{as: cdo, method: "POST", path: dismissals, body: body}, 400, "Idempotency-Key"},
		{"no reason", ask{as: cdo, method: "POST", path: dismissals, headers: keyed("new-00002"), body: `{"finding":"` + one.Hash + `","reason":"  a "}`}, 422, "reason"},
		{"a finding that is none", ask{as: cdo, method: "POST", path: dismissals, headers: keyed("new-00003"), body: `{"finding":"00","reason":"because"}`}, 412, ""},
		{"another's finding", ask{as: other, method: "POST", path: dismissals, headers: keyed("new-00004"), body: body}, 404, ""},
		{"by way of itself", ask{as: other, method: "POST", path: "/api/v1/organisations/{org:B}" + rest + "/dismissals", headers: keyed("new-00005"), body: body}, 404, ""},
		{"dismissed", ask{as: cdo, method: "POST", path: dismissals, headers: keyed("new-00006"), body: body}, 201, ""},
		{"asked for again", ask{as: cdo, method: "POST", path: dismissals, headers: keyed("new-00006"), body: body}, 201, ""},
		{"twice", ask{as: cdo, method: "POST", path: dismissals, headers: keyed("new-00007"), body: body}, 409, ""},
	} {
		got := c.ask.of(t, w, server)
		var p problem
		_ = json.Unmarshal([]byte(got.text), &p)
		var names []string
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
		if got.StatusCode != c.status || strings.Join(names, " ") != c.fields {
			t.Errorf("%s: %d %.300s, want %d with fields %q", c.name, got.StatusCode, got.text, c.status, c.fields)
		}
	}
	about := findingsOf(t, ask{as: cdo, path: of + "?item=" + one.Item}.of(t, w, server))
	i = slices.IndexFunc(about, func(f checkFinding) bool { return f.Hash == one.Hash })
	if i < 0 || about[i].Dismissed == nil || about[i].Dismissed.By != "Test Person" || about[i].Dismissed.Version != 1 {
		t.Fatalf("after it was dismissed: %+v", about)
	}
	path := dismissals + "/" + about[i].Dismissed.ID
	for _, c := range []struct {
		name   string
		ask    ask
		status int
	}{
		{"a viewer reopens none", ask{as: viewer, method: "DELETE", path: path, headers: matching(`"1"`)}, 403},
		{"another trust reopens none", ask{as: other, method: "DELETE", path: path, headers: matching(`"1"`)}, 404},
		{"no version", ask{as: cdo, method: "DELETE", path: path}, 428},
		{"another version", ask{as: cdo, method: "DELETE", path: path, headers: matching(`"4"`)}, 412},
		{"reopened", ask{as: cdo, method: "DELETE", path: path, headers: matching(`"1"`)}, 204},
		{"again", ask{as: cdo, method: "DELETE", path: path, headers: matching(`"2"`)}, 404},
	} {
		if got := c.ask.of(t, w, server); got.StatusCode != c.status {
			t.Errorf("%s: %d %.300s, want %d", c.name, got.StatusCode, got.text, c.status)
		}
	}
	for _, command := range []string{"dismissFinding", "reopenFinding"} {
		if n := w.Count("select count(*) from app.audit where org_id = $1 and command = $2", w.Orgs["A"], command); n != 1 {
			t.Errorf("%s has %d entries in the record", command, n)
		}
	}
}
