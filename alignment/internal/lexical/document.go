package lexical

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// Passage is a reading that belongs to a document.
type Passage struct {
	text.Reading
	LentTo int // 0, or how many goals an initiative serves whose text this is, lent to one of them
}

// Document is what an objective, a goal or an initiative says.
type Document []Passage

// How much a token counts, from leave-one-system-out runs over the systems in data; each is the middle of a range
// in which nothing changes much.
const (
	lentWeight     = 0.75 // what an initiative says, parted among the goals that it serves, against what a goal says itself
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

// known is the term that a word as written was made into last.
type known struct {
	term string
	id   int32
}

func newVocabularies() vocabularies {
	return vocabularies{newVocabulary(), newVocabulary(), newVocabulary(), newVocabulary()}
}

// counter counts one document after the other.
type counter struct {
	vocabularies

	terms  []known // by the number of a word as written
	counts struct{ words, parts, themes, needs tally }
}

// count gives the counts of a document.
func (c *counter) count(d Document) lexis {
	said := map[int]bool{}
	for _, p := range d {
		weight := 1.0
		if p.LentTo > 0 {
			weight = lentWeight / float64(p.LentTo)
		}
		for i := range p.Tokens {
			c.token(&p.Tokens[i], weight)
		}
		for _, h := range p.Hits {
			if !said[h.Phrase] {
				said[h.Phrase] = true
				c.phrase(h, weight*h.Weight)
			}
		}
	}
	return lexis{c.counts.words.bag(), c.counts.parts.bag(), c.counts.themes.bag(), c.counts.needs.bag()}
}

// phrase counts what a phrase speaks of.
func (c *counter) phrase(h text.Hit, weight float64) {
	c.counts.needs.put(c.needs.id(h.Code), weight)
	for theme := range h.Themes.All() {
		c.counts.themes.put(c.themes.id(theme), weight)
	}
}

// token counts a token. A word as written nearly always becomes the same term, so that is looked up once.
func (c *counter) token(t *text.Token, weight float64) {
	if t.Word == "" {
		c.counts.words.put(c.words.id(t.Term), weight*kindWeight[t.Kind])
		return
	}
	part := c.parts.id(t.Word)
	if int(part) == len(c.terms) {
		c.terms = append(c.terms, known{t.Term, c.words.id(t.Term)})
	}
	k := &c.terms[part]
	if k.term != t.Term {
		*k = known{t.Term, c.words.id(t.Term)}
	}
	c.counts.words.put(k.id, weight*kindWeight[t.Kind])
	c.counts.parts.put(part, weight)
}

// spoken is the share of a document's own words that stand in phrases of themes, 0 to 1.
func spoken(d Document) float64 {
	words, covered := 0, 0
	for _, p := range d {
		if p.LentTo > 0 {
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
