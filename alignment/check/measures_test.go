package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// What several measures lack is said of all of them, and what one lacks of it alone.
func TestMeasuresThatLackAFigureAreNamed(t *testing.T) {
	t.Parallel()
	measure := func(name string) strategy.Measure {
		return strategy.Measure{Name: name, Baseline: "TBC", Target: "soon"}
	}
	for _, c := range []struct {
		measures         []strategy.Measure
		baseline, target string
	}{
		{
			[]strategy.Measure{measure("Uptake")},
			"'Uptake' has no figure for where it stands now.", "'Uptake' has no figure to reach.",
		},
		{
			[]strategy.Measure{measure("Uptake"), measure("Visits")},
			"'Uptake' and one more measure have no figure for where they stand now.", "'Uptake' and one more measure have no figure to reach.",
		},
		{
			[]strategy.Measure{measure("Uptake"), measure("Visits"), measure("Beds")},
			"'Uptake' and two more measures have no figure for where they stand now.", "'Uptake' and two more measures have no figure to reach.",
		},
	} {
		s := sound()
		s.item("O1").Body.Measures = c.measures
		said := map[string]string{}
		for _, f := range Check(s) {
			said[f.Rule] = f.Why
		}
		if diff := cmp.Diff(map[string]string{"no-baseline": c.baseline, "no-target": c.target}, said); diff != "" {
			t.Error(diff)
		}
	}
}
