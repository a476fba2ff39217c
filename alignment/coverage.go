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

// coverage says what an organisation does about a target. The rule, of which the first line that holds counts:
//
//	it has released nothing to the system                                   not_shared
//	an objective confirmed as direct has a measure                          aligned
//	an objective is confirmed as partial                                    partial
//	objectives are confirmed, none of which has a measure                   claimed_without_measure
//	objectives are suggested, which nobody has judged                       not_yet_reviewed
//	otherwise                                                               no_published_objective
//
// What does not apply, and what has been declined, people say elsewhere: it cannot be read from a strategy.
func (a *assessment) coverage(s *side, target, organisation int) Coverage {
	o := a.picture.Organisations[organisation]
	c := Coverage{Organisation: o.ID, State: NoPublishedObjective, Objectives: []string{}}
	if !o.Shared {
		c.State = NotShared
		return c
	}
	var confirmed, suggested []string
	measured, partial := false, false
	for _, row := range s.rows[target] {
		b := a.items[row]
		if b.organisation != organisation {
			continue
		}
		if s.verdicts[pair{row, target}].Verdict != Confirmed {
			suggested = append(suggested, b.ID)
			continue
		}
		confirmed = append(confirmed, b.ID)
		if s.contribution(row, target) == Partial {
			partial = true
		} else if len(b.Measures) > 0 {
			measured = true
		}
	}
	switch {
	case measured:
		c.State = Aligned
	case partial:
		c.State = PartlyAligned
	case len(confirmed) > 0:
		c.State = ClaimedWithoutMeasure
	case len(suggested) > 0:
		c.State, confirmed = NotYetReviewed, suggested
	default:
		return c
	}
	c.Objectives = confirmed
	return c
}

// serves reports whether an organisation has an objective for a goal, confirmed or suggested.
func (a *assessment) serves(goal, organisation int) bool {
	return slices.ContainsFunc(a.goals.rows[goal], func(row int) bool { return a.items[row].organisation == organisation })
}
