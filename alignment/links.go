package alignment

import (
	"cmp"
	"math"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// shown is how many targets of each kind a report gives for an objective, suggested or not.
const shown = 5

// links gives, for every objective in the order of their ids, its goals and then its initiatives, best first: those
// that are suggested, and what remains of the best five. With all scores, every pair.
func (a *assessment) links(o Options) []Link {
	lists := make([][]Link, len(a.items))
	parallel.By(len(a.items), a.threads, func() func(int) {
		w := &witness{}
		return func(i int) {
			if o.Only != "" && o.Only != a.items[i].ID {
				return
			}
			w.mine = newGlossary(a.objectives[i])
			lists[i] = append(a.linksOf(&a.goals, i, w, o.AllScores), a.linksOf(&a.initiatives, i, w, o.AllScores)...)
		}
	})
	return append([]Link{}, slices.Concat(lists...)...)
}

func (a *assessment) linksOf(s *side, row int, w *witness, all bool) []Link {
	order := make([]int, len(s.ids))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(s.score(row, y), s.score(row, x)) })
	var links []Link
	standing := s.fit.Standing(row)
	for place, j := range order {
		linked := s.linked(row, j)
		if !all && !linked && place >= shown {
			continue
		}
		link := Link{
			Objective: a.items[row].ID, Target: s.ids[j], Kind: s.kind,
			Score: s.chance(row, j), Suggested: linked, Contribution: s.contribution(row, j),
			Evidence: a.evidence(s, row, j, w),
		}
		link.Balance = s.weigh(standing, row, j, link.Evidence, w.gross)
		links = append(links, link)
	}
	return links
}

// weigh gives the evidence its points and says what else makes the score. The words of a pair have its fit between them,
// each by its share of what they weigh, whichever way.
func (s *side) weigh(standing lexical.Standing, row, target int, evidence []Evidence, gross float64) []Weighed {
	b := standing.Balance(target, s.siblings[target])
	words := b.PerScore * s.fit.Score(row, target)
	for i := range evidence {
		evidence[i].Points = fine(evidence[i].Weight * gross * b.PerScore)
		words -= evidence[i].Points
	}
	list := []Weighed{{Kind: Usual, Points: fine(b.Usual)}, {Kind: OtherWords, Points: fine(words)}}
	if b.To >= 0 {
		list = append(list, Weighed{RunnerUp, s.ids[b.To], fine(b.Rival)})
	}
	if b.After >= 0 {
		list = append(list, Weighed{SharedAim, s.ids[b.After], fine(b.Behind)})
	}
	if b.Judged != 0 {
		list = append(list, Weighed{Kind: DecidedSoFar, Points: fine(b.Judged)})
	}
	return list
}

// fine keeps nine places, so that what adds up to a score does so to the last of its own.
func fine(x float64) float64 { return math.Round(x*1e9) / 1e9 }
