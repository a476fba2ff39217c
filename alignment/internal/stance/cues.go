package stance

import (
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// Cue is a turn of phrase that may set a text against something shared.
type Cue struct {
	Kind       Kind
	Start, End int   // bytes of the text
	From, To   int   // bytes of the sentence that it stands in
	Date       *Date // the date it names, if it names one
	Stated     bool  // says how things are, which may be what the text means to change
}

// Reading is what a text says of its own stance.
type Reading struct {
	Cues      []Cue
	Dates     []Date
	Purchase  Purchase
	HandsOver bool // something goes to a service that several have
	Obliged   bool // the law, or a regulator, is named as what asks for it
	Doubles   bool // it speaks of one's own, of another or of a new one
	Succeeded bool // something takes the place of what there is
}

// Read finds cues and dates in a text that has been cut into words with their stems. A cue stays within a sentence.
func Read(s string, list []text.Word) Reading {
	r := Reading{Dates: dates(s, list)}
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && !list[to].Opens {
			to++
		}
		r.sentence(s, list[from:to])
		from = to
	}
	return r
}

// sentence reads one sentence.
func (r *Reading) sentence(s string, list []text.Word) {
	r.Purchase = max(r.Purchase, purchase(list))
	r.HandsOver = r.HandsOver || handsOver(list)
	t := cueTable()
	r.Obliged = r.Obliged || hasAny(list, t.obliged)
	r.Doubles = r.Doubles || hasAny(list, t.doubles)
	r.Succeeded = r.Succeeded || hasAny(list, t.succeeds)
	said := t.sentence(s, list, r.Dates)
	defer r.drop(list[0].Start)
	for at := range list {
		for _, i := range t.first[list[at].Stem] {
			p := &t.patterns[i]
			m := match{list: list, dates: r.Dates}
			end, ok := m.slots(p.slots, at)
			if !ok || !said.lets(p, at, end) {
				continue
			}
			r.add(Cue{
				Kind: p.kind, Start: list[at].Start, End: list[end-1].End,
				From: list[0].Start, To: list[len(list)-1].End, Date: m.date,
				Stated: said.history || at > 0 && p.statedAfter[list[at-1].Stem],
			})
		}
	}
}

// drop leaves out the plain denial of the sentence that begins at a byte, where it is said what is refused.
func (r *Reading) drop(from int) {
	refuses := slices.ContainsFunc(r.Cues, func(c Cue) bool { return c.Kind == Refusal && c.From == from })
	r.Cues = slices.DeleteFunc(r.Cues, func(c Cue) bool { return c.Kind == Denying && c.From == from && refuses })
}

// lets reports whether the words around those of a pattern let it mean what it means.
func (s *sentence) lets(p *pattern, at, end int) bool {
	const reach = 10
	switch {
	case p.opens && at > 0, s.declined[at] && p.kind != Substitution, s.reversed(p, at), hasAny(s.list[at:end], p.unlessInside), hasAny(s.list, p.unlessSaid):
		return false
	}
	return p.unlessAfter == nil || !hasAny(s.after(end, reach), p.unlessAfter)
}

// add keeps a cue unless it is part of the last of its kind, or has that as a part and takes its place.
func (r *Reading) add(c Cue) {
	for i, known := range slices.Backward(r.Cues) {
		if known.Kind != c.Kind {
			continue
		}
		if known.Start <= c.Start && c.End <= known.End {
			r.Cues[i].Stated = known.Stated && c.Stated
			return
		}
		if known.Start == c.Start && known.End < c.End && (known.Date == nil) == (c.Date == nil) {
			c.Stated = known.Stated && c.Stated
			r.Cues[i] = c
			return
		}
		break
	}
	r.Cues = append(r.Cues, c)
}

func hasAny(list []text.Word, stems map[string]bool) bool {
	return slices.ContainsFunc(list, func(w text.Word) bool { return stems[w.Stem] })
}

// match tries to lay the slots of a pattern on words.
type match struct {
	list  []text.Word
	dates []Date
	date  *Date
}

// slots lays the slots that are left from a word on; the first may lie up to its gap further on. It gives the index
// of the word after the last one.
func (m *match) slots(left []slot, from int) (int, bool) {
	s := left[0]
	for at := from; at < len(m.list) && at <= from+s.gap; at++ {
		next, ok := m.slot(s, at)
		if !ok {
			continue
		}
		if len(left) == 1 {
			return next, true
		}
		if end, ok := m.slots(left[1:], next); ok {
			return end, true
		}
	}
	return 0, false
}

// slot lays one slot on a word, and gives the index of the word after it.
func (m *match) slot(s slot, at int) (int, bool) {
	if s.date {
		start := m.list[at].Start
		i, ok := slices.BinarySearchFunc(m.dates, start, func(d Date, start int) int { return d.Start - start })
		if !ok {
			return 0, false
		}
		m.date = &m.dates[i]
		return m.after(m.date.End, at), true
	}
	if s.never[m.list[at].Lower] || m.excluded(s, at+1) {
		return 0, false
	}
	for _, tied := range s.words[m.list[at].Stem] {
		if m.says(tied, at+1) {
			return at + 1 + len(tied), true
		}
	}
	return 0, false
}

// excluded reports whether a word is one that may not come next.
func (m *match) excluded(s slot, at int) bool {
	return at < len(m.list) && (s.not[m.list[at].Stem] ||
		slices.ContainsFunc(s.except[m.list[at].Stem], func(tied []string) bool { return m.says(tied, at+1) }))
}

func (m *match) says(tied []string, at int) bool {
	if at+len(tied) > len(m.list) {
		return false
	}
	for i, stem := range tied {
		if m.list[at+i].Stem != stem {
			return false
		}
	}
	return true
}

// after gives the index of the first word that begins at a byte or later.
func (m *match) after(end, at int) int {
	for at < len(m.list) && m.list[at].Start < end {
		at++
	}
	return at
}
