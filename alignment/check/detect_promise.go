package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// The rules about what a text says will be done.

// A verb that anything would satisfy opens the title, or is all that the description says will be done; a title that only
// compares (better, closer) counts unless the description says more.
func (c *checking) vagueVerb(i *item) (found, bool) {
	if c.hasFigure(i) {
		return found{}, false
	}
	marks := i.title.verbs(c.words.vague, i.title.opening())
	if len(marks) == 0 {
		done := i.description.done()
		if marks = i.description.verbs(c.words.vague, done); len(marks) < len(done) {
			return found{}, false
		}
		if len(marks) == 0 {
			marks = i.title.compared(c.words.compared)
		}
	}
	why := fmt.Sprintf("Nobody could tell whether you did %s: no figure says what would be different.", quoted(marks))
	return found{why: why, marks: marks}, len(marks) > 0
}

// compared gives the word with which a title begins by comparing.
func (p passage) compared(list phrase.List) []Mark {
	if len(p.Words) == 0 {
		return nil
	}
	if to := p.At(list, 0); to > 0 {
		return []Mark{p.mark(phrase.Hit{From: 0, To: to})}
	}
	return nil
}

// opening gives where the verb of a title may stand: at its beginning, and after will.
func (p passage) opening() []int {
	places := p.promised()
	switch {
	case len(p.Words) > 1 && p.Words[0].Lower == "to":
		return append(places, 1)
	case len(p.Words) > 0:
		return append(places, 0)
	default:
		return places
	}
}

// done gives where the verbs of a text stand: after will, and at the beginning of a sentence that has no will.
func (p passage) done() []int {
	places := p.promised()
	for at := 0; at < len(p.Words); at = p.Ends[at] {
		if !slices.ContainsFunc(places, func(place int) bool { return at <= place && place < p.Ends[at] }) {
			places = append(places, at)
		}
	}
	return places
}

// promised gives where the verbs stand that follow will.
func (p passage) promised() []int {
	var places []int
	for i := range p.Words {
		if p.Words[i].Lower != "will" {
			continue
		}
		next := i + 1
		for next < p.Ends[i] && slices.Contains([]string{"be", "also", "continue", "to", "further"}, p.Words[next].Lower) {
			next++
		}
		if next < p.Ends[i] {
			places = append(places, next)
		}
	}
	return places
}

// verbs gives the phrases that stand at some places as verbs.
func (p passage) verbs(list phrase.List, places []int) []Mark {
	var marks []Mark
	for _, at := range places {
		if to := p.At(list, at); to > 0 && !p.noun(at, to) {
			marks = append(marks, p.mark(phrase.Hit{From: at, To: to}))
		}
	}
	return marks
}

// noun reports whether words that might be a verb are something else: a support for, an improved, a transformation, wishes where
// a title begins, and Hope Ward.
func (p passage) noun(at, to int) bool {
	lower := p.Words[at].Lower
	opened := at == 0 && (strings.HasSuffix(lower, "ed") || strings.HasSuffix(lower, "s") && lower != p.Words[at].Stem)
	return opened || strings.HasSuffix(lower, "tion") || strings.HasSuffix(lower, "ment") || p.named(at, to) ||
		to < len(p.Words) && slices.Contains([]string{"for", "of", "from", "through"}, p.Words[to].Lower)
}

// hasFigure reports whether the text, or the target of a measure, says how much.
func (c *checking) hasFigure(i *item) bool {
	for _, p := range i.texts() {
		bare := p.without(p.Find(c.words.technology))
		if bare.Has(c.words.amounts) || bare.amounts() {
			return true
		}
	}
	return slices.ContainsFunc(i.Body.Measures, func(m strategy.Measure) bool { return c.isFigure(m.Target) })
}

func (c *checking) weakPromise(i *item) (found, bool) {
	var marks []Mark
	asking := i.Body.Phase == strategy.PhaseDiscovery || i.Body.Phase == strategy.PhasePilot
	for _, p := range i.texts() {
		for _, at := range p.committed() {
			to := p.At(c.words.weak, at)
			if to == 0 || p.noun(at, to) || asking && p.At(c.words.exploring, at) > 0 {
				continue
			}
			marks = append(marks, p.mark(phrase.Hit{From: at, To: to}))
		}
		marks = append(marks, p.marks(p.Find(c.words.hedges))...)
	}
	slices.SortStableFunc(marks, byPlace)
	return found{why: fmt.Sprintf("With %s, doing nothing would keep the promise.", quoted(marks)), marks: marks}, len(marks) > 0
}

// ourselves are the words for those whose strategy it is.
var ourselves = []string{"we", "trust", "trusts", "organisation", "organisations", "council", "system", "partners"}

// committed gives where the verbs stand that say what will be done: after will, after whoever does it, and where a title begins.
// What they have done already is no promise.
func (p passage) committed() []int {
	places := p.promised()
	if p.field == "title" {
		places = p.opening()
	}
	for at := range p.Words {
		if at > 0 && p.Ends[at-1] > at && slices.Contains(ourselves, p.Words[at-1].Lower) && !strings.HasSuffix(p.Words[at].Lower, "ed") {
			places = append(places, at)
		}
	}
	return places
}
