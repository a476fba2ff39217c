package evaluation

import (
	"fmt"
	"io"
	"slices"

	"github.com/throughline-ics/throughline/alignment"
)

// Stress is what becomes of the figures when every organisation writes its own short forms.
type Stress struct {
	Phrases int `json:"phrases"` // turned into short forms, counted in each organisation
	Places  int `json:"places"`  // where a short form stands in an objective now
	Comparison
}

// StressAbbreviations compares a picture as it is with the same picture as organisations with house styles would have
// written it, see abbreviated.
func StressAbbreviations(p alignment.Picture, gold Gold) (Stress, error) {
	s := Stress{}
	written := p
	written.Organisations = slices.Clone(p.Organisations)
	theirs := phrasesOfTargets(p)
	for i, o := range p.Organisations {
		var phrases, places int
		written.Organisations[i], phrases, places = abbreviated(o, theirs)
		s.Phrases += phrases
		s.Places += places
	}
	all := alignment.Options{AllScores: true}
	var err error
	after := alignment.Assess(written, all)
	after.Findings = slices.DeleteFunc(after.Findings, func(f alignment.Finding) bool { return slices.ContainsFunc(f.Items, isGlossary) })
	s.Comparison, err = Compare(gold, alignment.Assess(p, all), after)
	return s, err
}

// JSON writes a stress with two spaces of indent and a line break at its end.
func (s Stress) JSON(w io.Writer) error { return indented(w, s) }

// Table writes a stress for people in a terminal.
func (s Stress) Table(w io.Writer) error {
	fmt.Fprintf(w, "Before: as written. After: %d phrases as short forms, in %d places.\n\n", s.Phrases, s.Places)
	return s.Comparison.Table(w)
}
