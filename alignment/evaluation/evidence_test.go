package evaluation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment"
)

// What a page says of words must be true of the texts: a word said to be in both is in both, in some inflection, and each
// text has the words that are quoted of it.
func TestWordsOfEvidenceStandInTheTextsTheyAreSaidOf(t *testing.T) {
	t.Parallel()
	p, _ := readLabelled(t, "../../internal/demodata/carrowmere")
	ours, theirs, lent := map[string]string{}, map[string]string{}, map[string]string{}
	for _, o := range p.Organisations {
		for _, b := range o.Objectives {
			ours[b.ID] = strings.Join(append([]string{b.Title, b.Description}, b.Measures...), "\n")
		}
	}
	for _, g := range p.Goals {
		theirs[g.ID] = strings.Join(append([]string{g.Title, g.Description}, g.Measures...), "\n")
	}
	for _, i := range p.Initiatives {
		theirs[i.ID] = i.Title + "\n" + i.Description
		for _, g := range i.Goals {
			lent[g] += "\n" + theirs[i.ID]
		}
	}
	shared := 0
	for _, l := range alignment.Assess(p, alignment.Options{}).Links {
		for _, e := range l.Evidence {
			if !strings.Contains(ours[l.Objective], e.Text) {
				t.Errorf("%s %s: the objective does not say %q", l.Objective, l.Target, e.Text)
			}
			switch e.Kind { //nolint:exhaustive // of the others nothing is quoted of the target
			case alignment.SharedWord:
				shared++
				if !has(ours[l.Objective], e.Text) || !has(theirs[l.Target], e.Text) {
					t.Errorf("%s %s: %q is not in both", l.Objective, l.Target, e.Text)
				}
			case alignment.Abbreviation, alignment.SameTheme:
				if !strings.Contains(theirs[l.Target], e.Target) {
					t.Errorf("%s %s: the target does not say %q", l.Objective, l.Target, e.Target)
				}
			case alignment.FromInitiative:
				if !strings.Contains(lent[l.Target], e.Target) {
					t.Errorf("%s %s: no initiative of it says %q", l.Objective, l.Target, e.Target)
				}
			}
		}
	}
	if shared == 0 {
		t.Error("nothing is shared")
	}
}

// has reports whether a text has words in some inflection.
func has(text, words string) bool {
	marks := alignment.Marks(text, []alignment.Evidence{{Kind: alignment.SharedWord, Text: words, Target: words}})
	return slices.ContainsFunc(marks, func(s alignment.Segment) bool { return s.Marked })
}
