package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/worldtest"
	"github.com/throughline-ics/throughline/tenants"
)

func TestSearchIsAskedInWordsAndAnsweredInParts(t *testing.T) {
	t.Parallel()
	w := worldtest.New(t)
	server := serve(t, w)
	cdo := w.SignIn(tenants.CDO, "A")
	got := (ask{as: cdo, path: "/api/v1/organisations/{org:A}/search?q=rostring"}).of(t, w, server)
	var said gen.SearchResults
	if err := json.Unmarshal([]byte(got.text), &said); err != nil || got.StatusCode != http.StatusOK || said.Total != 1 {
		t.Fatalf("%d %s", got.StatusCode, got.text)
	}
	if diff := said.Results[0].Title; len(diff) != 3 || diff[1] != (gen.Segment{Text: "rostering", Marked: true}) || diff[0].Text != "Electronic " {
		t.Errorf("the title is %+v", diff)
	}
	if said.Instead[0].Used != "rostering" || !said.Results[0].Own {
		t.Errorf("said %+v", said)
	}
	got = (ask{as: cdo, path: "/api/v1/organisations/{org:A}/search?q=epr"}).of(t, w, server)
	got.into(t, &said)
	if !slices.Contains(said.Also, "electronic patient record") {
		t.Errorf("also looks for %q", said.Also)
	}
	for query, field := range map[string]string{
		"q=r": "q", "q=": "q", "": "q", "q=" + strings.Repeat("x", 201): "q", "q=record&kind=nothing": "kind", "q=record&owner=x": "owner", "q=record&stage=gone": "stage",
	} {
		got := (ask{as: cdo, path: "/api/v1/organisations/{org:A}/search?" + query}).of(t, w, server)
		if got.StatusCode < 400 || got.StatusCode >= 500 || !strings.Contains(got.text, field) {
			t.Errorf("%s: %d %s", query, got.StatusCode, got.text)
		}
	}
	admin := w.SignIn(tenants.Administrator, "A")
	if got := (ask{as: admin, path: "/api/v1/organisations/{org:A}/search?q=record"}).of(t, w, server); got.StatusCode != http.StatusForbidden {
		t.Errorf("an administrator reads strategies: %d", got.StatusCode)
	}
}
