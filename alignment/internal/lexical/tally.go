package lexical

import "slices"

// tally adds positive numbers up by term, each in the order in which they come.
type tally struct {
	sums    []float64 // by term, zero between sums
	touched []int32
}

func (t *tally) put(term int32, n float64) {
	for int(term) >= len(t.sums) {
		t.sums = append(t.sums, 0)
	}
	if t.sums[term] == 0 {
		t.touched = append(t.touched, term)
	}
	t.sums[term] += n
}

// add puts a number of times a vector.
func (t *tally) add(v vector, by float64) {
	for _, e := range v {
		t.put(e.term, by*e.w)
	}
}

// take gives the sum as a vector and begins another.
func (t *tally) take() vector {
	sum := make(vector, 0, len(t.touched))
	t.drain(func(term int32, n float64) { sum = append(sum, entry{term, n}) })
	return sum
}

// bag gives the sum as counts and begins another.
func (t *tally) bag() bag {
	sum := make(bag, 0, len(t.touched))
	t.drain(func(term int32, n float64) { sum = append(sum, count{term, n}) })
	return sum
}

// drain gives every sum, ascending by term, and forgets it.
func (t *tally) drain(do func(term int32, n float64)) {
	slices.Sort(t.touched)
	for _, term := range t.touched {
		do(term, t.sums[term])
		t.sums[term] = 0
	}
	t.touched = t.touched[:0]
}
