package api_test

import (
	"testing"

	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

func TestOneOfSeveralDecisionsIsUndone(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo, viewer := w.SignIn(tenants.CDO, "B"), w.SignIn(tenants.Viewer, "B")
	of := "/api/v1/organisations/{org:B}"
	var done struct {
		Count    int
		Decision string
		Links    []struct{ Decision string }
	}
	ask{as: cdo, method: "POST", path: of + "/links/decisions/together", headers: keyed("together-1"), body: `{"band":"likely"}`}.of(t, w, server).into(t, &done)
	if done.Count < 3 {
		t.Fatalf("%d were confirmed", done.Count)
	}
	undo := func(n int) string { return of + "/links/decisions/" + done.Links[n].Decision + "/undo" }
	left := done.Count
	for _, c := range []struct {
		name   string
		ask    ask
		status int
		count  int
	}{
		{"who may not decide", ask{as: viewer, method: "POST", path: undo(0) + "?alone=true", headers: keyed("undo-00001")}, 403, 0},
		{"no answer to whether alone", ask{as: cdo, method: "POST", path: undo(0) + "?alone=perhaps", headers: keyed("undo-00002")}, 400, 0},
		{"one alone", ask{as: cdo, method: "POST", path: undo(0) + "?alone=true", headers: keyed("undo-00003")}, 201, 1},
		{"the same again", ask{as: cdo, method: "POST", path: undo(0) + "?alone=true", headers: keyed("undo-00004")}, 409, 0},
		{"the rest of them", ask{as: cdo, method: "POST", path: undo(1), headers: keyed("undo-00005")}, 201, left - 1},
		{"one after the rest", ask{as: cdo, method: "POST", path: undo(1) + "?alone=true", headers: keyed("undo-00006")}, 409, 0},
	} {
		var undone struct{ Count int }
		got := c.ask.of(t, w, server)
		if got.StatusCode == 201 {
			got.into(t, &undone)
		}
		if got.StatusCode != c.status || undone.Count != c.count {
			t.Errorf("%s: %d with %d, want %d with %d: %s", c.name, got.StatusCode, undone.Count, c.status, c.count, got.text)
		}
	}
	var inbox struct {
		Objectives []struct{ Links []struct{ Undo *struct{} } }
	}
	ask{as: viewer, path: of + "/inbox"}.of(t, w, server).into(t, &inbox)
	for _, o := range inbox.Objectives {
		for _, l := range o.Links {
			if l.Undo != nil {
				t.Errorf("there is something to undo: %+v", o)
			}
		}
	}
}
