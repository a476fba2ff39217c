package lexical

import (
	order "cmp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestClosestFindsWhatLookingAtAllDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		objectives := documents(drawTexts(t, "objectives", 1, 40)...)
		f := against(objectives, nil, documents(drawTexts(t, "targets", 1, 4)...), 1)
		var rows []int
		for row := range objectives {
			if rapid.Bool().Draw(t, "in") {
				rows = append(rows, row)
			}
		}
		least := rapid.SampledFrom([]float64{0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 1 - slack}).Draw(t, "least")
		if len(rows) > 1 && rapid.Bool().Draw(t, "exactly") { // a pair that stands on the line
			a, b := rapid.SampledFrom(rows).Draw(t, "a"), rapid.SampledFrom(rows).Draw(t, "b")
			if words := f.wordRows.of(a).vector(nil).dot(f.wordRows.of(b).vector(nil)); words > 0.01 {
				least = words
			}
		}
		var want []Close
		for i, a := range rows {
			for _, b := range rows[i+1:] {
				if words := f.wordRows.of(a).vector(nil).dot(f.wordRows.of(b).vector(nil)); words >= least {
					want = append(want, Close{a, b, words})
				}
			}
		}
		for _, threads := range []int{1, 3} {
			if diff := cmp.Diff(want, slices.Clip(f.Closest(rows, least, threads))); diff != "" {
				t.Fatalf("closest at %v with %d threads (-looking at all +closest):\n%s", least, threads, diff)
			}
		}
	})
}

func TestStrongestAreTheFirstWhenSorted(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := vector{}
		for _, w := range rapid.SliceOfN(rapid.IntRange(1, 5), 0, 30).Draw(t, "weights") {
			v = append(v, entry{int32(len(v)), float64(w)})
		}
		k := rapid.IntRange(1, 8).Draw(t, "k")
		want := slices.Clone(v)
		slices.SortFunc(want, func(a, b entry) int { return order.Or(order.Compare(b.w, a.w), order.Compare(a.term, b.term)) })
		if diff := cmp.Diff(want[:min(k, len(want))], strongest(v, k), cmp.AllowUnexported(entry{})); diff != "" {
			t.Fatalf("strongest %d (-sorted +got):\n%s", k, diff)
		}
	})
}
