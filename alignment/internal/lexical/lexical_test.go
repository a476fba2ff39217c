package lexical

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

func documents(texts ...string) []Document {
	a := text.NewAnalyser(text.Default())
	var list []Document
	for _, s := range texts {
		list = append(list, Document{{Reading: a.Read(s)}})
	}
	return list
}

func against(objectives, others, targets []Document, threads int) *Fit {
	return Count(Texts{Objectives: objectives, Others: others, Targets: [][]Document{targets}}, nil).Against(0, threads)
}

// vocabulary of generated texts: enough that words meet, few enough that they meet often.
var someWords = strings.Fields(`record viewer portal appointment letters ambient notes typing backup restore laptop tablet
	imaging archive dataset dashboard frailty ward sensor falls champion training loan library network login EPR MFA NHS App`)

func drawTexts(t *rapid.T, label string, least, most int) []string {
	one := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 0, 12).Draw(t, "words"), " ")
	})
	return rapid.SliceOfN(one, least, most).Draw(t, label)
}

// counted gives documents that have some terms once each.
func counted(documents ...[]int32) bags {
	b := bags{start: []int32{0}, amounts: newAmounts().list}
	for _, terms := range documents {
		for _, term := range terms {
			b.counts = append(b.counts, count{term: term})
		}
		b.start = append(b.start, int32(len(b.counts)))
	}
	return b
}

func TestWeights(t *testing.T) {
	t.Parallel()
	// Two objectives and one target; term 0 in all three, term 1 in one objective, term 2 nowhere.
	objectives := counted([]int32{0, 1}, []int32{0})
	targets := counted([]int32{0})
	want := []float64{
		math.Sqrt(math.Log(2) * math.Log(2)), // N/df = 1, G/dfG = 1
		math.Sqrt(math.Log(4) * math.Log(3)), // N/df = 3, G/max(dfG, 0.5) = 2
		0,
	}
	if diff := cmp.Diff(want, weigh(usageOf(objectives, nil, 3), targets)); diff != "" {
		t.Errorf("weights (-want +got):\n%s", diff)
	}
}

func TestBoilerplateSaysNothing(t *testing.T) {
	t.Parallel()
	objectives := make([][]int32, 30)
	for i := range objectives {
		objectives[i] = []int32{0, int32(1 + i)}
	}
	weights := weigh(usageOf(counted(objectives...), nil, 31), counted([]int32{0}))
	if weights[0] != 0 || weights[1] == 0 {
		t.Errorf("a term of every text weighs %v and a term of one %v", weights[0], weights[1])
	}
}

func TestTallyAddsUp(t *testing.T) {
	t.Parallel()
	var sum tally
	for range 2 { // it begins anew each time
		sum.put(2, 1)
		sum.put(1, 0.5)
		sum.put(2, 3)
		if diff := cmp.Diff(vector{{1, 0.5}, {2, 4}}, sum.take(nil), cmp.AllowUnexported(entry{})); diff != "" {
			t.Errorf("added up (-want +got):\n%s", diff)
		}
	}
}

func TestRowsMultiplyAsVectorsDo(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) vector {
			var v vector
			for term := range int32(8) {
				if w := rapid.Float64Range(0, 1).Draw(t, label); w > 0.5 {
					v = append(v, entry{term, w})
				}
			}
			return v.unit()
		}
		x, targets := draw("x"), []vector{draw("a"), draw("b"), draw("c")}
		sums := make([]float64, 3)
		rowsOf(targets, 8).multiply(x, sums)
		for j, g := range targets {
			if math.Abs(sums[j]-x.dot(g)) > 1e-12 {
				t.Fatalf("product %d is %v by rows and %v by vectors", j, sums[j], x.dot(g))
			}
		}
	})
}

func TestPartnersKeepCompany(t *testing.T) {
	t.Parallel()
	// Terms 0 and 1 stand together in three of six objectives and never apart.
	objectives := []vector{{{0, 1}, {1, 1}}, {{0, 1}, {1, 1}}, {{0, 1}, {1, 1}}, {{2, 1}}, {{2, 1}}, {{3, 1}, {4, 1}}}
	common := slices.Repeat([]bool{true}, 5)
	c := newCompany(objectives, rowsOf(objectives, 5), saidIn(objectives, common), newUsual(6))
	if diff := cmp.Diff(vector{{1, 1}}, c.partnersOf(0), cmp.AllowUnexported(entry{})); diff != "" {
		t.Errorf("partners of a word that always stands with another (-want +got):\n%s", diff)
	}
	for _, term := range []int32{2, 3} {
		if got := c.partnersOf(term); len(got) != 0 {
			t.Errorf("a word that stands alone, or with another only once, has partners %v", got)
		}
	}
}

func TestPartsOfWords(t *testing.T) {
	t.Parallel()
	parts := spell(nil, []string{"abc", "ab"}, new(scratch))
	abc, ab := slices.Collect(parts.of(0)), slices.Collect(parts.of(1))
	// _abc_: 3 of three, 2 of four, 1 of five letters; _ab_: 2 and 1, of which _ab is known.
	if len(abc) != 6 || len(ab) != 3 || parts.parts() != 8 {
		t.Errorf("abc has %d parts, ab %d, together %d different", len(abc), len(ab), parts.parts())
	}
}

func TestSharesAddUpToTheScore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		objectives, targets := documents(drawTexts(t, "objectives", 1, 80)...), documents(drawTexts(t, "targets", 1, 6)...)
		f := against(objectives, nil, targets, 2)
		for i := range objectives {
			for j := range targets {
				checkShares(t, f, i, j)
			}
		}
	})
}

// checkShares sees that the shares of a score add up to it, and their sizes to the gross.
func checkShares(t *rapid.T, f *Fit, row, target int) {
	sum, sizes := 0.0, 0.0
	shares, gross := f.Explain(nil, row, target, 0)
	for _, s := range shares {
		sum += s.Weight
		sizes += math.Abs(s.Weight)
	}
	if score := f.Score(row, target); math.Abs(sum-score) > 1e-9 || math.Abs(sizes-gross) > 1e-9 {
		t.Fatalf("shares of %d, %d add up to %v and %v, the score is %v and the gross %v", row, target, sum, sizes, score, gross)
	}
}

func TestThreadsChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		objectives, others, targets := drawTexts(t, "objectives", 1, 90), drawTexts(t, "others", 0, 5), drawTexts(t, "targets", 1, 8)
		run := func(threads int) []float64 {
			f := against(documents(objectives...), documents(others...), documents(targets...), threads)
			return append(slices.Clone(f.scores), f.Decide(make([][]int, len(targets)), threads)...)
		}
		if !slices.Equal(run(1), run(5)) {
			t.Fatal("one thread and five give different bits")
		}
	})
}

func TestOthersSayNothingAboutTheRest(t *testing.T) {
	t.Parallel()
	objectives, targets := []string{"ambient notes", "backup restore"}, []string{"typing notes", "restore"}
	alone := against(documents(objectives...), nil, documents(targets...), 1)
	with := against(documents(objectives...), documents("restore restore backup", "typing"), documents(targets...), 1)
	if !slices.Equal(alone.scores, with.scores[:4]) {
		t.Error("documents that are only looked at change the scores of objectives")
	}
}

func TestAWordInCommonFitsBest(t *testing.T) {
	t.Parallel()
	f := against(documents("loan tablets from the library", "restore a backup"), nil, documents("tablets to borrow", "tested backups"), 1)
	if f.Score(0, 0) <= f.Score(0, 1) || f.Score(1, 1) <= f.Score(1, 0) {
		t.Errorf("scores %v: each objective should fit its own target best", f.scores)
	}
	if got := f.Alike("tablets", 0); got != "tablets" {
		t.Errorf("the word most like tablets is %q", got)
	}
}

func TestDecide(t *testing.T) {
	t.Parallel()
	// Two rows and two targets whose columns are what is usual: a row far out serves, a row at the mean does not.
	f := &Fit{Corpus: &Corpus{rows: lexis{words: counted(nil, nil)}, objectives: 2}, size: 2, scores: []float64{0.8, 0.05, 0.05, 0.05}}
	f.columns = f.measure()
	alone := f.Decide([][]int{nil, nil}, 1)
	if alone[0] < 0.9 || alone[1] > Threshold || alone[2] > Threshold {
		t.Errorf("probabilities %v", alone)
	}
	siblings := f.Decide([][]int{{1}, {0}}, 1)
	if siblings[1] >= alone[1] || siblings[0] != alone[0] {
		t.Errorf("beside a sibling that fits better a target should lose: %v, alone %v", siblings, alone)
	}
}

func TestATargetThatEverythingFitsKeepsItsMeasure(t *testing.T) {
	t.Parallel()
	f := &Fit{Corpus: &Corpus{rows: lexis{words: counted(make([][]int32, 400)...)}, objectives: 400}, size: 1, scores: slices.Repeat([]float64{0.9}, 400)}
	f.columns = f.measure()
	if p := f.Decide([][]int{nil}, 1); p[0] < Threshold {
		t.Errorf("four hundred objectives that all fit have probability %v", p[0])
	}
	if mean := f.columns[0].mean; mean > highestMean {
		t.Errorf("the mean of a target that everything fits is %v", mean)
	}
	f.scores = slices.Repeat([]float64{usualMean}, 400)
	if spread := f.measure()[0].spread; spread < leastSpread {
		t.Errorf("the spread of a target that all fit alike is %v", spread)
	}
}

func TestNearestFindsWhatLookingAtAllDoes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := drawTexts(t, "objectives", 2, 40)
		f := against(documents(texts...), nil, documents("records", "typing"), 1)
		rows := make([]int, len(texts))
		for i := range rows {
			rows[i] = i
		}
		owner := func(row int) int { return row % 3 }
		var want []string
		var parts tally
		for a := range texts {
			for b := a + 1; b < len(texts); b++ {
				words := f.wordRows.of(a).vector(nil).dot(f.wordRows.of(b).vector(nil))
				if alike := words + partsShare*f.spelledAlike(&parts, a, b) + needsAlike*f.needs.rows.of(a).vector(nil).dot(f.needs.rows.of(b).vector(nil)); owner(a) != owner(b) && words >= leastAlike && alike >= 0.3 {
					want = append(want, fmt.Sprint(a, b))
				}
			}
		}
		var got []string
		for _, n := range f.Nearest(rows, owner, 0.3, 3) {
			got = append(got, fmt.Sprint(n.A, n.B))
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("pairs (-want +got):\n%s", diff)
		}
	})
}

func TestParallelDoesEveryOneOnce(t *testing.T) {
	t.Parallel()
	for _, threads := range []int{0, 1, 3, 100} {
		done := make([]int, 57)
		parallel.Do(len(done), threads, func(i int) { done[i]++ })
		if slices.Max(done) != 1 || slices.Min(done) != 1 {
			t.Errorf("with %d threads: %v", threads, done)
		}
	}
}

func TestNothingAtAll(t *testing.T) {
	t.Parallel()
	f := against(nil, nil, nil, 2)
	if got := f.Decide(nil, 2); len(got) != 0 {
		t.Errorf("probabilities of nothing: %v", got)
	}
	empty := against(documents(""), nil, documents(""), 2)
	if p := empty.Decide([][]int{nil}, 2); math.IsNaN(p[0]) || p[0] > Threshold {
		t.Errorf("an empty objective serves an empty goal with probability %v", p[0])
	}
}
