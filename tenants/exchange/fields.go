package exchange

import (
	"slices"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// format is the version of the format that is written and read.
const format = "1"

// What each record of the format may have, in the order in which it is written, and what it must have.
var (
	systemFile = yamldoc.Fields{
		Noun:  "system file",
		Names: append([]string{"format", "system"}, sectionNames(systemSections)...),
		Need:  []string{"system"},
	}
	systemFields = yamldoc.Fields{
		Noun:  "system",
		Names: []string{"id", "name", "kind", "fictional", "strategy", "period", "vision", "next_review", "provenance"},
		Need:  []string{"id", "name", "kind"},
	}
	organisationFile = yamldoc.Fields{
		Noun:  "organisation file",
		Names: append([]string{"organisation", "strategy"}, sectionNames(memberSections)...),
		Need:  []string{"organisation"},
	}
	organisationFields = yamldoc.Fields{
		Noun:  "organisation",
		Names: []string{"id", "name", "kind", "system", "fictional"},
		Need:  []string{"id", "name", "kind", "system"},
	}
	strategyFields = yamldoc.Fields{
		Noun:  "strategy",
		Names: []string{"title", "period", "mission", "next_review", "provenance"},
	}
	measureFields = yamldoc.Fields{
		Noun:  "measure",
		Names: []string{"name", "baseline", "target", "unit"},
		Need:  []string{"name"},
	}
	milestoneFields = yamldoc.Fields{
		Noun:  "milestone",
		Names: []string{"name", "due", "done"},
		Need:  []string{"name"},
	}
	changeFields = yamldoc.Fields{
		Noun:  "change for a role",
		Names: []string{"role", "what", "when"},
		Need:  []string{"role", "what"},
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

// section is a list of items of one kind in a file.
type section struct {
	kind strategy.ItemKind
	name string
}

// What the lists of each file are called, in the order in which they are written. A system's principles are texts
// alone; the rest are records whose fields are those of the catalogue.
var (
	systemSections = []section{
		{strategy.KindPrinciple, "principles"},
		{strategy.KindGoal, "goals"},
		{strategy.KindInitiative, "initiatives"},
		{strategy.KindNeed, "user_needs"},
		{strategy.KindConstraint, "constraints"},
		{strategy.KindNonPriority, "non_priorities"},
		{strategy.KindService, "services"},
		{strategy.KindDelivered, "delivered"},
		{strategy.KindRisk, "risks"},
	}
	memberSections = []section{
		{strategy.KindPrinciple, "principles"},
		{strategy.KindAim, "aims"},
		{strategy.KindNeed, "user_needs"},
		{strategy.KindConstraint, "constraints"},
		{strategy.KindNonPriority, "non_priorities"},
		{strategy.KindObjective, "objectives"},
		{strategy.KindInitiative, "initiatives"},
		{strategy.KindService, "services"},
		{strategy.KindDelivered, "delivered"},
		{strategy.KindRisk, "risks"},
		{strategy.KindChange, "changes_of_course"},
	}
)

func sectionNames(sections []section) []string {
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = s.name
	}
	return names
}

// recordOf gives the fields that an item of a kind has in a file.
func recordOf(kind strategy.ItemKind) yamldoc.Fields {
	fields := yamldoc.Fields{Noun: kind.Noun(), Names: []string{"id"}, Need: []string{"id"}}
	for _, f := range strategy.Fields(kind) {
		switch {
		case f.Name == "as_written": // the type says it
		case f.Type == strategy.Measured:
			fields.Names = append(fields.Names, "measure", "measures")
		default:
			fields.Names = append(fields.Names, nameOf(f, kind))
		}
		if f.Name == "title" || f.Name == "constraint" {
			fields.Need = append(fields.Need, nameOf(f, kind))
		}
	}
	return fields
}

// nameOf is what a field is called in a file, where that is another word than the catalogue's.
func nameOf(f strategy.Field, kind strategy.ItemKind) string {
	switch {
	case f.Name == "title" && f.Type == strategy.Prose:
		return "text"
	case f.Name == "constraint":
		return "type"
	case f.Name == "due" && kind == strategy.KindObjective:
		return "horizon"
	case f.Name == "due" && kind == strategy.KindNonPriority:
		return "until"
	default:
		return f.Name
	}
}

// inOrder puts items in the order of a document.
func inOrder(items []strategy.Item) []strategy.Item {
	order := strategy.Kinds()
	slices.SortStableFunc(items, func(a, b strategy.Item) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	return items
}

// Sectors lists what the kind of an organisation may be in the files, in alphabetical order.
func Sectors() []string {
	return []string{
		"acute", "ambulance", "benchmark", "cluster", "combined", "community", "community_interest_company", "council",
		"hospice", "icb", "ics", "independent_provider", "mental_health", "other", "primary_care",
		"provider_collaborative", "specialist", "supplier", "voluntary",
	}
}
