package lexical

import (
	"math"
	"slices"
)

// count is how often a document has a term.
type count struct {
	term  int32
	times int32 // a place among the amounts
}

// bag is a document as counts of terms, ascending by term.
type bag struct {
	counts  []count
	amounts []amount
}

// n is how often the document has the term of a count.
func (b bag) n(c count) float64 { return b.amounts[c.times].n }

// bags is the counts of several documents, one document after the other: a slice for each would take as much room again.
type bags struct {
	start   []int32 // by document: where its counts begin; one more says where the last ones end
	counts  []count
	amounts []amount
}

func (b bags) documents() int { return max(0, len(b.start)-1) }

// of gives the counts of a document.
func (b bags) of(document int) bag {
	return bag{b.counts[b.start[document]:b.start[document+1]], b.amounts}
}

// between gives the documents from one on up to another.
func (b bags) between(from, to int) bags { return bags{b.start[from : to+1], b.counts, b.amounts} }

// amount is how often a document may have a term.
type amount struct {
	n   float64
	log float64 // ln(1 + n)
}

// amounts are the different numbers that counts have: few, and nearly all of them are 1. To keep the place of one takes half
// the room.
type amounts struct {
	list   []amount
	places map[float64]int32
}

func newAmounts() amounts {
	return amounts{[]amount{{1, math.Log1p(1)}}, map[float64]int32{1: 0}}
}

func (a *amounts) place(n float64) int32 {
	if n == 1 {
		return 0
	}
	place, known := a.places[n]
	if !known {
		place = int32(len(a.list)) //nolint:gosec // never more than there are counts
		a.list = append(a.list, amount{n, math.Log1p(n)})
		a.places[n] = place
	}
	return place
}

// lexis is the counts of documents in the four ways of looking at them.
type lexis struct {
	words  bags // stems, short forms and names
	parts  bags // words as written, which are looked at for the parts that they share
	themes bags
	needs  bags // capabilities
}

// way is one way of looking at documents, while they are counted.
type way struct {
	numbering

	sums tally
	made bags
}

func (w *way) begin(v *vocabulary) {
	clear(w.byNumber)
	w.vocabulary = v
	w.made.start = append(w.made.start[:0], 0)
}

func (w *way) put(number int32, term string, n float64) { w.sums.put(w.of(number, term), n) }

// end ends a document.
func (w *way) end(a *amounts) {
	for _, term := range w.sums.terms() {
		w.made.counts = append(w.made.counts, count{term, a.place(w.sums.out(term))})
	}
	w.made.start = append(w.made.start, int32(len(w.made.counts))) //nolint:gosec // far fewer words than an int32 holds
}

// take gives the documents that were counted, and begins anew in the same room.
func (w *way) take() bags {
	made := bags{start: slices.Clone(w.made.start), counts: slices.Clone(w.made.counts)}
	w.made.start, w.made.counts = w.made.start[:1], w.made.counts[:0]
	return made
}

// have gives the documents the amounts of their counts.
func (l *lexis) have(amounts []amount) {
	for _, b := range [...]*bags{&l.words, &l.parts, &l.themes, &l.needs} {
		b.amounts = amounts
	}
}
