package alignment

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

func TestIDsGoAsPeopleCount(t *testing.T) {
	t.Parallel()
	got := []string{"AC-10", "B2", "AC-2", "G9", "AC-02", "G10", "AC", "", "b1", "AC-2a"}
	slices.SortFunc(got, compareIDs)
	if diff := cmp.Diff([]string{"", "AC", "AC-02", "AC-2", "AC-2a", "AC-10", "B2", "G9", "G10", "b1"}, got); diff != "" {
		t.Errorf("ids in order (-want +got):\n%s", diff)
	}
}

func TestIDsHaveOneOrder(t *testing.T) {
	t.Parallel()
	id := rapid.StringMatching(`[A-C]?-?[0-9]{0,3}[a-b]?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := id.Draw(t, "a"), id.Draw(t, "b"), id.Draw(t, "c")
		if compareIDs(a, b) != -compareIDs(b, a) || (compareIDs(a, b) == 0) != (a == b) {
			t.Fatalf("%q and %q have no one order", a, b)
		}
		if compareIDs(a, b) < 0 && compareIDs(b, c) < 0 && compareIDs(a, c) >= 0 {
			t.Fatalf("%q, %q, %q go in a circle", a, b, c)
		}
	})
}

func TestCapabilitiesOfASystemAreInTheHash(t *testing.T) {
	t.Parallel()
	a, b := ontology.Capability{Code: "a", Name: "one"}, ontology.Capability{Code: "b", Name: "two"}
	hash := func(list ...ontology.Capability) string { return fingerprint(ordered(Picture{Capabilities: list})) }
	if hash(a, b) != hash(b, a) {
		t.Error("the order in which capabilities come changes the hash")
	}
	c := b
	c.Phrases = []string{"another"}
	if hash(a, b) == hash(a, c) || hash(a) == hash() {
		t.Error("what a system's capabilities say does not change the hash")
	}
}
