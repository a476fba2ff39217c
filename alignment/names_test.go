package alignment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
)

func TestSameNamesAreAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	lists := alignment.SameNames()
	for _, names := range lists {
		if len(names) == 0 {
			t.Error("a list without names")
		}
		for _, name := range names {
			if name == "" || name == "-" || name != strings.TrimSpace(name) || strings.ContainsAny(name, "~|#") {
				t.Errorf("%q is not a name", name)
			}
		}
	}
	if !slices.ContainsFunc(lists, func(names []string) bool {
		return slices.Contains(names, "EPR") && slices.Contains(names, "electronic patient record")
	}) {
		t.Error("EPR is not known")
	}
}
