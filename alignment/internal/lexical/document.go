package lexical

import (
	"cmp"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// Passage is a reading that belongs to a document.
type Passage struct {
	text.Reading
	Lent bool // the text of an initiative, lent to a goal that it serves
}

// Document is what an objective, a goal or an initiative says.
type Document []Passage

// How much a token counts, from leave-one-system-out runs over the systems in data; each is the middle of a range
// in which nothing changes much.
const (
	lentWeight     = 0.75 // what an initiative says, against what its goal says itself
	expandedWeight = 0.5  // another name of what a text names, against the words of the text
	properWeight   = 2.5  // a name of the system's own, such as a programme
)

// kindWeight is how much a token of each kind counts.
var kindWeight = [...]float64{text.Plain: 1, text.Expanded: expandedWeight, text.Proper: properWeight}

// count is how often a document has a term.
type count struct {
	term int32
	n    float64
}

// bag is a document as counts of terms, ascending by term.
type bag []count

// vocabulary numbers terms in the order in which it meets them.
type vocabulary struct {
	ids   map[string]int32
	terms []string
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]int32{}} }

func (v *vocabulary) id(term string) int32 {
	id, ok := v.ids[term]
	if !ok {
		id = int32(len(v.terms)) //nolint:gosec // a system has far fewer terms than an int32 holds
		v.ids[term] = id
		v.terms = append(v.terms, term)
	}
	return id
}

// lexis is the counts of a document in the four ways of looking at it.
type lexis struct {
	words  bag // stems, short forms and names
	parts  bag // words as written, which are looked at for the parts that they share
	themes bag
	needs  bag // capabilities
}

// vocabularies number the terms of all documents of an assessment.
type vocabularies struct {
	words, parts, themes, needs *vocabulary
}

func newVocabularies() vocabularies {
	return vocabularies{newVocabulary(), newVocabulary(), newVocabulary(), newVocabulary()}
}

// count gives the counts of a document.
func (v vocabularies) count(d Document) lexis {
	var l lexis
	said := map[int]bool{}
	for _, p := range d {
		weight := 1.0
		if p.Lent {
			weight = lentWeight
		}
		for _, t := range p.Tokens {
			l.words = append(l.words, count{v.words.id(t.Term), weight * kindWeight[t.Kind]})
			if t.Word != "" {
				l.parts = append(l.parts, count{v.parts.id(t.Word), weight})
			}
		}
		for _, h := range p.Hits {
			if !said[h.Phrase] {
				said[h.Phrase] = true
				v.phrase(&l, h, weight*h.Weight)
			}
		}
	}
	return lexis{merge(l.words), merge(l.parts), merge(l.themes), merge(l.needs)}
}

// phrase adds what a phrase speaks of.
func (v vocabularies) phrase(l *lexis, h text.Hit, weight float64) {
	l.needs = append(l.needs, count{v.needs.id(h.Code), weight})
	for theme := range h.Themes.All() {
		l.themes = append(l.themes, count{v.themes.id(theme), weight})
	}
}

// merge sorts counts by term and adds up those of one term, in the order in which they stood.
func merge(b bag) bag {
	slices.SortStableFunc(b, func(a, b count) int { return cmp.Compare(a.term, b.term) })
	kept := b[:0]
	for _, c := range b {
		if last := len(kept) - 1; last >= 0 && kept[last].term == c.term {
			kept[last].n += c.n
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// spoken is the share of a document's own words that stand in phrases of themes, 0 to 1.
func spoken(d Document) float64 {
	words, covered := 0, 0
	for _, p := range d {
		if p.Lent {
			continue
		}
		for _, t := range p.Tokens {
			if t.Kind != text.Plain {
				continue
			}
			words++
			if slices.ContainsFunc(p.Hits, func(h text.Hit) bool { return h.Start <= t.Start && t.End <= h.End }) {
				covered++
			}
		}
	}
	return float64(covered) / float64(max(words, 1))
}
