package lexical

import (
	"fmt"
	"math"
	"slices"
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
		parts, n := spell(nil, words, new(scratch))
		want := spelledOut(words)
		if diff := cmp.Diff(want, parts.lists()); diff != "" {
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
	parts, _ := spell(nil, words, new(scratch))
	if diff := cmp.Diff(spelledOut(words), parts.lists()); diff != "" {
		t.Errorf("parts (-by text +got):\n%s", diff)
	}
}

func TestARowOfAWordIsWhatAllRowsHave(t *testing.T) {
	t.Parallel()
	f := against(documents("records for every ward", "a network of labs", "wards share records"), nil, documents("shared records", "networks"), 1)
	all := f.letters.all(new(scratch), 2)
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
	for n := 2; n <= 30; n++ {
		c := company{objectives: make([]vector, n), usual: newUsual(n), meets: make([]int32, 2)}
		for inT := 1; inT <= n; inT++ {
			for inU := 1; inU <= inT; inU++ {
				c.with.start = []int32{0, int32(inT), int32(inT + inU)}
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

func (s spelled) lists() [][]int32 {
	all := make([][]int32, s.words())
	for w := range all {
		all[w] = s.of(int32(w))
	}
	return all
}

// Lengths are added up from words and from what they have in common; to go through all parts must give the same.
func TestARowIsAsLongAsItsParts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := append(drawTexts(t, "objectives", 1, 20), "banana bananas", "network networks networking", "")
		f := against(documents(texts...), documents(drawTexts(t, "others", 0, 3)...), documents(drawTexts(t, "targets", 1, 4)...), 1)
		var parts tally
		for row := range f.documents() {
			squares := 0.0
			for _, e := range f.spelling.vector(&parts, f.rows.parts.of(row)) {
				squares += e.w * e.w
			}
			if got, want := f.partLengths[row], math.Sqrt(squares); math.Abs(got-want) > 1e-12*want {
				t.Fatalf("%q is %v long, its parts %v", texts[min(row, len(texts)-1)], got, want)
			}
		}
	})
}

// Who uses a part is found by its words; to look at what everybody wrote must give the same.
func TestAPartIsOfThoseWhoUseItsWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := drawTexts(t, "objectives", 1, 30)
		owners := make([]int, len(texts))
		for i := range owners {
			owners[i] = rapid.IntRange(0, 4).Draw(t, "owner")
		}
		owners[0] = 9 // somebody else, so that there is more than one
		c := Count(Texts{Objectives: documents(texts...), Owners: owners, Targets: [][]Document{documents("notes")}}, nil)
		users, documentsWith := map[int32]map[int]bool{}, map[int32]map[int]bool{}
		for i := range texts {
			for _, word := range c.rows.parts.of(i).counts {
				for _, part := range c.spelling.of(word.term) {
					if users[part] == nil {
						users[part], documentsWith[part] = map[int]bool{}, map[int]bool{}
					}
					users[part][owners[i]], documentsWith[part][i] = true, true
				}
			}
		}
		for part := range c.used.parts.common {
			by, df := len(users[int32(part)]), len(documentsWith[int32(part)])
			common := by >= fewestUsers || !slices.ContainsFunc(owners, func(o int) bool { return o != owners[0] })
			if !common {
				df = 1
			}
			if c.used.parts.common[part] != common || int(c.used.parts.df[part]) != df {
				t.Fatalf("part %d of %d organisations is said to be common %v, in %d objectives", part, by, c.used.parts.common[part], c.used.parts.df[part])
			}
		}
	})
}
