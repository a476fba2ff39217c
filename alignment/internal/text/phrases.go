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

// spell cuts a phrase of a capability as texts are cut.
func spell(phrase string) []ontology.Spelled {
	var list []ontology.Spelled
	for _, w := range Cut(phrase) {
		list = append(list, ontology.Spelled{Lower: w.Lower, Stem: w.Stem})
	}
	return list
}

// Standard is the matcher of the ontology that is part of the program.
var Standard = sync.OnceValue(func() *ontology.Matcher { return Matcher(ontology.Standard()) })

// Matcher makes an ontology's phrases ready to be found.
func Matcher(o *ontology.Ontology) *ontology.Matcher { return o.Matcher(spell) }

// mark looks a word up among those of phrases.
func mark(m *ontology.Matcher, e *Entry) ontology.Mark {
	k := m.Mark(e.Lower, e.Stem)
	k.Capitals, k.Initial = e.capitals, e.initial
	return k
}

// phrasesIn finds the phrases of capabilities in the long form of an abbreviation, so that the short form speaks of
// them too.
func phrasesIn(m *ontology.Matcher, long []Word) []ontology.Said {
	marks := make([]ontology.Mark, len(long))
	for i, w := range long {
		marks[i] = mark(m, w.Entry)
	}
	var list []ontology.Said
	for _, found := range m.NewFinder().Find(marks) {
		list = append(list, found.Said)
	}
	return list
}

// Tables gives the tables that readings hang on, for the hash that stamps a report.
func Tables() string { return abbreviations + ontology.Files() + stopList }
