package lexical

import "math/bits"

// seeker looks for what is close to one row after the other.
type seeker struct {
	*join

	seen    []int32             // by place: one more than the place for which it was found last
	row     vector              // the words of the row at hand
	dense   []float64           // the same by term
	figures [squareFigures]mark // the bits of the row's mark whose squares have a figure, the highest figure first
	found   []int32
}

// The square of a word is written in binary and rounded up, in units of which 1 has oneSquare: what any bits of a mark have
// together is then a few counts of bits. 1 itself would need one figure more and is taken for a unit less, as is what is
// asked for.
const (
	squareFigures = 8
	oneSquare     = 1 << squareFigures
)

// spread makes ready for a row.
func (s *seeker) spread(place int) {
	s.row = s.fit.wordRows.of(s.rows[place]).vector(s.row[:0])
	s.row.into(s.dense)
	var squares [markBits]float64
	for _, e := range s.row {
		squares[bitOf(e.term)] += e.w * e.w
	}
	s.figures = [squareFigures]mark{}
	for half, set := range s.marks[place] {
		for ; set != 0; set &= set - 1 {
			bit := bits.TrailingZeros64(set)
			units := min(uint64(squares[half*64+bit]*oneSquare)+1, oneSquare-1)
			for i := range s.figures {
				s.figures[i][half] |= units >> (squareFigures - 1 - i) & 1 << bit
			}
		}
	}
}

// mayBe reports whether another row may be close to the one at hand, by their marks: the product of two vectors of length 1
// is no more than the length of what they may share, in either.
func (s *seeker) mayBe(other *mark) bool {
	units := 0
	for i := range s.figures {
		has := &s.figures[i]
		units = 2*units + bits.OnesCount64(has[0]&other[0]) + bits.OnesCount64(has[1]&other[1])
	}
	return units >= s.enough
}

// candidates gives places that may be close to a place. Of two that are close, one is a candidate of the other: where
// the first word stands that they share, the one of which less is left finds the other.
func (s *seeker) candidates(place int) []int32 {
	s.found = s.found[:0]
	here := int32(place) //nolint:gosec // far fewer rows than an int32 holds
	for _, h := range s.headOf(place) {
		// Where this is the first word that two rows share, their product is no more than what is left of both.
		need := max(s.least/float64(h.rest), float64(h.rest))
		for i := s.first[h.at+1] - 1; i >= s.first[h.at]; i-- {
			o := &s.index[i]
			if float64(o.rest) < need {
				break
			}
			if s.mayBe(&o.mark) && o.at != here && s.seen[o.at] != here+1 {
				s.seen[o.at] = here + 1
				s.found = append(s.found, o.at)
			}
		}
	}
	return s.found
}

// mark has a bit for every term of a row; several terms may have the same.
type mark [markBits / 64]uint64

const markBits = 128

// bitOf spreads terms that were met one after the other over all bits.
func bitOf(term int32) int { return int(uint32(term) * 2654435761 >> 25) } //nolint:gosec // Knuth's multiplicative hash

func markOf(v vector) mark {
	var m mark
	for _, e := range v {
		m[bitOf(e.term)/64] |= 1 << (bitOf(e.term) % 64)
	}
	return m
}
