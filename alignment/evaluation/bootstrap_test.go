package evaluation

import (
	"math"
	"slices"
	"testing"
)

func TestBootstrap(t *testing.T) {
	t.Parallel()
	alike := slices.Repeat([]tally{{precision: 0.5, found: 2, expected: 2, right: 1}}, 50)
	if m, f := bootstrap(alike, 0.5, 0.5); m != (Interval{0.5, 0.5, 0.5}) || f != (Interval{0.5, 0.5, 0.5}) {
		t.Errorf("objectives that are all alike cannot be drawn otherwise: %+v, %+v", m, f)
	}
	// A hundred objectives with average precision 0 or 1 in halves: the mean of 100 draws has a standard error of 0.05.
	halves := slices.Repeat([]tally{{precision: 1, found: 1, expected: 1, right: 1}, {expected: 1}}, 50)
	m, f := bootstrap(halves, 0.5, 2.0/3)
	if math.Abs(m.Low-0.402) > 0.03 || math.Abs(m.High-0.598) > 0.03 {
		t.Errorf("the interval of MAP is %+v, about 0.40 to 0.60 by the normal approximation", m)
	}
	if f.Low >= f.Value || f.High <= f.Value || f.High-f.Low > 0.25 {
		t.Errorf("the interval of F1 is %+v", f)
	}
	if m, f := bootstrap(nil, 0, 1); m != (Interval{}) || f != (Interval{1, 1, 1}) {
		t.Errorf("of nothing: %+v, %+v", m, f)
	}
}
