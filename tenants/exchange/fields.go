package exchange

import "github.com/throughline-ics/throughline/tenants/internal/yamldoc"

// format is the version of the format that is written and read.
const format = "1"

// What each record of the format may have, in the order in which it is written, and what it must have.
var (
	systemFile = yamldoc.Fields{
		Noun:  "system file",
		Names: []string{"format", "system", "principles", "goals", "initiatives"},
		Need:  []string{"system"},
	}
	systemFields = yamldoc.Fields{
		Noun:  "system",
		Names: []string{"id", "name", "kind", "fictional", "strategy", "period", "vision", "provenance"},
		Need:  []string{"id", "name", "kind"},
	}
	goalFields = yamldoc.Fields{
		Noun:  "goal",
		Names: []string{"id", "title", "description", "measure", "measures", "due", "provenance"},
		Need:  []string{"id", "title"},
	}
	initiativeFields = yamldoc.Fields{
		Noun:  "initiative",
		Names: []string{"id", "title", "description", "delivery", "goals", "measure", "measures", "due", "provenance"},
		Need:  []string{"id", "title"},
	}
	organisationFile = yamldoc.Fields{
		Noun:  "organisation file",
		Names: []string{"organisation", "strategy", "constraints", "non_priorities", "objectives"},
		Need:  []string{"organisation"},
	}
	organisationFields = yamldoc.Fields{
		Noun:  "organisation",
		Names: []string{"id", "name", "kind", "system", "fictional"},
		Need:  []string{"id", "name", "kind", "system"},
	}
	strategyFields = yamldoc.Fields{
		Noun:  "strategy",
		Names: []string{"title", "period", "mission", "provenance"},
	}
	constraintFields = yamldoc.Fields{
		Noun:  "constraint",
		Names: []string{"id", "type", "text"},
		Need:  []string{"id", "type", "text"},
	}
	nonPriorityFields = yamldoc.Fields{
		Noun:  "non-priority",
		Names: []string{"id", "text", "until"},
		Need:  []string{"id", "text"},
	}
	objectiveFields = yamldoc.Fields{
		Noun:  "objective",
		Names: []string{"id", "title", "description", "measure", "measures", "horizon", "provenance"},
		Need:  []string{"id", "title"},
	}
	measureFields = yamldoc.Fields{
		Noun:  "measure",
		Names: []string{"name", "baseline", "target"},
		Need:  []string{"name"},
	}
	claimsFile = yamldoc.Fields{
		Noun:  "claims file",
		Names: []string{"claims"},
	}
	claimFields = yamldoc.Fields{
		Noun:  "claim",
		Names: []string{"objective", "target", "verdict", "contribution", "reason"},
		Need:  []string{"objective", "target", "verdict"},
	}
)

// Sectors lists what the kind of an organisation may be in the files, in alphabetical order.
func Sectors() []string {
	return []string{
		"acute", "ambulance", "benchmark", "cluster", "combined", "community", "community_interest_company", "council",
		"hospice", "icb", "ics", "independent_provider", "mental_health", "other", "primary_care",
		"provider_collaborative", "specialist", "supplier", "voluntary",
	}
}
