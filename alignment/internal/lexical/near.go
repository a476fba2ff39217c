package lexical

import (
	"cmp"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// Near is two rows with how alike they are, 0 to about 1.
type Near struct {
	A, B  int // A < B
	Alike float64
}

// leastAlike is the cosine of words below which two texts are not looked at any further.
const leastAlike = 0.1

// needsAlike is how much speaking of the same capabilities counts when two rows are compared: more than in a fit, for two
// who buy the same thing need not say what for. Of the labelled systems no pair of two things comes near one of the same
// with anything between 0.3 and 0.5.
const needsAlike = 0.4

// Nearest gives, of the rows that may take part, every two of different owners that are at least so alike: the cosine
// of their words, and of the parts of their words at the same share as in a fit, and of the capabilities they speak of.
func (f *Fit) Nearest(rows []int, owner func(row int) int, least float64, threads int) []Near {
	pairs := slices.DeleteFunc(f.Closest(rows, leastAlike, threads), func(c Close) bool { return owner(c.A) == owner(c.B) })
	alike := make([]float64, len(pairs))
	parallel.By(len(pairs), threads, func() func(int) {
		t := newTally(len(f.whole.rarity))
		return func(i int) {
			a, b := pairs[i].A, pairs[i].B
			alike[i] = pairs[i].Words + partsShare*f.spelledAlike(&t, a, b) + needsAlike*f.needRows[a].dot(f.needRows[b])
		}
	})
	var found []Near
	for i, c := range pairs {
		if alike[i] >= least {
			found = append(found, Near{c.A, c.B, alike[i]})
		}
	}
	return found
}

// spelledAlike is the cosine of the parts of two rows' words.
func (f *Fit) spelledAlike(t *tally, a, b int) float64 {
	x := f.whole.vector(t, f.rows[a].parts).unit()
	return x.dot(f.whole.vector(t, f.rows[b].parts).unit())
}

// Shared gives the words that two rows have in common, heaviest first, with their shares of the cosine.
func (f *Fit) Shared(a, b int) []Share {
	total := f.wordRows[a].dot(f.wordRows[b])
	var shares []Share
	for _, e := range f.wordRows[a] {
		if w := e.w * f.wordRows[b].at(e.term); w > 0 {
			shares = append(shares, Share{Way: ByWord, Term: f.vocab.words.terms[e.term], Weight: w / total, Own: true})
		}
	}
	slices.SortStableFunc(shares, func(x, y Share) int { return cmp.Compare(y.Weight, x.Weight) })
	return shares
}
