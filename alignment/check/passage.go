package check

import "github.com/throughline-ics/throughline/alignment/internal/phrase"

// passage is a text of an item.
type passage struct {
	phrase.Passage

	field string
}

func read(field, s string) passage { return passage{phrase.Read(s), field} }

// first is the passage's first sentence.
func (p passage) first() passage { return passage{p.First(), p.field} }

// without is the passage with some of its words masked.
func (p passage) without(hits []phrase.Hit) passage { return passage{p.Without(hits), p.field} }

// mark is a hit as part of a finding.
func (p passage) mark(h phrase.Hit) Mark {
	start, end := p.Place(h)
	return Mark{Field: p.field, Start: start, End: end, Words: p.Text[start:end]}
}

func (p passage) marks(hits []phrase.Hit) []Mark {
	marks := make([]Mark, len(hits))
	for i, h := range hits {
		marks[i] = p.mark(h)
	}
	return marks
}
