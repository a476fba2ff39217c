package alignment

import (
	"reflect"
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

// Whatever a picture has, its ordered copy has: a field that is forgotten there counts for nothing.
func TestAnOrderedPictureIsWhole(t *testing.T) {
	t.Parallel()
	p := Picture{
		System: "fenmarsh", Vectors: map[string][]float32{"k": {1}}, Goals: []Goal{{ID: "G1"}}, Initiatives: []Initiative{{ID: "I1", Goals: []string{"G1"}}}, Organisations: []Organisation{{ID: "A", Shared: true, SharesDecisions: true}},
		Judgements: []Judgement{{Objective: "A-1", Target: "G1"}}, Statement: &Statement{Model: "m"}, Capabilities: []ontology.Capability{{Code: "own"}},
	}
	for i, v := 0, reflect.ValueOf(p); i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Fatalf("the test leaves %s out", v.Type().Field(i).Name)
		}
	}
	if diff := cmp.Diff(p, ordered(p)); diff != "" {
		t.Errorf("the ordered copy (-want +got):\n%s", diff)
	}
}
