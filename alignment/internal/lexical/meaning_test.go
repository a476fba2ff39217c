package lexical

import (
	"testing"

	"pgregory.net/rapid"
)

// drawVectors draws a vector for each of some documents; without says that some may have none.
func drawVectors(t *rapid.T, label string, n int, without bool) [][]float32 {
	list := make([][]float32, n)
	for i := range list {
		list[i] = rapid.SliceOfN(rapid.Float32Range(-1, 1), 4, 4).Draw(t, label)
		if without && rapid.Bool().Draw(t, "none") {
			list[i] = nil
		}
	}
	return list
}

func TestSharesAddUpToTheScoreWithMeaning(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		objectives, targets := documents(drawTexts(t, "objectives", 1, 12)...), documents(drawTexts(t, "targets", 1, 4)...)
		others := documents(drawTexts(t, "others", 0, 3)...)
		m := &Meaning{
			Rows:    append(drawVectors(t, "rows", len(objectives), false), drawVectors(t, "others", len(others), true)...),
			Targets: [][][]float32{drawVectors(t, "aims", len(targets), false)},
		}
		texts := Texts{Objectives: objectives, Others: others, Targets: [][]Document{targets}, Meaning: m}
		f := Count(texts, nil).Against(0, 2)
		for i := range f.documents() {
			for j := range targets {
				checkShares(t, f, i, j)
			}
		}
	})
}

// What a row without a vector scores is what its words do.
func TestARowWithoutAVectorHasItsWordsAlone(t *testing.T) {
	t.Parallel()
	objectives, others := documents("record viewer", "laptop tablet", "falls sensor"), documents("record portal")
	targets := [][]Document{documents("record for all", "falls")}
	plain := Count(Texts{Objectives: objectives, Others: others, Targets: targets}, nil).Against(0, 1)
	m := &Meaning{Rows: [][]float32{{1, 0}, {0, 1}, {1, 1}, nil}, Targets: [][][]float32{{{1, 0}, {0, 1}}}}
	f := Count(Texts{Objectives: objectives, Others: others, Targets: targets, Meaning: m}, nil).Against(0, 1)
	for j := range 2 {
		if f.Score(3, j) != plain.Score(3, j) {
			t.Errorf("target %d: %v, without vectors %v", j, f.Score(3, j), plain.Score(3, j))
		}
	}
	if f.Score(0, 0) <= plain.Score(0, 0) {
		t.Errorf("what means the target scores %v, without vectors %v", f.Score(0, 0), plain.Score(0, 0))
	}
}
