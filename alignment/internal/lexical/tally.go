package lexical

import "math/bits"

// tally adds positive numbers up by term, each in the order in which they come.
type tally struct {
	sums    []float64 // by term, zero between sums
	touched int       // terms
	set     []uint64  // a bit for each of them, so that they come out in order
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

// take gives the sum as a vector and begins another.
func (t *tally) take() vector {
	sum := make(vector, 0, t.touched)
	t.drain(func(term int32, n float64) { sum = append(sum, entry{term, n}) })
	return sum
}

// bag gives the sum as counts and begins another.
func (t *tally) bag() bag {
	sum := make(bag, 0, t.touched)
	t.drain(func(term int32, n float64) { sum = append(sum, count{term, n}) })
	return sum
}

// drain gives every sum, ascending by term, and forgets it.
func (t *tally) drain(do func(term int32, n float64)) {
	for i := 0; t.touched > 0; i++ {
		for set := t.set[i]; set != 0; set &= set - 1 {
			term := i*64 + bits.TrailingZeros64(set)
			do(int32(term), t.sums[term]) //nolint:gosec // far fewer terms than an int32 holds
			t.sums[term] = 0
			t.touched--
		}
		t.set[i] = 0
	}
}
