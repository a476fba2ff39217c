package stance

import (
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// sentence is the words of a sentence, with what parts it and what it turns down.
type sentence struct {
	text     string
	list     []text.Word
	dates    []Date
	declined []bool // by word: stands after rather than or instead of, in the same clause: it is what is not done
	history  bool   // tells of what was or is, and not of what is to be
}

func (t *table) sentence(s string, list []text.Word, dates []Date) sentence {
	made := sentence{text: s, list: list, dates: dates, declined: make([]bool, len(list))}
	m := match{list: list, dates: dates}
	for at := range list {
		next, ok := m.slot(t.instead, at)
		if !ok {
			continue
		}
		for ; next < len(list) && !made.parts(next); next++ {
			made.declined[next] = true
		}
	}
	made.history = t.isHistory(m)
	return made
}

// parts reports whether a word begins a clause: by what stands before it, or by how it goes on.
func (s *sentence) parts(at int) bool {
	if at == 0 {
		return true
	}
	if strings.ContainsAny(s.text[s.list[at-1].End:max(s.list[at].Start, s.list[at-1].End)], ",;:()") {
		return true
	}
	if w := s.list[at].Lower; w != "and" {
		return w == "but"
	}
	return at+1 < len(s.list) && slices.Contains([]string{"will", "shall", "we", "it"}, s.list[at+1].Lower)
}

// before gives the words of the clause before a word, so many at most.
func (s *sentence) before(at, reach int) []text.Word {
	from := at
	for from > 0 && at-from < reach && !s.parts(from) {
		from--
	}
	return s.list[from:at]
}

// after gives the words of the clause from a word on, so many at most.
func (s *sentence) after(at, reach int) []text.Word {
	to := at
	for to < len(s.list) && to-at < reach && !s.parts(to) {
		to++
	}
	return s.list[at:to]
}

// reversed reports whether what stands before a cue turns it round: instead of keeping our own, not set up a desk of our own.
func (s *sentence) reversed(p *pattern, at int) bool {
	const near, clause = 4, 9
	return hasAny(s.list[max(at-near, 0):at], p.unlessBefore) || hasAny(s.before(at, clause), p.unlessDenied)
}

// isHistory reports whether a sentence tells of what was: by its words, as one that begins with a date and promises nothing,
// or as one that says how things are today.
func (t *table) isHistory(m match) bool {
	promises := hasAny(m.list, t.promises)
	decides := promises || hasAny(m.list, t.denials)
	if _, dated := m.slots(t.dated, 0); dated && !promises && !hasAny(m.list, t.aims) {
		return true
	}
	for at := range m.list {
		if _, ok := m.slot(t.history, at); ok {
			return true
		}
		if _, ok := m.slot(t.today, at); ok && !decides {
			return true
		}
	}
	return false
}
