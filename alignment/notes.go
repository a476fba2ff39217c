package alignment

import (
	"fmt"
	"slices"
)

// onlyTitle is told of a goal or an initiative that has nothing but a title. On the labelled systems a title alone costs
// about 0.17 of mean average precision.
const onlyTitle = "It has a title only, so what serves it is found much less well. Say in a sentence or two what will be true, and for whom."

// mostGoals is how many goals an objective may serve before that is noted. On the labelled systems none serves more.
const mostGoals = 3

// Notes says what about the texts of a picture, and about what they are linked to, its authors can mend: goals, then
// initiatives, then objectives.
func Notes(p Picture, links []Link) []Note {
	p = ordered(p)
	list := []Note{}
	for _, g := range p.Goals {
		lent := slices.ContainsFunc(p.Initiatives, func(i Initiative) bool { return slices.Contains(i.Goals, g.ID) })
		if g.Description == "" && len(g.Measures) == 0 && !lent {
			list = append(list, Note{g.ID, onlyTitle})
		}
	}
	for _, i := range p.Initiatives {
		if i.Description == "" {
			list = append(list, Note{i.ID, onlyTitle})
		}
	}
	return append(list, spread(p, links)...)
}

// spread notes the objectives that are linked to more than mostGoals goals.
func spread(p Picture, links []Link) []Note {
	var list []Note
	serves := map[string]int{}
	for _, l := range links {
		if l.Suggested && l.Kind == ToGoal {
			serves[l.Objective]++
		}
	}
	for _, o := range p.Organisations {
		for _, b := range o.Objectives {
			if n := serves[b.ID]; n > mostGoals {
				list = append(list, Note{b.ID, fmt.Sprintf(
					"It is linked to %d goals. What serves more than %d is seldom followed up for each: say which it is mainly for, or part it.", n, mostGoals)})
			}
		}
	}
	return list
}
