package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// The rules about what a text says.

// texts are the passages in which a rule looks: an item's, or the mission.
func (c *checking) texts(i *item) []passage {
	if i == nil {
		return []passage{c.mission}
	}
	return i.texts()
}

func (c *checking) leads(i *item) []passage {
	if i == nil {
		return []passage{c.mission}
	}
	return i.leads()
}

// beginning is how many words of a sentence are its beginning.
const beginning = 6

func (c *checking) technologyFirst(i *item) (found, bool) {
	var marks []Mark
	for _, p := range i.leads() {
		p = p.without(p.Find(c.words.national))
		hits := p.Find(c.words.technology)
		if bare := p.without(hits); bare.Has(c.words.people) || bare.Has(c.words.problems) {
			return found{}, false
		}
		for _, h := range hits {
			if p.field == "title" || h.From < beginning {
				marks = append(marks, p.mark(h))
			}
		}
	}
	return found{why: fmt.Sprintf("It begins with %s, and says neither who needs it nor what is wrong for them today.", quoted(marks)), marks: marks}, len(marks) > 0
}

func (c *checking) unprovenTechnology(i *item) (found, bool) {
	if i != nil && (i.Body.Phase == strategy.PhaseDiscovery || i.Body.Phase == strategy.PhasePilot) {
		return found{}, false
	}
	if slices.ContainsFunc(c.texts(i), func(p passage) bool { return p.Has(c.words.trial) }) {
		return found{}, false
	}
	var marks []Mark
	for _, p := range c.leads(i) {
		for _, h := range p.Find(c.words.unproven) {
			if !p.negated(c.words.negation, h.From) && (p.field != "description" || !c.needBefore(p, h.From)) {
				marks = append(marks, p.mark(h))
			}
		}
	}
	return found{why: fmt.Sprintf("It rests on %s, which %s yet to show at scale that care gets better.", quoted(marks), haveHas(marks)), marks: marks}, len(marks) > 0
}

// needBefore reports whether a sentence says who needs something, or what is wrong, before a word of it.
func (c *checking) needBefore(p passage, at int) bool {
	before := phrase.Passage{Text: p.Text, Words: p.Words[:at], Ends: make([]int, at)}
	for i := range before.Ends {
		before.Ends[i] = min(p.Ends[i], at)
	}
	return before.Has(c.words.people) || before.Has(c.words.problems)
}

// near is how many words before a phrase may turn it round.
const near = 6

func (p passage) negated(negation phrase.List, at int) bool {
	for i := max(0, at-near); i < at; i++ {
		if p.Ends[i] > at && p.At(negation, i) > 0 {
			return true
		}
	}
	return false
}

func (c *checking) emptyWords(i *item) (found, bool) {
	var marks []Mark
	for _, p := range c.texts(i) {
		marks = append(marks, p.marks(p.Find(c.words.empty))...)
	}
	return found{why: fmt.Sprintf("Nobody would say the opposite of %s.", quoted(marks)), marks: marks}, len(marks) > 0
}

func (c *checking) vagueVerb(i *item) (found, bool) {
	if c.hasFigure(i) {
		return found{}, false
	}
	marks := i.title.verbs(c.words.vague, i.title.opening())
	if len(marks) == 0 {
		promised := i.description.promised()
		if marks = i.description.verbs(c.words.vague, promised); len(marks) < len(promised) {
			return found{}, false
		}
	}
	why := fmt.Sprintf("Nobody could tell whether you did %s: no figure says what would be different.", quoted(marks))
	return found{why: why, marks: marks}, len(marks) > 0
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

// noun reports whether words that might be a verb are something else: a support for, an improved, a transformation, and wishes
// where a title begins.
func (p passage) noun(at, to int) bool {
	lower := p.Words[at].Lower
	opened := at == 0 && (strings.HasSuffix(lower, "ed") || strings.HasSuffix(lower, "s") && lower != p.Words[at].Stem)
	return opened || strings.HasSuffix(lower, "tion") || strings.HasSuffix(lower, "ment") ||
		to < len(p.Words) && slices.Contains([]string{"for", "of", "from", "through"}, p.Words[to].Lower)
}

// hasFigure reports whether the text, or the target of a measure, says how much.
func (c *checking) hasFigure(i *item) bool {
	for _, p := range i.texts() {
		bare := p.without(p.Find(c.words.technology))
		if bare.Has(c.words.amounts) || slices.ContainsFunc(bare.Words, func(w word) bool { return isAmount(w.Lower) }) {
			return true
		}
	}
	return slices.ContainsFunc(i.Body.Measures, func(m strategy.Measure) bool { return c.isFigure(m.Target) })
}

// isAmount reports whether a word is a number that is no year.
func isAmount(lower string) bool {
	n, ok := digits(lower)
	return ok && !isYear(n)
}

// digits reads a word that is a number. Most are none, and that is seen at once.
func digits(lower string) (int, bool) {
	if lower == "" || lower[0] < '0' || lower[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(lower)
	return n, err == nil
}

func isYear(n int) bool { return n >= 2000 && n < 2100 }

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
var ourselves = []string{"we", "trust", "organisation", "council", "system", "partners"}

// committed gives where the verbs stand that say what will be done: after will, after whoever does it, and where a title begins.
func (p passage) committed() []int {
	places := p.promised()
	if p.field == "title" {
		places = p.opening()
	}
	for at := range p.Words {
		if at > 0 && p.Ends[at-1] > at && slices.Contains(ourselves, p.Words[at-1].Lower) {
			places = append(places, at)
		}
	}
	return places
}

func byPlace(a, b Mark) int {
	if a.Field != b.Field {
		return strings.Compare(b.Field, a.Field) // the title before the description
	}
	return a.Start - b.Start
}

func (c *checking) exclusionNotSaid(i *item) (found, bool) {
	if c.said(i.Body.Excluded) || slices.ContainsFunc(i.texts(), func(p passage) bool { return p.Has(c.words.inclusion) }) {
		return found{}, false
	}
	first := c.firstNamed(i.texts()...)
	var marks []Mark
	for _, p := range i.texts() {
		for _, h := range p.Find(c.words.publicChannels) {
			marks = append(marks, p.mark(h))
		}
		for _, h := range p.Find(c.words.channels) {
			who := c.firstNamed(p.sentence(h.From))
			if who == publicNamed || who == nobodyNamed && first == publicNamed {
				marks = append(marks, p.mark(h))
			}
		}
	}
	slices.SortStableFunc(marks, byPlace)
	marks = slices.CompactFunc(marks, func(a, b Mark) bool { return a.Field == b.Field && b.Start < a.End })
	why := fmt.Sprintf("People are to use %s, and nothing says who could not.", quoted(marks))
	return found{why: why, marks: marks}, len(marks) > 0
}

// sentence is the sentence of the passage in which a word stands.
func (p passage) sentence(at int) passage {
	from := at
	for from > 0 && p.Ends[from-1] == p.Ends[at] {
		from--
	}
	s := passage{phrase.Passage{Text: p.Text, Words: p.Words[from:p.Ends[at]]}, p.field}
	s.Ends = make([]int, len(s.Words))
	for i := range s.Ends {
		s.Ends[i] = len(s.Words)
	}
	return s
}

// named is who a text is about.
type whoNamed uint8

const (
	nobodyNamed whoNamed = iota
	publicNamed
	staffNamed
)

// anybody are words for people that say nothing of whether they are staff.
var anybody = []string{"who", "whoever", "they", "their", "anyone", "anybody", "everyone", "everybody", "nobody", "somebody", "users"}

// firstNamed says who is named first: somebody of the public, or of the staff. What is somebody's names nobody: the patient's
// chart is read by others.
func (c *checking) firstNamed(texts ...passage) whoNamed {
	for _, p := range texts {
		bare := p.without(p.Find(c.words.technology))
		for _, h := range bare.Find(c.words.people) {
			raw := p.Text[p.Words[h.To-1].Start:p.Words[h.To-1].End]
			switch {
			case strings.ContainsAny(raw, "'’"):
			case bare.At(c.words.public, h.From) > 0:
				return publicNamed
			case !slices.Contains(anybody, p.Words[h.From].Lower):
				return staffNamed
			}
		}
	}
	return nobodyNamed
}

func (c *checking) needWithoutPeople(i *item) (found, bool) {
	field, said := "need", i.Body.Need
	if i.Kind == strategy.KindNeed {
		if field, said = "title", i.Title; c.said(string(i.Body.Role)) {
			return found{}, false
		}
	}
	p := read(field, said)
	if !c.said(said) || p.Has(c.words.people) || p.Has(c.words.firstPerson) {
		return found{}, false
	}
	return found{why: "The need names nobody who has it.", field: field}, true
}

// farOff finds a year by which a text promises something, and a number of years over which it does, where that is beyond
// what anybody can plan.
func (c *checking) farOff(p passage) []Mark {
	var marks []Mark
	for at, w := range p.Words {
		n, ok := countOf(w.Lower)
		switch {
		case !ok || at == 0:
		case isYear(n):
			if n > c.Today.Year()+horizonYears && slices.Contains([]string{"by", "until", "before", "in", "from", "to"}, p.Words[at-1].Lower) && !p.hyphened(at) {
				marks = append(marks, p.mark(phrase.Hit{From: at - 1, To: at + 1}))
			}
		case n > horizonYears && n < 100 && at+1 < p.Ends[at] && strings.HasPrefix(p.Words[at+1].Lower, "year"):
			if slices.Contains([]string{"next", "coming", "within"}, p.Words[at-1].Lower) {
				marks = append(marks, p.mark(phrase.Hit{From: at - 1, To: at + 2}))
			}
		}
	}
	return marks
}

// hyphened reports whether a word is followed at once by another, as a model's number is.
func (p passage) hyphened(at int) bool {
	return at+1 < len(p.Words) && p.Text[p.Words[at].End:p.Words[at+1].Start] == "-"
}

var counts = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}

func countOf(lower string) (int, bool) {
	if n, ok := digits(lower); ok {
		return n, true
	}
	n := slices.Index(counts, lower)
	return n, n >= 0
}
