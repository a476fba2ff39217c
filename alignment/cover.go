package alignment

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
