package exchange

import (
	"regexp"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

var typeRule = regexp.MustCompile(`^[A-Za-z0-9_]{1,64}$`)

// membership is an organisation's word about which system it belongs to.
type membership struct {
	system string
	at     yamldoc.Place
}

// readOrganisation reads an organisation's file: the organisation, its strategy, constraints, non-priorities and
// objectives.
func (l *ledger) readOrganisation(doc yamldoc.Record) (Party, membership) {
	r, _ := doc.Record("organisation", organisationFields)
	s, _ := doc.Record("strategy", strategyFields)
	party := Party{
		Code:      l.party(r, "organisation"),
		Name:      r.Line("name", MaxTitle),
		Sector:    r.Word("kind", Sectors()),
		Fictional: r.Bool("fictional"),
		Strategy: strategy.Document{
			Title:         s.Line("title", MaxTitle),
			Period:        s.Line("period", MaxTitle),
			Mission:       s.Prose("mission", MaxText),
			Provenance:    s.Prose("provenance", MaxText),
			Constraints:   l.constraints(doc),
			NonPriorities: l.nonPriorities(doc),
			Objectives:    l.objectives(doc),
		},
	}
	return party, membership{system: r.Line("system", MaxTitle), at: r.At("system")}
}

func (l *ledger) constraints(doc yamldoc.Record) []strategy.Constraint {
	var constraints []strategy.Constraint
	for _, r := range doc.Records("constraints", constraintFields) {
		word := r.Line("type", MaxTitle)
		if word != "" && !typeRule.MatchString(word) {
			l.problems.Addf(r.At("type"), "The type %s is not one word: use up to 64 letters, digits and underscores, such as digital_skills.", yamldoc.Quote(word))
		}
		kind, asWritten := strategy.ParseConstraintKind(word)
		constraints = append(constraints, strategy.Constraint{
			Code:      l.item(r, constraintFields.Noun),
			Kind:      kind,
			AsWritten: asWritten,
			Text:      r.Prose("text", MaxText),
		})
	}
	return constraints
}

func (l *ledger) nonPriorities(doc yamldoc.Record) []strategy.NonPriority {
	var nonPriorities []strategy.NonPriority
	for _, r := range doc.Records("non_priorities", nonPriorityFields) {
		nonPriorities = append(nonPriorities, strategy.NonPriority{
			Code:  l.item(r, nonPriorityFields.Noun),
			Text:  r.Prose("text", MaxText),
			Until: l.month(r, "until"),
		})
	}
	return nonPriorities
}

func (l *ledger) objectives(doc yamldoc.Record) []strategy.Objective {
	var objectives []strategy.Objective
	for _, r := range doc.Records("objectives", objectiveFields) {
		objectives = append(objectives, strategy.Objective{
			Code:        l.item(r, objectiveFields.Noun),
			Title:       r.Line("title", MaxTitle),
			Description: r.Prose("description", MaxText),
			Measures:    l.measures(r),
			Horizon:     l.month(r, "horizon"),
			Provenance:  r.Prose("provenance", MaxText),
		})
	}
	return objectives
}
