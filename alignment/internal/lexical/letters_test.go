package lexical

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// spelledOut says what is wrong with how some words are spelled, without any haste: every text of a part has one number.
func spelledOut(words []string, parts spelled) string {
	numbers, texts := map[string]int32{}, map[int32]string{}
	for w, word := range words {
		list := slices.Collect(parts.of(int32(w)))
		want := partsOf(word)
		if len(list) != len(want) {
			return fmt.Sprintf("%q has %d parts and not %d", word, len(list), len(want))
		}
		for i, part := range list {
			number, met := numbers[want[i]]
			text, given := texts[part]
			if met != given || met && (number != part || text != want[i]) {
				return fmt.Sprintf("%q has the number %d; %q and %d were met", want[i], part, text, number)
			}
			numbers[want[i]], texts[part] = part, want[i]
		}
	}
	if parts.parts() != len(numbers) {
		return fmt.Sprintf("%d parts are said to be %d", len(numbers), parts.parts())
	}
	return ""
}

func TestPartsAreAllRunsOfThreeToFiveLetters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("abé語")), 0, 12, -1).Draw(t, "word")
		edged := []rune("_" + word + "_")
		var want []string
		for size := shortestPart; size <= longestPart; size++ {
			for i := 0; i+size <= len(edged); i++ {
				want = append(want, string(edged[i:i+size]))
			}
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(partsOf(word)))); diff != "" {
			t.Fatalf("parts (-want +got):\n%s", diff)
		}
	})
}

func TestPartsAreNumberedByTheirText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("abcdéß語9")), 1, 12, -1), 1, 300).Draw(t, "words")
		if wrong := spelledOut(words, spell(nil, words, new(scratch))); wrong != "" {
			t.Fatal(wrong)
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
	if wrong := spelledOut(words, spell(nil, words, new(scratch))); wrong != "" {
		t.Error(wrong)
	}
}

func TestPartsThatAreKnownAreNumberedFirst(t *testing.T) {
	t.Parallel()
	words := []string{"wards", "café"}
	b := Background{Parts: map[string]int32{}}
	for _, part := range partsOf(words[0]) {
		b.Parts[part] = 3
	}
	for _, part := range partsOf(words[1]) {
		b.Parts[part] = 4
	}
	known := b.parts()
	parts := spell(known, append([]string{"words"}, words...), new(scratch))
	for w, word := range words {
		texts := partsOf(word)
		for i, part := range slices.Collect(parts.of(int32(w + 1))) {
			if known[part] != texts[i] {
				t.Errorf("%q has the number of %q", texts[i], known[part])
			}
		}
	}
}

func TestARowOfAWordIsWhatAllRowsHave(t *testing.T) {
	t.Parallel()
	f := against(documents("records for every ward", "a network of labs", "wards share records"), nil, documents("shared records", "networks"), 1)
	all := f.letters.all(new(scratch), 2)
	for word := range f.vocab.parts.terms {
		for range 2 { // worked out, then remembered
			for j, got := range f.letters.row(int32(word)) {
				if want := all[word*f.size+j]; math.Abs(got-want) > 1e-12 {
					t.Errorf("%q fits target %d by %v, and among all words by %v", f.vocab.parts.terms[word], j, got, want)
				}
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
				for part := range c.spelling.of(word.term) {
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
