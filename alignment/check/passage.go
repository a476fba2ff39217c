package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
)

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

// places are what a name is given to.
var places = []string{"ward", "unit", "house", "centre", "team", "service", "programme", "project", "hospital", "hospice", "lodge", "clinic"}

// named reports whether words are somebody's name and not what they say: Hope Ward, the Gold Standards Framework.
func (p passage) named(at, to int) bool {
	if !p.capital(at) || p.titled() {
		return false
	}
	if at > 0 && p.Ends[at-1] > at {
		return !phrase.Shouts(p.raw(at))
	}
	return to < p.Ends[at] && p.capital(to) && slices.Contains(places, p.Words[to].Lower)
}

// titled reports whether most long words begin with a capital, as in a Heading Set Like This.
func (p passage) titled() bool {
	long, capitals := 0, 0
	for at := range p.Words {
		if at > 0 && len(p.raw(at)) > 3 {
			long++
			if p.capital(at) {
				capitals++
			}
		}
	}
	return 2*capitals > long
}

func (p passage) raw(at int) string { return p.Text[p.Words[at].Start:p.Words[at].End] }

func (p passage) capital(at int) bool { return strings.IndexFunc(p.raw(at), unicode.IsUpper) == 0 }

// widened takes in the words of a list that stand at once before a hit: of an adult social care case management system all of it
// is the system, and nobody is named.
func (p passage) widened(hits []phrase.Hit, by phrase.List) []phrase.Hit {
	ends := map[int]int{}
	for _, h := range p.everywhere(by) {
		ends[h.To] = h.From
	}
	wide := slices.Clone(hits)
	for i := range wide {
		for from, ok := ends[wide[i].From]; ok && p.Ends[from] > wide[i].From; from, ok = ends[wide[i].From] {
			wide[i].From = from
		}
	}
	return wide
}

// everywhere gives the phrases of a list wherever they begin, also within one another.
func (p passage) everywhere(list phrase.List) []phrase.Hit {
	var hits []phrase.Hit
	for at := range p.Words {
		if to := p.At(list, at); to > 0 {
			hits = append(hits, phrase.Hit{From: at, To: to})
		}
	}
	return hits
}

// sited gives the phrases of a list by which a text says where, and not who: on the last nine wards, in social care; of several
// words it is always where.
func (p passage) sited(list phrase.List) []phrase.Hit {
	return slices.DeleteFunc(p.Find(list), func(h phrase.Hit) bool {
		for at := max(0, h.From-near); at < h.From; at++ {
			if p.Ends[at] > h.From && slices.Contains([]string{"on", "across", "in", "at", "to"}, p.Words[at].Lower) {
				return false
			}
		}
		return h.To-h.From == 1
	})
}
