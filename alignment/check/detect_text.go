package check

import (
	"fmt"
	"slices"
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
		if bare := p.without(p.widened(hits, c.words.people)).without(p.sited(c.words.sites)); bare.Has(c.words.people) || bare.Has(c.words.problems) {
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
			if !p.negated(c.words.negation, h.From) && !p.sentence(h.From).Has(c.words.declined) && (p.field != "description" || !c.needBefore(p, h.From)) {
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
		p = p.without(p.Find(c.words.terms))
		for _, h := range p.Find(c.words.empty) {
			if !p.named(h.From, h.To) {
				marks = append(marks, p.mark(h))
			}
		}
	}
	return found{why: fmt.Sprintf("Nobody would say the opposite of %s.", quoted(marks)), marks: marks}, len(marks) > 0
}

func (c *checking) exclusionNotSaid(i *item) (found, bool) {
	if c.answers(i.Body.Excluded) || slices.ContainsFunc(i.texts(), func(p passage) bool { return p.Has(c.words.inclusion) }) {
		return found{}, false
	}
	first := c.firstNamed(append(i.texts(), read("need", i.Body.Need))...)
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
		if field, said = "title", i.Title; c.said(string(i.Body.Role)) && !read("role", string(i.Body.Role)).whole(c.words.bodies) {
			return found{}, false
		}
	}
	p := read(field, said)
	p = p.without(p.sited(c.words.sites))
	if !c.said(said) || p.Has(c.words.people) || p.Has(c.words.firstPerson) {
		return found{}, false
	}
	return found{why: "The need names nobody who has it.", field: field}, true
}

func byPlace(a, b Mark) int {
	if a.Field != b.Field {
		return strings.Compare(b.Field, a.Field) // the title before the description
	}
	return a.Start - b.Start
}
