package alignment

import (
	"cmp"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

// ordered gives the picture in the one order in which it is assessed, sharing no list with it: everything by id, AC-2
// before AC-10. An organisation that comes in several parts is put together, and one that has shared nothing keeps
// nothing but its name and its choice.
func ordered(p Picture) Picture {
	return Picture{
		System:        p.System,
		Goals:         sorted(p.Goals, compareGoals),
		Initiatives:   initiatives(p.Initiatives),
		Organisations: whole(p.Organisations),
		Judgements:    sorted(p.Judgements, compareJudgements),
		Capabilities:  sorted(p.Capabilities, compareCapabilities),
		Statement:     p.Statement,
		Vectors:       p.Vectors,
	}
}

// initiatives sorts initiatives, and the goals of each.
func initiatives(list []Initiative) []Initiative {
	list = slices.Clone(list)
	for i := range list {
		list[i].Goals = sorted(list[i].Goals, compareIDs)
	}
	return sorted(list, compareInitiatives)
}

// sorted gives a list in order; one without items is nil, however it came.
func sorted[T any](list []T, compare func(a, b T) int) []T {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, compare)
	return list
}

// The comparisons go past the id, so that even items that wrongly share one have an order.

func compareGoals(a, b Goal) int {
	return cmp.Or(compareIDs(a.ID, b.ID), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Description, b.Description),
		slices.Compare(a.Measures, b.Measures), a.Due.Compare(b.Due))
}

func compareInitiatives(a, b Initiative) int {
	return cmp.Or(compareIDs(a.ID, b.ID), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Description, b.Description),
		cmp.Compare(a.Delivery, b.Delivery), slices.Compare(a.Goals, b.Goals), a.Due.Compare(b.Due))
}

func compareObjectives(a, b Objective) int {
	return cmp.Or(compareIDs(a.ID, b.ID), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Description, b.Description),
		slices.Compare(a.Measures, b.Measures), a.Horizon.Compare(b.Horizon))
}

func compareNonPriorities(a, b NonPriority) int {
	return cmp.Or(compareIDs(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
}

func compareJudgements(a, b Judgement) int {
	return cmp.Or(compareIDs(a.Objective, b.Objective), compareIDs(a.Target, b.Target),
		cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Contribution, b.Contribution))
}

func compareCapabilities(a, b ontology.Capability) int { return cmp.Compare(a.Code, b.Code) }

// whole sorts organisations and joins the parts of each. It has shared if any part says so.
func whole(parts []Organisation) []Organisation {
	parts = sorted(parts, func(a, b Organisation) int {
		return cmp.Or(compareIDs(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
	})
	var list []Organisation
	for _, part := range parts {
		last := len(list) - 1
		if last < 0 || list[last].ID != part.ID {
			list = append(list, Organisation{ID: part.ID, Name: part.Name})
			last++
		}
		o := &list[last]
		o.Shared = o.Shared || part.Shared
		o.SharesDecisions = o.SharesDecisions || part.SharesDecisions
		o.Objectives = append(o.Objectives, part.Objectives...)
		o.NonPriorities = append(o.NonPriorities, part.NonPriorities...)
	}
	for i := range list {
		if !list[i].Shared {
			list[i].Objectives, list[i].NonPriorities = nil, nil
		}
		list[i].Objectives = sorted(list[i].Objectives, compareObjectives)
		list[i].NonPriorities = sorted(list[i].NonPriorities, compareNonPriorities)
	}
	return list
}

// compareIDs puts ids in the order in which people count: numbers inside an id by their value, AC-2 before AC-10.
// Ids that differ only in zeros before a number are in byte order.
func compareIDs(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		n, m := digits(x), digits(y)
		if n == 0 || m == 0 {
			if x[0] != y[0] {
				return cmp.Compare(x[0], y[0])
			}
			x, y = x[1:], y[1:]
			continue
		}
		left, right := strings.TrimLeft(x[:n], "0"), strings.TrimLeft(y[:m], "0")
		if c := cmp.Or(cmp.Compare(len(left), len(right)), cmp.Compare(left, right)); c != 0 {
			return c
		}
		x, y = x[n:], y[m:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// digits is how many digits a text begins with.
func digits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// Sort puts a report in the order in which Assess gives it: links by objective, goals before initiatives, best first;
// levels by objective; coverage by target and organisation; findings by kind, then by goal or by item as the kind
// reads best. Ids are in the order in which people count.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Links, func(a, b Link) int {
		return cmp.Or(compareIDs(a.Objective, b.Objective), cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Score, a.Score),
			compareIDs(a.Target, b.Target))
	})
	slices.SortStableFunc(r.Levels, func(a, b Placement) int { return compareIDs(a.Objective, b.Objective) })
	slices.SortStableFunc(r.Coverage, func(a, b GoalCoverage) int {
		return cmp.Or(compareIDs(a.Goal, b.Goal), compareIDs(a.Organisation, b.Organisation))
	})
	slices.SortStableFunc(r.InitiativeCoverage, func(a, b InitiativeCoverage) int {
		return cmp.Or(compareIDs(a.Initiative, b.Initiative), compareIDs(a.Organisation, b.Organisation))
	})
	slices.SortStableFunc(r.Findings, compareFindings)
}

// findingOrder is the order of the kinds: what nobody does first, what lands late last.
var findingOrder = []FindingKind{Gap, Silence, Orphan, Conflict, Duplicate, Late}

func compareFindings(a, b Finding) int {
	byKind := cmp.Compare(slices.Index(findingOrder, a.Kind), slices.Index(findingOrder, b.Kind))
	byGoal := compareGoalsOf(a, b)
	byItems := slices.CompareFunc(a.Items, b.Items, compareIDs)
	switch a.Kind {
	case Gap, Silence, Late:
		return cmp.Or(byKind, byGoal, byItems)
	case Orphan, Conflict, Duplicate:
		return cmp.Or(byKind, byItems, byGoal)
	default:
		return cmp.Or(byKind, byGoal, byItems)
	}
}

// compareGoalsOf puts a finding without a goal after those that have one.
func compareGoalsOf(a, b Finding) int {
	switch {
	case a.Goal == nil && b.Goal == nil:
		return 0
	case a.Goal == nil:
		return 1
	case b.Goal == nil:
		return -1
	default:
		return compareIDs(*a.Goal, *b.Goal)
	}
}
