package lexical

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/text"
	"github.com/throughline-ics/throughline/alignment/ontology"
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

// vocabulary numbers terms in the order in which it meets them.
type vocabulary struct {
	terms []string
	ids   map[string]int32 // of all terms, once somebody has asked for one by its name
}

func newVocabulary() *vocabulary { return &vocabulary{} }

// id gives a term's id; one that is new gets the next.
func (v *vocabulary) id(term string) int32 {
	id, ok := v.named()[term]
	if !ok {
		id = v.add(term)
	}
	return id
}

// named gives the ids of all terms. It is not safe for concurrent use.
func (v *vocabulary) named() map[string]int32 {
	if v.ids == nil {
		v.ids = make(map[string]int32, len(v.terms))
		for id, term := range v.terms {
			v.ids[term] = int32(id)
		}
	}
	return v.ids
}

func (v *vocabulary) add(term string) int32 {
	id := int32(len(v.terms)) //nolint:gosec // a system has far fewer terms than an int32 holds
	v.terms = append(v.terms, term)
	if v.ids != nil {
		v.ids[term] = id
	}
	return id
}

// numbering is a vocabulary with the ids of terms that have a number of the same kind, one more than the id, or 0.
type numbering struct {
	*vocabulary

	byNumber []int32
}

// of gives the id of a term that has a number, or is text.Unnumbered.
func (n *numbering) of(number int32, term string) int32 {
	if number < 0 {
		return n.id(term)
	}
	if int(number) >= len(n.byNumber) {
		n.byNumber = append(n.byNumber, make([]int32, int(number)+1-len(n.byNumber))...)
	}
	known := &n.byNumber[number]
	if *known == 0 {
		if n.ids == nil { // and so all terms have come by their number
			*known = n.add(term) + 1
		} else {
			*known = n.id(term) + 1
		}
	}
	return *known - 1
}

// vocabularies number the terms of all documents of an assessment.
type vocabularies struct {
	words, parts, themes, needs *vocabulary
}

func newVocabularies() vocabularies {
	return vocabularies{newVocabulary(), newVocabulary(), newVocabulary(), newVocabulary()}
}

// counter counts one document after the other. What it has room in can be used again.
type counter struct {
	words, parts, themes, needs way
	said                        []int32 // by phrase: the last document that says it; the first is 1
	document                    int32
	amounts                     amounts
}

func (c *counter) ways() [4]*way { return [...]*way{&c.words, &c.parts, &c.themes, &c.needs} }

// begin makes ready for the documents of an assessment.
func (c *counter) begin(v vocabularies) {
	clear(c.said)
	c.document, c.amounts = 0, newAmounts()
	for i, terms := range [...]*vocabulary{v.words, v.parts, v.themes, v.needs} {
		c.ways()[i].begin(terms)
	}
}

// end gives the amounts of all counts, and forgets whose they are.
func (c *counter) end() []amount {
	amounts := c.amounts.list
	c.begin(vocabularies{})
	return amounts
}

// count gives the counts of some documents, which have no amounts until all have been counted.
func (c *counter) count(documents []Document) lexis {
	for _, d := range documents {
		c.read(d)
	}
	return lexis{c.words.take(), c.parts.take(), c.themes.take(), c.needs.take()}
}

func (c *counter) read(d Document) {
	c.document++
	for _, p := range d {
		weight := 1.0
		if p.LentTo > 0 {
			weight = lentWeight / float64(p.LentTo)
		}
		for i := range p.Tokens {
			c.token(&p.Tokens[i], weight)
		}
		for i := range p.Hits {
			c.phrase(&p.Hits[i], weight)
		}
	}
	for _, w := range c.ways() {
		w.end(&c.amounts)
	}
}

// phrase counts what a phrase speaks of, once for a document.
func (c *counter) phrase(h *text.Hit, weight float64) {
	if h.Phrase >= len(c.said) {
		c.said = append(c.said, make([]int32, h.Phrase+1-len(c.said))...)
	}
	if c.said[h.Phrase] == c.document {
		return
	}
	c.said[h.Phrase] = c.document
	weight *= h.Weight
	c.needs.put(int32(h.Capability), h.Code, weight) //nolint:gosec // far fewer capabilities than an int32 holds
	for set := h.Themes; set != 0; set = set.Rest() {
		c.themes.put(int32(set.First()), ontology.Themes[set.First()], weight) //nolint:gosec // at most 64
	}
}

// token counts a token. A name is made from no word.
func (c *counter) token(t *text.Token, weight float64) {
	c.words.put(t.TermNumber, t.Term, weight*kindWeight[t.Kind])
	if t.Word != "" {
		c.parts.put(t.WordNumber, t.Word, weight)
	}
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
