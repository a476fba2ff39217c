package alignment

import "slices"

// goalCoverage is every goal with every organisation, in the order of the goals and then of the organisations.
func (a *assessment) goalCoverage() []GoalCoverage {
	list := []GoalCoverage{}
	for j, id := range a.goals.ids {
		for o := range a.picture.Organisations {
			list = append(list, GoalCoverage{id, a.coverage(&a.goals, j, o)})
		}
	}
	return list
}

func (a *assessment) initiativeCoverage() []InitiativeCoverage {
	list := []InitiativeCoverage{}
	for j, id := range a.initiatives.ids {
		for o := range a.picture.Organisations {
			list = append(list, InitiativeCoverage{id, a.coverage(&a.initiatives, j, o)})
		}
	}
	return list
}

// coverage says what an organisation does about a target, by the rule of Cover.
func (a *assessment) coverage(s *side, target, organisation int) Coverage {
	o := a.picture.Organisations[organisation]
	var serving []Serving
	for _, row := range s.rows[target] {
		b := a.items[row]
		if b.organisation != organisation {
			continue
		}
		serving = append(serving, Serving{
			Objective: b.ID, Confirmed: s.verdicts[pair{row, target}].Verdict == Confirmed,
			Contribution: s.contribution(row, target), Measured: len(b.Measures) > 0,
		})
	}
	state, objectives := Cover(o.Shared, serving)
	return Coverage{Organisation: o.ID, State: state, Objectives: objectives}
}

// serves reports whether an organisation has an objective for a goal, confirmed or suggested.
func (a *assessment) serves(goal, organisation int) bool {
	return slices.ContainsFunc(a.goals.rows[goal], func(row int) bool { return a.items[row].organisation == organisation })
}

// Serving is an objective that an organisation has for a target: confirmed by the organisation, or only suggested.
type Serving struct {
	Objective    string
	Confirmed    bool
	Contribution Contribution
	Measured     bool // the objective has a measure
}

// Cover says what an organisation does about a target, and by which objectives. The rule, of which the first line
// that holds counts:
//
//	it has released nothing to the system                                   not_shared
//	an objective confirmed as direct has a measure                          aligned
//	an objective is confirmed as partial                                    partial
//	objectives are confirmed, none of which has a measure                   claimed_without_measure
//	objectives are suggested, which nobody has judged                       not_yet_reviewed
//	otherwise                                                               no_published_objective
//
// What does not apply, and what has been declined, people say elsewhere: it cannot be read from a strategy.
func Cover(shared bool, serving []Serving) (CoverageState, []string) {
	confirmed, suggested := []string{}, []string{}
	measured, partial := false, false
	for _, s := range serving {
		if !s.Confirmed {
			suggested = append(suggested, s.Objective)
			continue
		}
		confirmed = append(confirmed, s.Objective)
		partial = partial || s.Contribution == Partial
		measured = measured || s.Contribution == Direct && s.Measured
	}
	switch {
	case !shared:
		return NotShared, []string{}
	case measured:
		return Aligned, confirmed
	case partial:
		return PartlyAligned, confirmed
	case len(confirmed) > 0:
		return ClaimedWithoutMeasure, confirmed
	case len(suggested) > 0:
		return NotYetReviewed, suggested
	default:
		return NoPublishedObjective, []string{}
	}
}
