package lexical

import "math"

// entry is one coordinate of a vector.
type entry struct {
	term int32
	w    float64
}

// vector is sparse, ascending by term.
type vector []entry

// unit gives the vector with length 1; the empty vector stays empty.
func (v vector) unit() vector {
	sum := 0.0
	for _, e := range v {
		sum += e.w * e.w
	}
	if sum == 0 {
		return nil
	}
	scale := 1 / math.Sqrt(sum)
	for i := range v {
		v[i].w *= scale
	}
	return v
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

// with is the product with a vector that stands in a row, to the bit what dot gives.
func (v vector) with(dense []float64) float64 {
	sum := 0.0
	for _, e := range v {
		sum += e.w * dense[e.term]
	}
	return sum
}

// boilerplate is the share of texts from which on a term says nothing about any of them, and manyTexts from how
// many texts on that may be judged.
const (
	boilerplate = 0.4
	manyTexts   = 20
)

// weigh gives every term its weight: how rare it is among all texts, blended with how rare it is among the targets,
// so that a word that tells goals apart counts although many objectives use it. A term that is not common counts as
// though one objective used it.
// sqrt(ln(1 + N/df) ln(1 + G/df_G)), the geometric mean of two inverse document frequencies (Sparck Jones, 1972).
func weigh(used usage, targets []bag) []float64 {
	inTargets := countTerms(targets, len(used.df))
	texts := used.objectives + len(targets)
	weights := make([]float64, len(used.df))
	for t := range weights {
		all := int(used.df[t]) + inTargets[t]
		if all == 0 || texts >= manyTexts && float64(all) > boilerplate*float64(texts) {
			continue
		}
		among := math.Log1p(float64(texts) / float64(all))
		apart := math.Log1p(float64(len(targets)) / math.Max(float64(inTargets[t]), 0.5))
		weights[t] = math.Sqrt(among * apart)
	}
	return weights
}

// countTerms says of every term how many documents have it.
func countTerms(documents []bag, terms int) []int {
	df := make([]int, terms)
	for _, b := range documents {
		for _, c := range b {
			df[c.term]++
		}
	}
	return df
}

// vectorOf gives a document's unit vector: ln(1 + n) times the weight of the term.
func vectorOf(b bag, weights []float64) vector {
	v := make(vector, 0, len(b))
	for _, c := range b {
		if w := weights[c.term]; w > 0 && c.n > 0 {
			v = append(v, entry{c.term, log1p(c.n) * w})
		}
	}
	return v.unit()
}

var log2 = math.Log1p(1)

// log1p is ln(1 + n); nearly every word of a text stands in it once.
func log1p(n float64) float64 {
	if n == 1 {
		return log2
	}
	return math.Log1p(n)
}

// rows is a table from term to the targets that have it: what a product with many vectors reads.
type rows struct {
	start  []int32
	target []int32
	w      []float64
}

// rowsOf turns vectors of targets round.
func rowsOf(targets []vector, terms int) rows {
	r := rows{start: make([]int32, terms+1)}
	for _, v := range targets {
		for _, e := range v {
			r.start[e.term+1]++
		}
	}
	for t := range terms {
		r.start[t+1] += r.start[t]
	}
	r.target = make([]int32, r.start[terms])
	r.w = make([]float64, r.start[terms])
	fill := make([]int32, terms)
	for j, v := range targets {
		for _, e := range v {
			at := r.start[e.term] + fill[e.term]
			fill[e.term]++
			r.target[at], r.w[at] = int32(j), e.w
		}
	}
	return r
}

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
