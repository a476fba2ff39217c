package lexical

import (
	"cmp"
	"slices"
)

// Near is two rows with how alike they are, 0 to about 1.
type Near struct {
	A, B  int // A < B
	Alike float64
}

// leastAlike is the cosine of words below which two texts are not looked at any further.
const leastAlike = 0.1

// Nearest gives, of the rows that may take part, every two of different owners that are at least so alike: the cosine
// of their words, and of the parts of their words at the same share as in a fit. Both in ascending order.
func (f *Fit) Nearest(rows []int, owner func(row int) int, least float64, threads int) []Near {
	index := make([][]entry, len(f.vocab.words.terms)) // by term: the places in rows that have it
	for place, row := range rows {
		for _, e := range f.wordRows[row] {
			index[e.term] = append(index[e.term], entry{int32(place), e.w})
		}
	}
	found := make([][]Near, len(rows))
	ParallelBy(len(rows), threads, func() func(int) {
		sums := make([]float64, len(rows))
		var touched []int32
		scratch := newSpread(len(f.spelling.rarity))
		return func(place int) {
			touched = f.meet(rows[place], place, index, sums, touched[:0])
			for _, other := range touched {
				a, b, words := rows[place], rows[other], sums[other]
				sums[other] = 0
				if words < leastAlike || owner(a) == owner(b) {
					continue
				}
				if alike := words + partsShare*f.spelledAlike(scratch, a, b); alike >= least {
					found[place] = append(found[place], Near{min(a, b), max(a, b), alike})
				}
			}
		}
	})
	return slices.Concat(found...)
}

// spelledAlike is the cosine of the parts of two rows' words.
func (f *Fit) spelledAlike(scratch *spread, a, b int) float64 {
	x := scratch.vector(f.spelling, f.rows[a].parts).unit()
	return x.dot(scratch.vector(f.spelling, f.rows[b].parts).unit())
}

// meet adds up the products of a row's words with those of the rows after it.
func (f *Fit) meet(row, place int, index [][]entry, sums []float64, touched []int32) []int32 {
	for _, e := range f.wordRows[row] {
		for _, other := range index[e.term] {
			if int(other.term) <= place {
				continue
			}
			if sums[other.term] == 0 {
				touched = append(touched, other.term)
			}
			sums[other.term] += e.w * other.w
		}
	}
	return touched
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
