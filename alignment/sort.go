package alignment

import (
	"cmp"
	"slices"
)

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
