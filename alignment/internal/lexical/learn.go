package lexical

import (
	"math"
	"slices"
)

// How far the decisions that people made about a target move its words: towards what they confirmed and away from what
// they rejected, in full from three decisions on. Rocchio, Relevance feedback in information retrieval, 1971.
const (
	towards  = 1.5
	awayFrom = 0.5
	inFull   = 3
)

// Lesson is what a person decided about a row and a target.
type Lesson struct {
	Row, Target int
	Confirmed   bool
}

// Learn moves the words of every target that has lessons, and scores it again. It may be asked of a fit once: what is
// to be forgotten is left out the next time, and leaves no trace. Means and spreads stay as they were before,
// so that a target is not held to what its own lessons did to it. The order of lessons does not matter.
func (f *Fit) Learn(lessons []Lesson, threads int) {
	byTarget := make([][]Lesson, f.size)
	for _, l := range lessons {
		byTarget[l.Target] = append(byTarget[l.Target], l)
	}
	f.taught = slices.Clone(f.wordTargets)
	Parallel(f.size, threads, func(j int) {
		if len(byTarget[j]) == 0 {
			return
		}
		slices.SortFunc(byTarget[j], func(a, b Lesson) int { return a.Row - b.Row })
		f.taught[j] = f.teach(j, byTarget[j])
		dense := make([]float64, len(f.vocab.words.terms))
		for _, e := range f.taught[j] {
			dense[e.term] += e.w
		}
		for _, e := range f.wordTargets[j] {
			dense[e.term] -= e.w
		}
		for i, row := range f.wordRows {
			for _, e := range row {
				f.scores[i*f.size+j] += e.w * dense[e.term]
			}
		}
	})
}

// teach gives the words of a target after lessons in the order of their rows, with length 1.
func (f *Fit) teach(target int, lessons []Lesson) vector {
	sum := make([]float64, len(f.vocab.words.terms))
	for _, e := range f.wordTargets[target] {
		sum[e.term] = e.w
	}
	f.pull(sum, lessons, true, towards)
	f.pull(sum, lessons, false, -awayFrom)
	var moved vector
	for t, w := range sum {
		if w != 0 {
			moved = append(moved, entry{int32(t), w})
		}
	}
	return moved.unit()
}

// pull adds the mean of the rows that were confirmed, or of those that were not.
func (f *Fit) pull(sum []float64, lessons []Lesson, confirmed bool, by float64) {
	n := 0
	for _, l := range lessons {
		if l.Confirmed == confirmed {
			n++
		}
	}
	if n == 0 {
		return
	}
	each := by * math.Min(1, float64(n)/inFull) / float64(n)
	for _, l := range lessons {
		if l.Confirmed != confirmed {
			continue
		}
		for _, e := range f.wordRows[l.Row] {
			sum[e.term] += each * e.w
		}
	}
}
