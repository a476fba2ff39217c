package oidc

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Half a list must not pass for a whole one: what is longer than any provider sends is as absent.
func TestALongListOfGroupsIsAbsent(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.connection.Claims = []string{"groups"}
	for n, want := range map[int]bool{mostValues: true, mostValues + 1: false} {
		got := s.mustPass(t, func(f *forged) { f.claims["groups"] = slices.Repeat([]string{"g"}, n) })
		if _, there := got.Claims["groups"]; there != want {
			t.Errorf("%d groups: there %v", n, there)
		}
	}
}

// A claim that the token says is kept elsewhere is absent, whatever stands in its place: what Entra sends for whoever is
// in too many groups.
func TestClaimsThatAreNotAllThereAreAbsent(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		claims map[string]any
		want   map[string][]string
	}{
		"kept elsewhere": {map[string]any{
			"_claim_names":   map[string]string{"groups": "src1"},
			"_claim_sources": map[string]any{"src1": map[string]string{"endpoint": "https://graph.windows.net/x"}},
		}, map[string][]string{}},
		"kept elsewhere and here": {map[string]any{
			"groups": []string{"g"}, "roles": "r", "_claim_names": map[string]string{"groups": "src1"},
			"_claim_sources": map[string]any{"src1": map[string]string{"endpoint": "https://graph.windows.net/x"}},
		}, map[string][]string{"roles": {"r"}}},
		"an empty list":      {map[string]any{"groups": []string{}}, map[string][]string{"groups": {}}},
		"null":               {map[string]any{"groups": nil}, map[string][]string{}},
		"of other kinds":     {map[string]any{"groups": []any{"g", 1}, "roles": true}, map[string][]string{}},
		"with NUL":           {map[string]any{"groups": []string{"g", "\x00"}, "roles": "\x00"}, map[string][]string{}},
		"nobody asked about": {map[string]any{"wids": []string{"g"}}, map[string][]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			s.connection.Claims = []string{"groups", "roles"}
			got := s.mustPass(t, func(f *forged) { maps.Copy(f.claims, tt.claims) })
			if diff := cmp.Diff(tt.want, got.Claims); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whoever tests a connection is told how they signed in; the error itself, which is logged, does not say it.
func TestAWeakSignInIsSaidToTheTesterAlone(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	s.connection.RequiredAMR = []string{"mfa"}
	_, err := s.try(t, func(f *forged) { f.claims["acr"], f.claims["amr"] = "low\x00", []string{canary} })
	wantRefused(t, err, checkAMR)
	got, ok := Said(err)
	if diff := cmp.Diff(Strength{ACR: "low", AMR: []string{canary}}, got); !ok || diff != "" {
		t.Error(ok, diff)
	}
	_, err = s.try(t, func(f *forged) { delete(f.claims, "nonce") })
	if _, ok := Said(err); ok {
		t.Error("another refusal says how somebody signed in")
	}
}

// Every check says what its administrator should look at, but for those that are the browser's doing, or that only a
// logout token has.
func TestEveryCheckAdvises(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("refusal.go")
	if err != nil {
		t.Fatal(err)
	}
	silent := []check{checkState, checkConnection, checkFlowExpired, checkTokenID, checkLogoutEvent}
	found := regexp.MustCompile(`(?m)^\tcheck\w+\s+check = "(\w+)"`).FindAllStringSubmatch(string(text), -1)
	if len(found) < 30 {
		t.Fatalf("%d checks", len(found))
	}
	for _, f := range found {
		c := check(f[1])
		if advice := Advice(refuse(c, nil)); (advice == "") != slices.Contains(silent, c) {
			t.Errorf("%s advises %q", c, advice)
		}
	}
}
