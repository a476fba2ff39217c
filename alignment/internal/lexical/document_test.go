package lexical

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

func TestATermHasOneIDHoweverItComes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := numbering{vocabulary: newVocabulary()}
		var met []string
		for _, number := range rapid.SliceOf(rapid.Int32Range(0, 9)).Draw(t, "numbers") {
			term := string('a' + number)
			var id int32
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				id = n.of(text.Unnumbered, term)
			case 1:
				id = n.id(term)
			default:
				id = n.of(number, term)
			}
			if !slices.Contains(met, term) {
				met = append(met, term)
			}
			if int(id) != slices.Index(met, term) {
				t.Fatalf("%s has the id %d; met were %v", term, id, met)
			}
		}
		if diff := cmp.Diff(met, n.terms); diff != "" {
			t.Fatalf("terms (-met +got):\n%s", diff)
		}
	})
}

func TestATallyAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var sums tally
		for range 2 { // the second time with what is left of the first
			want := map[int32]float64{}
			for _, term := range rapid.SliceOf(rapid.Int32Range(0, 300)).Draw(t, "terms") {
				n := rapid.SampledFrom([]float64{0.1, 0.25, 1, 1.0 / 3}).Draw(t, "n")
				sums.put(term, n)
				want[term] += n
			}
			got := sums.take(nil)
			if !slices.IsSortedFunc(got, func(a, b entry) int { return int(a.term - b.term) }) || len(got) != len(want) {
				t.Fatalf("%v for %v", got, want)
			}
			for _, c := range got {
				if want[c.term] != c.w {
					t.Fatalf("%v of term %d, want %v", c.w, c.term, want[c.term])
				}
			}
		}
	})
}
