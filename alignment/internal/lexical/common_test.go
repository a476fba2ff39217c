package lexical

import (
	"slices"
	"testing"
)

func TestATermIsCommonFromThreeOrganisationsOn(t *testing.T) {
	t.Parallel()
	// Term 0 is used by three organisations, term 1 by two of them three times, term 2 by nobody.
	objectives := counted([]int32{0, 1}, []int32{0, 1}, []int32{1}, []int32{0})
	owners := []int{5, 0, 5, 2}
	if got := usageOf(objectives, owners, 3).common; !slices.Equal(got, []bool{true, false, false}) {
		t.Errorf("common are %v", got)
	}
	if got := usageOf(objectives, []int{4, 4, 4, 4}, 3).common; !slices.Equal(got, []bool{true, true, true}) {
		t.Errorf("of one organisation's own %v", got)
	}
	// A term that is not common counts as though one objective used it, however many do and whether any does.
	got := weigh(usageOf(objectives, owners, 3), counted([]int32{0, 1, 2}))
	if got[1] != got[2] || got[0] == got[1] {
		t.Errorf("weights %v", got)
	}
}
