package alignment

import (
	"cmp"
	"slices"
	"time"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/stance"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// difference is an objective or a non-priority that works against a goal.
type difference struct {
	row      int // objectives, then non-priorities
	goal     int
	kind     Difference
	evidence []Evidence
}

// An item can only differ from a goal that it is about: at least this likely by its whole text, or by the sentence
// in which the cue stands, or that likely to be about an initiative that serves the goal.
const (
	aboutGoal       = 0.2
	aboutInitiative = 0.4
	// A non-priority is short, and what is not done is rarely about a goal: it has to be nearer to it.
	aboutNonPriority = 0.3
)

// findDifferences looks for what works against a goal before links are decided: it scores as high as what works
// for it. Then it strikes the pair off, with the initiatives that serve the goal and with the goals that share one
// of those: what an objective says of an initiative that it stays out of speaks for none of them.
func (a *assessment) findDifferences() {
	for row := range len(a.objectives) + len(a.nonPriorities) {
		if d, found := a.differs(row); found {
			a.differences = append(a.differences, d)
			if row < len(a.objectives) {
				a.strike(row, d.goal)
			}
		}
	}
}

func (a *assessment) strike(row, goal int) {
	a.goals.opposed[pair{row, goal}] = true
	for k, i := range a.picture.Initiatives {
		if slices.Contains(i.Goals, a.goals.ids[goal]) {
			a.initiatives.opposed[pair{row, k}] = true
		}
	}
	for _, j := range a.goals.siblings[goal] {
		a.goals.opposed[pair{row, j}] = true
	}
}

// differs finds the goal that an item works against: of those that it is about, the likeliest whose date its words
// go against. A pair that a person has judged is left alone.
func (a *assessment) differs(row int) (difference, bool) {
	if !slices.ContainsFunc(a.stances[row], func(r stance.Reading) bool { return len(r.Cues) > 0 }) {
		return difference{}, false
	}
	order := a.about(row)
	for _, goal := range order {
		if a.goals.verdicts[pair{row, goal}].Verdict == Confirmed {
			continue
		}
		s := set{due: a.picture.Goals[goal].Due, refusalsOnly: row >= len(a.objectives)}
		if !s.refusalsOnly {
			s.horizon = a.items[row].Horizon
		}
		if kind, ok := s.against(a.stances[row]); ok {
			return difference{row, goal, kind, a.differenceEvidence(row, goal, s)}, true
		}
	}
	return difference{}, false
}

// about gives the goals that an item is about, likeliest first.
func (a *assessment) about(row int) []int {
	likely := make([]float64, len(a.goals.ids))
	var goals []int
	for j := range a.goals.ids {
		whole := a.goals.score(row, j)
		if row >= len(a.objectives) {
			initiative := a.servedBy(row, j)
			if likely[j] = whole + initiative; whole >= aboutNonPriority || initiative >= aboutInitiative {
				goals = append(goals, j)
			}
			continue
		}
		sentence := a.goals.score(len(a.objectives)+len(a.nonPriorities)+a.asideOf[row], j)
		initiative := a.servedBy(row, j)
		if likely[j] = whole + sentence + initiative; max(whole, sentence) >= aboutGoal || initiative >= aboutInitiative {
			goals = append(goals, j)
		}
	}
	slices.SortStableFunc(goals, func(x, y int) int { return cmp.Compare(likely[y], likely[x]) })
	return goals
}

// servedBy is how likely it is that an item is about an initiative that serves a goal: certain when it calls the
// initiative by its name.
func (a *assessment) servedBy(row, goal int) float64 {
	most := 0.0
	for k, i := range a.picture.Initiatives {
		if !slices.Contains(i.Goals, a.goals.ids[goal]) {
			continue
		}
		most = max(most, a.initiatives.score(row, k))
		if name, ok := text.TitleName(i.Title); ok && names(a.document(row), name) {
			return 1
		}
	}
	return most
}

func names(d lexical.Document, name text.Name) bool {
	term := name.Term()
	for _, p := range d {
		if slices.ContainsFunc(p.Tokens, func(t text.Token) bool { return t.Term == term }) {
			return true
		}
	}
	return false
}

// document is the text of an objective or a non-priority.
func (a *assessment) document(row int) lexical.Document {
	if row < len(a.objectives) {
		return a.objectives[row]
	}
	return a.nonPriorities[row-len(a.objectives)]
}

// set is an item's words set against a goal's date.
type set struct {
	due, horizon time.Time
	refusalsOnly bool           // a non-priority: that it is put off says nothing against anybody
	apart        map[place]bool // sentences in which something is kept apart
	onlyLate     bool           // all dates of the text are after the goal's
	ending       map[place]bool // sentences in which that lasts no longer than until the goal's date
	cues         []cited
	dates        []cited
}

// cited is a cue or a date with the passage it stands in.
type cited struct {
	passage int
	cue     stance.Cue
	date    stance.Date
}

// against says in what way the words work against a goal, if they do. The rule: to renew, keep or prefer one's own
// past the goal's date, or to put it in the place of what is shared, opposes; to take part only after the date
// postpones; to refuse, to keep one's own, or to look only after the date at whether to take part, opts out.
func (s *set) against(readings []stance.Reading) (Difference, bool) {
	s.apart, s.ending, s.onlyLate = keptApart(readings), s.endsInTime(readings), s.namesLateDatesOnly(readings)
	if s.cite(readings, s.opposing) {
		return Opposes, true
	}
	if !s.refusalsOnly && s.cite(readings, s.postponing) && s.isLate(readings) {
		return Postpones, true
	}
	return OptsOut, s.cite(readings, s.refusing)
}

// cite keeps the cues that are of a kind, and reports whether there are any.
func (s *set) cite(readings []stance.Reading, is func(c stance.Cue, apart bool) bool) bool {
	s.cues = nil
	for p, r := range readings {
		for _, c := range r.Cues {
			sentence := place{p, c.From, c.To}
			if c.Kind == stance.Apart && s.ending[sentence] {
				continue
			}
			if is(c, s.apart[sentence]) {
				s.cues = append(s.cues, cited{passage: p, cue: c})
			}
		}
	}
	return len(s.cues) > 0
}

// keptApart lists the sentences in which something is kept apart.
func keptApart(readings []stance.Reading) map[place]bool {
	apart := map[place]bool{}
	for p, r := range readings {
		for _, c := range r.Cues {
			if c.Kind == stance.Apart {
				apart[place{p, c.From, c.To}] = true
			}
		}
	}
	return apart
}

// namesLateDatesOnly reports whether the text names dates, and every one is after the goal's.
func (s *set) namesLateDatesOnly(readings []stance.Reading) bool {
	named := false
	for _, r := range readings {
		for _, d := range r.Dates {
			if !s.late(d.From) {
				return false
			}
			named = true
		}
	}
	return named
}

// endsInTime lists the sentences that say until when, and it is not after the goal's date: our own list is kept until we join.
func (s *set) endsInTime(readings []stance.Reading) map[place]bool {
	ending := map[place]bool{}
	for p, r := range readings {
		for _, c := range r.Cues {
			if (c.Kind == stance.Lasting || c.Kind == stance.Prolonging) && !s.due.IsZero() && !s.late(c.Date.Until) {
				ending[place{p, c.From, c.To}] = true
			}
		}
	}
	return ending
}

func (s *set) opposing(c stance.Cue, apart bool) bool {
	switch c.Kind {
	case stance.Rival, stance.Substitution:
		return true
	case stance.Prolonging:
		return s.late(c.Date.Until)
	case stance.Lasting:
		return apart && s.late(c.Date.Until)
	case stance.Refusal, stance.Apart, stance.Postponing, stance.Reviewing, stance.Joining, stance.Depending:
	}
	return false
}

func (s *set) postponing(c stance.Cue, _ bool) bool {
	switch c.Kind {
	case stance.Postponing:
		return c.Date == nil || s.late(c.Date.From)
	case stance.Lasting:
		return s.late(c.Date.From)
	case stance.Depending:
		return s.onlyLate
	case stance.Refusal, stance.Apart, stance.Rival, stance.Substitution, stance.Prolonging, stance.Reviewing, stance.Joining:
	}
	return false
}

func (s *set) refusing(c stance.Cue, _ bool) bool {
	switch c.Kind {
	case stance.Refusal, stance.Apart:
		return s.refusalsOnly || !c.Stated
	case stance.Reviewing:
		return s.late(c.Date.From)
	case stance.Joining:
		return s.refusalsOnly
	case stance.Rival, stance.Substitution, stance.Prolonging, stance.Postponing, stance.Lasting, stance.Depending:
	}
	return false
}

func (s *set) late(day time.Time) bool { return !s.due.IsZero() && day.After(s.due) }

// isLate keeps the dates that lie after the goal's, and reports whether there are any or the item itself is to be
// done after it.
func (s *set) isLate(readings []stance.Reading) bool {
	for p, r := range readings {
		for _, d := range r.Dates {
			if s.late(d.From) {
				s.dates = append(s.dates, cited{passage: p, date: d})
			}
		}
	}
	return len(s.dates) > 0 || s.late(s.horizon)
}

// differenceEvidence shows the words and dates of a difference, then what makes the item about the goal.
func (a *assessment) differenceEvidence(row, goal int, s set) []Evidence {
	w := &witness{mine: newGlossary(a.document(row))}
	list := []Evidence{}
	for _, c := range s.cues {
		e := Evidence{Kind: Opposition, Text: w.mine.surface(place{c.passage, c.cue.Start, c.cue.End})}
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
		if c.cue.Date != nil {
			s.dates = append(s.dates, cited{passage: c.passage, date: *c.cue.Date})
		}
	}
	for _, c := range s.dates {
		e := Evidence{Kind: Dates, Text: w.mine.surface(place{c.passage, c.date.Start, c.date.End}), Target: monthOf(s.due)}
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return append(list, w.words(&a.goals, row, goal)...)
}
