package lexical

import (
	"math"
	"math/bits"
	"slices"
	"sync"
)

// entry is one coordinate of a vector.
type entry struct {
	term int32
	w    float64
}

// vector is sparse, ascending by term.
type vector []entry

// unit gives the vector with length 1; the empty vector stays empty.
func (v vector) unit() vector {
	sum := v.square()
	if sum == 0 {
		return nil
	}
	scale := 1 / math.Sqrt(sum)
	for i := range v {
		v[i].w *= scale
	}
	return v
}

// square is the square of the vector's length.
func (v vector) square() float64 {
	sum := 0.0
	for _, e := range v {
		sum += e.w * e.w
	}
	return sum
}

// at gives a coordinate.
func (v vector) at(term int32) float64 {
	lo, hi := 0, len(v)
	for lo < hi {
		mid := (lo + hi) / 2
		if v[mid].term < term {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(v) && v[lo].term == term {
		return v[lo].w
	}
	return 0
}

// dot is the sum of products, in ascending order of terms.
func (v vector) dot(o vector) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(v) && j < len(o); {
		switch {
		case v[i].term < o[j].term:
			i++
		case v[i].term > o[j].term:
			j++
		default:
			sum += v[i].w * o[j].w
			i++
			j++
		}
	}
	return sum
}

// into writes a vector's coordinates into a row that is zero, and outOf takes them out again.
func (v vector) into(dense []float64) {
	for _, e := range v {
		dense[e.term] = e.w
	}
}

func (v vector) outOf(dense []float64) {
	for _, e := range v {
		dense[e.term] = 0
	}
}

// rows is a table from term to the targets that have it: what a product with many vectors reads.
type rows struct {
	start  []int32
	target []int32
	w      []float64
}

// rowsOf turns vectors of targets round.
func rowsOf(targets []vector, terms int) rows {
	var r rows
	r.turn(targets, terms)
	return r
}

// turn is rowsOf in the room of another table.
func (r *rows) turn(targets []vector, terms int) {
	room(&r.start, terms+1)
	for _, v := range targets {
		for _, e := range v {
			r.start[e.term+1]++
		}
	}
	r.open()
	for j, v := range targets {
		for _, e := range v {
			at := r.start[e.term]
			r.start[e.term]++
			r.target[at], r.w[at] = int32(j), e.w
		}
	}
	r.close()
}

// open makes of how many targets each term has, which stands behind it, where it begins, and room for all of them. Each
// beginning moves on while they are entered.
func (r *rows) open() {
	for t := range r.start[1:] {
		r.start[t+1] += r.start[t]
	}
	all := r.start[len(r.start)-1]
	room(&r.target, int(all))
	room(&r.w, int(all))
}

// close moves them back: each has come to its end, which is the beginning of the next.
func (r *rows) close() {
	copy(r.start[1:], r.start)
	r.start[0] = 0
}

// count is how many targets have a term.
func (r rows) count(term int32) int32 { return r.start[term+1] - r.start[term] }

// multiply adds the products of a vector with every target to sums.
func (r rows) multiply(v vector, sums []float64) {
	for _, e := range v {
		from, to := r.start[e.term], r.start[e.term+1]
		weights := r.w[from:to]
		for i, target := range r.target[from:to][:len(weights)] {
			sums[target] += e.w * weights[i]
		}
	}
}

// scratch is room that is used only while something is worked out. Systems are lined up one after the other, and each would
// ask for megabytes that nobody needs afterwards.
type scratch struct {
	slots []slot    // of a speller
	last  []parted  // of a parting
	again []repeat  // of a parting
	fits  []float64 // of all words with all targets
	words vector    // of all rows, one after the other
	with  rows      // from terms to objectives

	roots, froms []int32 // of endings
	sums         []float64

	counter counter
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// room gives so many zeros, in the same place as before if there is enough of it.
func room[T any](in *[]T, n int) []T {
	if cap(*in) < n {
		*in = make([]T, n)
		return *in
	}
	*in = (*in)[:n]
	clear(*in)
	return *in
}

// tally adds positive numbers up by term, each in the order in which they come.
type tally struct {
	sums    []float64 // by term, zero between sums
	touched int       // terms
	set     []uint64  // a bit for each of them, so that they come out in order
	order   []int32   // scratch
}

// newTally has room for so many terms; it makes more where it must.
func newTally(terms int) tally {
	return tally{sums: make([]float64, terms), set: make([]uint64, terms/64+1)}
}

func (t *tally) put(term int32, n float64) {
	for int(term) >= len(t.sums) {
		t.sums = append(t.sums, 0)
	}
	if t.sums[term] == 0 {
		t.touch(int(term))
	}
	t.sums[term] += n
}

func (t *tally) touch(term int) {
	for term/64 >= len(t.set) {
		t.set = append(t.set, 0)
	}
	if bit := uint64(1) << (term % 64); t.set[term/64]&bit == 0 {
		t.set[term/64] |= bit
		t.touched++
	}
}

// add puts a number of times a vector.
func (t *tally) add(v vector, by float64) {
	for _, e := range v {
		t.put(e.term, by*e.w)
	}
}

// take gives the sum as a vector, in a slice that it may use again, and begins another.
func (t *tally) take(sum vector) vector {
	sum = slices.Grow(sum[:0], t.touched)
	for _, term := range t.terms() {
		sum = append(sum, entry{term, t.out(term)})
	}
	return sum
}

// terms gives the terms of the sum, ascending; each has to be taken out. The list is the tally's until it is asked again.
func (t *tally) terms() []int32 {
	t.order = t.order[:0]
	for i := 0; t.touched > len(t.order); i++ {
		for set := t.set[i]; set != 0; set &= set - 1 {
			t.order = append(t.order, int32(i*64+bits.TrailingZeros64(set))) //nolint:gosec // far fewer terms than an int32 holds
		}
		t.set[i] = 0
	}
	t.touched = 0
	return t.order
}

// out takes the number of a term out of the sum.
func (t *tally) out(term int32) float64 {
	n := t.sums[term]
	t.sums[term] = 0
	return n
}
