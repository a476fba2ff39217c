package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
		p = p.without(p.find(c.words.national))
		hits := p.find(c.words.technology)
		if bare := p.without(hits); bare.has(c.words.people) || bare.has(c.words.problems) {
			return found{}, false
		}
		for _, h := range hits {
			if p.field == "title" || h.from < beginning {
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
	if slices.ContainsFunc(c.texts(i), func(p passage) bool { return p.has(c.words.trial) }) {
		return found{}, false
	}
	var marks []Mark
	for _, p := range c.leads(i) {
		for _, h := range p.find(c.words.unproven) {
			if !p.negated(c.words.negation, h.from) && (p.field != "description" || !c.needBefore(p, h.from)) {
				marks = append(marks, p.mark(h))
			}
		}
	}
	return found{why: fmt.Sprintf("It rests on %s, which %s yet to show at scale that care gets better.", quoted(marks), haveHas(marks)), marks: marks}, len(marks) > 0
}

// needBefore reports whether a sentence says who needs something, or what is wrong, before a word of it.
func (c *checking) needBefore(p passage, at int) bool {
	before := passage{field: p.field, text: p.text, words: p.words[:at], ends: make([]int, at)}
	for i := range before.ends {
		before.ends[i] = min(p.ends[i], at)
	}
	return before.has(c.words.people) || before.has(c.words.problems)
}

// near is how many words before a phrase may turn it round.
const near = 6

func (p passage) negated(negation phrases, at int) bool {
	for i := max(0, at-near); i < at; i++ {
		if p.ends[i] > at && p.at(negation, i) > 0 {
			return true
		}
	}
	return false
}

func (c *checking) emptyWords(i *item) (found, bool) {
	var marks []Mark
	for _, p := range c.texts(i) {
		marks = append(marks, p.marks(p.find(c.words.empty))...)
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
	case len(p.words) > 1 && p.words[0].Lower == "to":
		return append(places, 1)
	case len(p.words) > 0:
		return append(places, 0)
	default:
		return places
	}
}

// promised gives where the verbs stand that follow will.
func (p passage) promised() []int {
	var places []int
	for i := range p.words {
		if p.words[i].Lower != "will" {
			continue
		}
		next := i + 1
		for next < p.ends[i] && slices.Contains([]string{"be", "also", "continue", "to", "further"}, p.words[next].Lower) {
			next++
		}
		if next < p.ends[i] {
			places = append(places, next)
		}
	}
	return places
}

// verbs gives the phrases that stand at some places as verbs.
func (p passage) verbs(list phrases, places []int) []Mark {
	var marks []Mark
	for _, at := range places {
		if to := p.at(list, at); to > 0 && !p.noun(at, to) {
			marks = append(marks, p.mark(hit{at, to}))
		}
	}
	return marks
}

// noun reports whether words that might be a verb are something else: a support for, an improved, a transformation, and wishes
// where a title begins.
func (p passage) noun(at, to int) bool {
	lower := p.words[at].Lower
	opened := at == 0 && (strings.HasSuffix(lower, "ed") || strings.HasSuffix(lower, "s") && lower != p.words[at].Stem)
	return opened || strings.HasSuffix(lower, "tion") || strings.HasSuffix(lower, "ment") ||
		to < len(p.words) && slices.Contains([]string{"for", "of", "from", "through"}, p.words[to].Lower)
}

// hasFigure reports whether the text, or the target of a measure, says how much.
func (c *checking) hasFigure(i *item) bool {
	for _, p := range i.texts() {
		bare := p.without(p.find(c.words.technology))
		if bare.has(c.words.amounts) || slices.ContainsFunc(bare.words, func(w word) bool { return isAmount(w.Lower) }) {
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
			to := p.at(c.words.weak, at)
			if to == 0 || p.noun(at, to) || asking && p.at(c.words.exploring, at) > 0 {
				continue
			}
			marks = append(marks, p.mark(hit{at, to}))
		}
		marks = append(marks, p.marks(p.find(c.words.hedges))...)
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
	for at := range p.words {
		if at > 0 && p.ends[at-1] > at && slices.Contains(ourselves, p.words[at-1].Lower) {
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
	if c.said(i.Body.Excluded) || slices.ContainsFunc(i.texts(), func(p passage) bool { return p.has(c.words.inclusion) }) {
		return found{}, false
	}
	first := c.firstNamed(i.texts()...)
	var marks []Mark
	for _, p := range i.texts() {
		for _, h := range p.find(c.words.publicChannels) {
			marks = append(marks, p.mark(h))
		}
		for _, h := range p.find(c.words.channels) {
			who := c.firstNamed(p.sentence(h.from))
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
	for from > 0 && p.ends[from-1] == p.ends[at] {
		from--
	}
	s := passage{field: p.field, text: p.text, words: p.words[from:p.ends[at]]}
	s.ends = make([]int, len(s.words))
	for i := range s.ends {
		s.ends[i] = len(s.words)
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
		bare := p.without(p.find(c.words.technology))
		for _, h := range bare.find(c.words.people) {
			raw := p.text[p.words[h.to-1].Start:p.words[h.to-1].End]
			switch {
			case strings.ContainsAny(raw, "'’"):
			case bare.at(c.words.public, h.from) > 0:
				return publicNamed
			case !slices.Contains(anybody, p.words[h.from].Lower):
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
	if !c.said(said) || p.has(c.words.people) || p.has(c.words.firstPerson) {
		return found{}, false
	}
	return found{why: "The need names nobody who has it.", field: field}, true
}

// farOff finds a year by which a text promises something, and a number of years over which it does, where that is beyond
// what anybody can plan.
func (c *checking) farOff(p passage) []Mark {
	var marks []Mark
	for at, w := range p.words {
		n, ok := countOf(w.Lower)
		switch {
		case !ok || at == 0:
		case isYear(n):
			if n > c.Today.Year()+horizonYears && slices.Contains([]string{"by", "until", "before", "in", "from", "to"}, p.words[at-1].Lower) && !p.hyphened(at) {
				marks = append(marks, p.mark(hit{at - 1, at + 1}))
			}
		case n > horizonYears && n < 100 && at+1 < p.ends[at] && strings.HasPrefix(p.words[at+1].Lower, "year"):
			if slices.Contains([]string{"next", "coming", "within"}, p.words[at-1].Lower) {
				marks = append(marks, p.mark(hit{at - 1, at + 2}))
			}
		}
	}
	return marks
}

// hyphened reports whether a word is followed at once by another, as a model's number is.
func (p passage) hyphened(at int) bool {
	return at+1 < len(p.words) && p.text[p.words[at].End:p.words[at+1].Start] == "-"
}

var counts = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}

func countOf(lower string) (int, bool) {
	if n, ok := digits(lower); ok {
		return n, true
	}
	n := slices.Index(counts, lower)
	return n, n >= 0
}
