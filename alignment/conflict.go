package alignment

import (
	"cmp"
	"slices"

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
// in which the cue stands, or that likely to be about an initiative that serves the goal. A non-priority is a sentence.
const (
	aboutGoal       = 0.2
	aboutInitiative = 0.4
	// How sure it has to be that a text is about a goal for its plain will not, or its end of a scheme, to be about it.
	aboutSurely = 0.5
	// An item that is about one goal is not about others that it is so much less about.
	leastOfLikeliest = 0.35
	// What a non-priority names it declines, whatever its words, where it is about what a goal asks as surely as this.
	plainlyDeclined = 0.9
)

// findDifferences looks for what works against a goal before links are decided: it scores as high as what works
// for it. Then it strikes the pair off, with the initiatives that serve the goal and with the goals that share one
// of those: what an objective says of an initiative that it stays out of speaks for none of them.
func (a *assessment) findDifferences() {
	a.wants = make([]wants, len(a.picture.Goals))
	for j, g := range a.picture.Goals {
		a.wants[j] = wants{once: says(g, uniting), closing: says(g, closing)}
	}
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
		return a.declines(row)
	}
	for _, goal := range a.about(row) {
		if a.goals.verdicts[pair{row, goal}].Verdict == Confirmed {
			continue
		}
		due := a.due(row, goal)
		if found := due.Against(a.stances[row]); found.Way != stance.NotAgainst {
			return difference{row, goal, wayOf[found.Way], a.differenceEvidence(row, goal, due, found)}, true
		}
	}
	return a.declines(row)
}

// declines finds the goal whose very thing a non-priority names: it says no by being one. To want none of one's own, nor
// another, nor to get one, leaves the field to what is shared; what names a date has been weighed by it.
func (a *assessment) declines(row int) (difference, bool) {
	if row < len(a.objectives) || slices.ContainsFunc(a.stances[row], func(r stance.Reading) bool {
		return r.Rivals() || len(r.Dates) > 0
	}) {
		return difference{}, false
	}
	best, score := a.goals.best(row)
	if score < plainlyDeclined {
		return difference{}, false
	}
	return difference{row, best, OptsOut, a.differenceEvidence(row, best, a.due(row, best), stance.Case{})}, true
}

// about gives the goals that an item is about, likeliest first.
func (a *assessment) about(row int) []int {
	likely := make([]float64, len(a.goals.ids))
	var goals []int
	for j := range a.goals.ids {
		whole, sentence, initiative := a.goals.score(row, j), 0.0, a.servedBy(row, j)
		if row < len(a.objectives) {
			sentence = a.goals.score(len(a.objectives)+len(a.nonPriorities)+a.asideOf[row], j)
		}
		likely[j] = 2*whole + sentence + initiative
		if max(whole, sentence) >= aboutGoal || initiative >= aboutInitiative {
			goals = append(goals, j)
		}
	}
	slices.SortStableFunc(goals, func(x, y int) int { return cmp.Compare(likely[y], likely[x]) })
	for i, j := range goals {
		if likely[j] < leastOfLikeliest*likely[goals[0]] {
			return goals[:i]
		}
	}
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

// wayOf is what a way of words is called in a finding.
var wayOf = map[stance.Way]Difference{stance.OptsOut: OptsOut, stance.Postpones: Postpones, stance.Opposes: Opposes}

// due is what a goal asks of an item by when.
func (a *assessment) due(row, goal int) stance.Due {
	due := stance.Due{
		Day: a.picture.Goals[goal].Due, Sure: a.goals.score(row, goal) >= aboutSurely,
		Once: a.wants[goal].once, Grows: !a.wants[goal].closing, Declined: row >= len(a.objectives),
	}
	if !due.Declined {
		due.Horizon = a.items[row].Horizon
	}
	return due
}

// wants is what the words of a goal say of what there is: that there be one for all, and that something be closed.
type wants struct{ once, closing bool }

// says reports whether a goal's own text has one of some words.
func says(g Goal, words map[string]bool) bool {
	return slices.ContainsFunc(textsOf(g.Title, g.Description, nil), func(s string) bool {
		return slices.ContainsFunc(text.Cut(s), func(w text.Word) bool { return words[w.Stem] })
	})
}

// The words, by stem, of a goal that has something closed, and of one that wants one for all.
var (
	closing = text.Stems("close retire replace remove vacate withdraw switch leave end stop")
	uniting = text.Stems("one single shared joint common close together")
)

// differenceEvidence shows the words and dates of a difference, then what makes the item about the goal.
func (a *assessment) differenceEvidence(row, goal int, due stance.Due, found stance.Case) []Evidence {
	w := &witness{mine: newGlossary(a.document(row))}
	list := []Evidence{}
	dates := found.Dates
	for _, c := range found.Cues {
		e := Evidence{Kind: Opposition, Text: w.mine.surface(place{c.Passage, c.Start, c.End})}
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
		if c.Date != nil {
			dates = append(dates, stance.DatedIn{Passage: c.Passage, Date: *c.Date})
		}
	}
	for _, d := range dates {
		e := Evidence{Kind: Dates, Text: w.mine.surface(place{d.Passage, d.Start, d.End}), Target: monthOf(due.Day)}
		if !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return append(list, w.words(&a.goals, row, goal)...)
}
