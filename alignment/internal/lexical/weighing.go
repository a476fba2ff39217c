package lexical

import (
	"math"
	"slices"
)

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
func weigh(used usage, targets bags) []float64 {
	inTargets := countTerms(targets, len(used.df))
	texts := used.objectives + targets.documents()
	weights := make([]float64, len(used.df))
	for t := range weights {
		all := int(used.df[t]) + inTargets[t]
		if all == 0 || texts >= manyTexts && float64(all) > boilerplate*float64(texts) {
			continue
		}
		among := math.Log1p(float64(texts) / float64(all))
		apart := math.Log1p(float64(targets.documents()) / math.Max(float64(inTargets[t]), 0.5))
		weights[t] = math.Sqrt(among * apart)
	}
	return weights
}

// countTerms says of every term how many documents have it.
func countTerms(documents bags, terms int) []int {
	df := make([]int, terms)
	for i := range documents.documents() {
		for _, c := range documents.of(i).counts {
			df[c.term]++
		}
	}
	return df
}

// weighed is documents as vectors of length 1: ln(1 + n) times the weight of each term. A coordinate is worked out from
// the count whenever it is read: kept, it would take twice the room of the count, once for every set of targets.
type weighed struct {
	bags

	weights []float64 // by term
	scales  []float64 // by document: what makes its vector's length 1
}

// weighing is one of these documents.
type weighing struct {
	bag

	weights []float64
	scale   float64
}

func weighedBy(weights []float64, documents bags) weighed {
	w := weighed{documents, weights, make([]float64, documents.documents())}
	for i := range w.scales {
		sum := 0.0
		for _, c := range documents.of(i).counts {
			long := documents.amounts[c.times].log * weights[c.term]
			sum += long * long
		}
		if sum > 0 {
			w.scales[i] = 1 / math.Sqrt(sum)
		}
	}
	return w
}

// of gives the weighing of a document.
func (w weighed) of(document int) weighing {
	return weighing{w.bags.of(document), w.weights, w.scales[document]}
}

// weight is the coordinate of a count; 0, where the term weighs nothing.
func (w weighing) weight(c count) float64 {
	return w.amounts[c.times].log * w.weights[c.term] * w.scale
}

// vector adds the document's vector to the end of a slice.
func (w weighing) vector(to vector) vector {
	n := len(to)
	to = slices.Grow(to, len(w.counts))[:n+len(w.counts)]
	for _, c := range w.counts {
		to[n] = entry{c.term, w.weight(c)}
		if to[n].w > 0 {
			n++
		}
	}
	return to[:n]
}

// vectors gives all of them, one after the other in one slice, which may be used again.
func (w weighed) vectors(room *vector) []vector {
	list, all := make([]vector, w.documents()), slices.Grow((*room)[:0], len(w.counts))
	for i := range list {
		from := len(all)
		all = w.of(i).vector(all)
		list[i] = slices.Clip(all[from:])
	}
	*room = all
	return list
}

// dot is the product with a vector that stands in a row, to the bit what dot of vectors gives.
func (w weighing) dot(dense []float64) float64 {
	sum := 0.0
	for _, c := range w.counts {
		sum += w.weight(c) * dense[c.term]
	}
	return sum
}
