package lexical

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// spelledOut is spell without any haste: every part by its text.
func spelledOut(words []string) [][]int32 {
	ids := map[string]int32{}
	all := make([][]int32, len(words))
	for w, word := range words {
		edged := []rune("_" + word + "_")
		for size := shortestPart; size <= longestPart; size++ {
			for i := 0; i+size <= len(edged); i++ {
				part := string(edged[i : i+size])
				if _, ok := ids[part]; !ok {
					ids[part] = int32(len(ids))
				}
				all[w] = append(all[w], ids[part])
			}
		}
	}
	return all
}

func TestPartsAreNumberedByTheirText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("abcdéß語9")), 1, 12, -1), 1, 300).Draw(t, "words")
		parts, n := spell(nil, words)
		want := spelledOut(words)
		if diff := cmp.Diff(want, parts); diff != "" {
			t.Fatalf("parts (-by text +got):\n%s", diff)
		}
		most := int32(0)
		for _, list := range want {
			for _, id := range list {
				most = max(most, id+1)
			}
		}
		if n != int(most) {
			t.Fatalf("%d parts are said to be %d", most, n)
		}
	})
}

func TestManyPartsAreNumbered(t *testing.T) {
	t.Parallel()
	var words []string
	for i := range 3000 {
		words = append(words, fmt.Sprint(i*7919))
	}
	words = append(words, words...)
	parts, _ := spell(nil, words)
	if diff := cmp.Diff(spelledOut(words), parts); diff != "" {
		t.Errorf("parts (-by text +got):\n%s", diff)
	}
}

func TestARowOfAWordIsWhatAllRowsHave(t *testing.T) {
	t.Parallel()
	f := against(documents("records for every ward", "a network of labs", "wards share records"), nil, documents("shared records", "networks"), 1)
	all := f.letters.all(2)
	for word := range f.vocab.parts.terms {
		for range 2 { // worked out, then remembered
			if diff := cmp.Diff(all[word*f.size:(word+1)*f.size], f.letters.row(int32(word))); diff != "" {
				t.Errorf("row of %q (-all +row):\n%s", f.vocab.parts.terms[word], diff)
			}
		}
	}
}

func TestRescoreGivesTheSameScores(t *testing.T) {
	t.Parallel()
	f := against(documents("records for every ward", "a network of labs", "wards share records", "ward records"), nil, documents("shared records", "networks"), 1)
	fresh := append([]float64{}, f.scores...)
	f.Rescore(1)
	if diff := cmp.Diff(fresh, f.scores); diff != "" {
		t.Errorf("scores again (-first +again):\n%s", diff)
	}
	f.Learn([]Lesson{{Row: 0, Target: 0, Confirmed: true}, {Row: 1, Target: 0}}, nil, 1)
	if cmp.Equal(fresh, f.scores) {
		t.Error("the lessons moved nothing")
	}
	f.Rescore(1)
	if diff := cmp.Diff(fresh, f.scores); diff != "" {
		t.Errorf("scores after lessons, worked out again (-first +again):\n%s", diff)
	}
}

func TestInformationLeavesOutOnlyWhatIsTooLittle(t *testing.T) {
	t.Parallel()
	all := make([]int32, 30)
	for n := 2; n <= len(all); n++ {
		c := company{objectives: make([]vector, n), usual: newUsual(n), meets: make([]int32, 2), index: make([][]int32, 2)}
		for inT := 1; inT <= n; inT++ {
			for inU := 1; inU <= inT; inU++ {
				c.index[0], c.index[1] = all[:inT], all[:inU]
				for together := 1; together <= inU; together++ {
					want := 0.0
					if together >= fewestMeets && together < n {
						met := float64(together)
						want = math.Log(met*float64(n)/(float64(inT)*float64(inU))) / -math.Log(met/float64(n))
					}
					c.meets[1] = int32(together)
					if got := c.information(0, 1); got != want && (got != 0 || want > leastPMI) {
						t.Fatalf("of %d objectives %d have one, %d the other, %d both: information is %v, want %v", n, inT, inU, together, got, want)
					}
				}
			}
		}
	}
}
