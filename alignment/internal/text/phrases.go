package text

import (
	"sync"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

// Hit is a phrase of a capability in a text.
type Hit struct {
	ontology.Said

	Start, End int
	Code       string // the capability's
}

func hit(m *ontology.Matcher, said ontology.Said, start, end int) Hit {
	return Hit{Said: said, Start: start, End: end, Code: m.At(said.Capability).Code}
}

// spell cuts a phrase of a capability as texts are cut.
func spell(c stems) func(string) []ontology.Spelled {
	return func(phrase string) []ontology.Spelled {
		var list []ontology.Spelled
		for _, w := range lowerWords(phrase) {
			list = append(list, ontology.Spelled{Lower: w, Stem: c.of(w)})
		}
		return list
	}
}

// Standard is the matcher of the ontology that is part of the program.
var Standard = sync.OnceValue(func() *ontology.Matcher { return Matcher(ontology.Standard()) })

// Matcher makes an ontology's phrases ready to be found.
func Matcher(o *ontology.Ontology) *ontology.Matcher { return o.Matcher(spell(stems{})) }

// mark looks a word up among those of phrases.
func mark(m *ontology.Matcher, w Word) ontology.Mark {
	k := m.Mark(w.Lower, w.Stem)
	k.Capitals, k.Initial, k.Opens = w.capitals, w.initial, w.Opens
	return k
}

// phrasesIn finds the phrases of capabilities in the long form of an abbreviation, so that the short form speaks of
// them too.
func phrasesIn(m *ontology.Matcher, long []Word, c stems) []ontology.Said {
	marks := make([]ontology.Mark, len(long))
	for i, w := range long {
		w.Stem = c.of(w.Lower)
		marks[i] = mark(m, w)
	}
	var list []ontology.Said
	for _, found := range m.NewFinder().Find(marks) {
		list = append(list, found.Said)
	}
	return list
}

// Tables gives the tables that readings hang on, for the hash that stamps a report.
func Tables() string { return abbreviations + ontology.Files() + stopList }
