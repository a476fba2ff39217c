package alignment

import (
	"cmp"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
)

// shown is how many targets of each kind a report gives for an objective, suggested or not.
const shown = 5

// links gives, for every objective in the order of their ids, its goals and then its initiatives, best first: those
// that are suggested, and what remains of the best five. With all scores, every pair.
func (a *assessment) links(o Options) []Link {
	lists := make([][]Link, len(a.items))
	lexical.ParallelBy(len(a.items), a.threads, func() func(int) {
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
	for place, j := range order {
		linked := s.linked(row, j)
		if !all && !linked && place >= shown {
			continue
		}
		links = append(links, Link{
			Objective: a.items[row].ID, Target: s.ids[j], Kind: s.kind,
			Score: s.chance(row, j), Suggested: linked, Contribution: s.contribution(row, j),
			Evidence: a.evidence(s, row, j, w),
		})
	}
	return links
}
