package lexical

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// Close is two rows with the cosine of their words.
type Close struct {
	A, B  int // A < B
	Words float64
}

// slack keeps a pair that rounding might put on either side of a bound; the cosine itself then decides.
const slack = 1e-9

// Closest gives every two of the rows whose words have a cosine of at least least, which must be more than 0: by the
// first of the two, then by the other. It is exact.
//
// Sources: the prefix filter of Bayardo, Ma and Srikant, Scaling up all pairs similarity search, 2007, with the bounds
// by length of Anastasiu and Karypis, L2AP, 2014: words have one order, the rarest first, and two vectors of length 1
// that share none before what is left of one of them is shorter than least have a product below it. And the bitmaps of
// Sandes, Teodoro and Melo, Bitmap filter, 2020.
func (f *Fit) Closest(rows []int, least float64, threads int) []Close {
	j := newJoin(f, rows, least-slack)
	found := make([][]Close, len(rows))
	parallel.By(len(rows), threads, func() func(int) {
		s := seeker{join: j, seen: make([]int32, len(rows)), dense: make([]float64, len(f.vocab.words.terms))}
		return func(place int) {
			s.spread(place)
			for _, other := range s.candidates(place) {
				if words := f.wordRows.of(rows[other]).dot(s.dense); words >= least {
					a, b := rows[place], rows[other]
					found[place] = append(found[place], Close{min(a, b), max(a, b), words})
				}
			}
			s.row.outOf(s.dense)
		}
	})
	all := slices.Concat(found...)
	slices.SortFunc(all, func(x, y Close) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.Compact(all) // each of two may have found the other
}

// join is what a search for close rows reads.
type join struct {
	fit   *Fit
	rows  []int
	least float64
	heads [][]stretch // by place: the words in which something close must share one, the rarest first
	index [][]posting // by term: the places whose heads have it, the longest rest first
	marks []mark      // by place
}

// stretch is one word of a row with the length of the row from there on, by the order of words.
type stretch struct {
	at   int32 // the term in a head, the place in the index
	rest float64
}

// posting is a place in the index, with its mark so that nothing else is looked up for most.
type posting struct {
	stretch
	mark
}

func newJoin(f *Fit, rows []int, least float64) *join {
	j := &join{fit: f, rows: rows, least: least, heads: make([][]stretch, len(rows)), marks: make([]mark, len(rows))}
	df := make([]int32, len(f.vocab.words.terms))
	for _, row := range rows {
		for _, c := range f.wordRows.of(row).counts {
			df[c.term]++
		}
	}
	order := rarestFirst(df)
	var words, sorted vector
	var keys []uint64
	for place, row := range rows {
		words = f.wordRows.of(row).vector(words[:0])
		keys = keys[:0]
		for i, e := range words {
			keys = append(keys, uint64(order[e.term])<<32|uint64(i)) //nolint:gosec // neither is negative
		}
		slices.Sort(keys)
		sorted = sorted[:0]
		for _, k := range keys {
			sorted = append(sorted, words[uint32(k)]) //nolint:gosec // the lower half
		}
		j.heads[place] = headOf(sorted, least)
		j.marks[place] = markOf(sorted)
	}
	j.turn(len(df))
	return j
}

// rarestFirst gives every term its place in the order of words.
func rarestFirst(df []int32) []int32 {
	terms := make([]int32, len(df))
	for t := range terms {
		terms[t] = int32(t)
	}
	slices.SortStableFunc(terms, func(a, b int32) int { return cmp.Compare(df[a], df[b]) })
	order := make([]int32, len(df))
	for at, t := range terms {
		order[t] = int32(at)
	}
	return order
}

// headOf gives the words of a vector from the first on, up to where what is left is shorter than least.
func headOf(sorted vector, least float64) []stretch {
	var head []stretch
	squares := 0.0
	for i, e := range slices.Backward(sorted) {
		squares += e.w * e.w
		rest := math.Sqrt(squares)
		if head == nil && rest >= least {
			head = make([]stretch, i+1)
		}
		if head != nil {
			head[i] = stretch{e.term, rest}
		}
	}
	return head
}

// turn makes the index of the heads.
func (j *join) turn(terms int) {
	sizes, total := make([]int, terms), 0
	for _, h := range j.heads {
		for _, s := range h {
			sizes[s.at]++
		}
		total += len(h)
	}
	all := make([]posting, total)
	j.index = make([][]posting, terms)
	for t, n := range sizes {
		j.index[t], all = all[:0:n], all[n:]
	}
	for place, h := range j.heads {
		for _, s := range h {
			j.index[s.at] = append(j.index[s.at], posting{stretch{int32(place), s.rest}, j.marks[place]})
		}
	}
	for _, with := range j.index {
		slices.SortFunc(with, func(a, b posting) int { return cmp.Compare(b.rest, a.rest) })
	}
}

// seeker looks for what is close to one row after the other.
type seeker struct {
	*join

	seen    []int32           // by place: one more than the place for which it was found last
	row     vector            // the words of the row at hand
	dense   []float64         // the same by term
	squares [markBits]float64 // by bit of a mark: the squares of those words
	sorted  []float64         // scratch
	fewest  int               // bits that a row must share with the one at hand to be close
	found   []int32
}

// spread makes ready for a row.
func (s *seeker) spread(place int) {
	s.row = s.fit.wordRows.of(s.rows[place]).vector(s.row[:0])
	s.row.into(s.dense)
	s.squares = [markBits]float64{}
	for _, e := range s.row {
		s.squares[bitOf(e.term)] += e.w * e.w
	}
	s.sorted = s.sorted[:0]
	for i, set := range s.marks[place] {
		for ; set != 0; set &= set - 1 {
			s.sorted = append(s.sorted, s.squares[i*64+bits.TrailingZeros64(set)])
		}
	}
	slices.Sort(s.sorted)
	sum := 0.0
	s.fewest = 0
	for _, square := range slices.Backward(s.sorted) {
		if sum >= s.least*s.least {
			break
		}
		sum += square
		s.fewest++
	}
}

// mayBe reports whether another row may be close to the one at hand, by their marks: the product of two vectors of length 1
// is no more than the length of what they may share, in either.
func (s *seeker) mayBe(own, other *mark) bool {
	low, high := own[0]&other[0], own[1]&other[1]
	if bits.OnesCount64(low)+bits.OnesCount64(high) < s.fewest {
		return false
	}
	sum := 0.0
	for ; low != 0; low &= low - 1 {
		sum += s.squares[bits.TrailingZeros64(low)]
	}
	for ; high != 0; high &= high - 1 {
		sum += s.squares[64+bits.TrailingZeros64(high)]
	}
	return sum >= s.least*s.least
}

// candidates gives places that may be close to a place. Of two that are close, one is a candidate of the other: where
// the first word stands that they share, the one of which less is left finds the other.
func (s *seeker) candidates(place int) []int32 {
	s.found = s.found[:0]
	own, here := s.marks[place], int32(place) //nolint:gosec // far fewer rows than an int32 holds
	for _, e := range s.heads[place] {
		// Where this is the first word that two rows share, their product is no more than what is left of both.
		need := max(s.least/e.rest, e.rest)
		with := s.index[e.at]
		for i := range with {
			o := &with[i]
			if o.rest < need {
				break
			}
			if s.mayBe(&own, &o.mark) && o.at != here && s.seen[o.at] != here+1 {
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
		var x, y vector
		return func(i int) {
			a, b := pairs[i].A, pairs[i].B
			x, y = f.needRows.of(a).vector(x[:0]), f.needRows.of(b).vector(y[:0])
			alike[i] = pairs[i].Words + partsShare*f.spelledAlike(&t, a, b) + needsAlike*x.dot(y)
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
	x := f.whole.vector(t, f.rows.parts.of(a)).unit()
	return x.dot(f.whole.vector(t, f.rows.parts.of(b)).unit())
}

// Shared gives the words that two rows have in common, heaviest first, with their shares of the cosine.
func (f *Fit) Shared(a, b int) []Share {
	mine, theirs := f.wordRows.of(a).vector(nil), f.wordRows.of(b).vector(nil)
	total := mine.dot(theirs)
	var shares []Share
	for _, e := range mine {
		if w := e.w * theirs.at(e.term); w > 0 {
			shares = append(shares, Share{Way: ByWord, Term: f.vocab.words.terms[e.term], Weight: w / total, Own: true})
		}
	}
	slices.SortStableFunc(shares, func(x, y Share) int { return cmp.Compare(y.Weight, x.Weight) })
	return shares
}
