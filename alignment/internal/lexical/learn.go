package lexical

import (
	"math"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// How far the decisions that people made about a target move its words: towards what they confirmed and away from what
// they rejected, in full from three decisions on. Rocchio, Relevance feedback in information retrieval, 1971.
const (
	towards  = 1.5
	awayFrom = 0.1
	inFull   = 3
)

// Lesson is what a person decided about a row and a target.
type Lesson struct {
	Row, Target int
	Confirmed   bool
}

// Nobody is the learner of a row that no lesson moves.
const Nobody = -1

// Learn moves the words of every target that has lessons, and scores it again. The learner of a row, by its place, is
// taught by the lessons about all rows that have the same one; without learners there is one for all. It may be asked of
// a fit once: what is to be forgotten is left out the next time, and leaves no trace. Means and spreads stay as they were before, so that a target is not held to what its own
// lessons did to it. The order of lessons does not matter.
func (f *Fit) Learn(lessons []Lesson, learners []int, threads int) {
	f.learners = learners
	schools := f.schools(lessons)
	f.taught = make(map[int][]vector, len(schools))
	for who := range schools {
		f.taught[who] = slices.Clone(f.wordTargets)
	}
	parallel.Do(f.size, threads, func(j int) {
		dense := make([]float64, len(f.vocab.words.terms))
		for who, byTarget := range schools {
			if len(byTarget[j]) == 0 {
				continue
			}
			f.taught[who][j] = f.teach(j, byTarget[j])
			clear(dense)
			for _, e := range f.taught[who][j] {
				dense[e.term] += e.w
			}
			for _, e := range f.wordTargets[j] {
				dense[e.term] -= e.w
			}
			f.move(who, j, dense)
		}
	})
}

// schools parts lessons by who learns from them and by target, in the order of their rows.
func (f *Fit) schools(lessons []Lesson) map[int][][]Lesson {
	all := map[int][][]Lesson{}
	for _, l := range lessons {
		who := f.learner(l.Row)
		if who == Nobody {
			continue
		}
		if all[who] == nil {
			all[who] = make([][]Lesson, f.size)
		}
		all[who][l.Target] = append(all[who][l.Target], l)
	}
	for _, byTarget := range all {
		for _, list := range byTarget {
			slices.SortFunc(list, func(a, b Lesson) int { return a.Row - b.Row })
		}
	}
	return all
}

// learner is whose lessons move the scores of a row.
func (f *Fit) learner(row int) int {
	if f.learners == nil {
		return 0
	}
	return f.learners[row]
}

// move adds what the words of a target have moved to the scores of those who learned it.
func (f *Fit) move(who, target int, by []float64) {
	for i := range f.documents() {
		if f.learner(i) != who {
			continue
		}
		words := f.wordRows.of(i)
		for _, c := range words.counts {
			f.scores[i*f.size+target] += words.weight(c) * by[c.term]
		}
	}
}

// wordsFor gives the words of a target as a row meets them.
func (f *Fit) wordsFor(row, target int) vector {
	if taught, learned := f.taught[f.learner(row)]; learned {
		return taught[target]
	}
	return f.wordTargets[target]
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
		words := f.wordRows.of(l.Row)
		for _, c := range words.counts {
			sum[c.term] += each * words.weight(c)
		}
	}
}
