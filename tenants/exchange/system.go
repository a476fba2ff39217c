package exchange

import (
	"strconv"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// readSystem reads system.yaml: the system, its principles, goals and initiatives.
func (l *ledger) readSystem(doc yamldoc.Record) Party {
	l.checkFormat(doc)
	r, _ := doc.Record("system", systemFields)
	return Party{
		Code:      l.party(r, "system"),
		Name:      r.Line("name", MaxTitle),
		Sector:    r.Word("kind", Sectors()),
		Fictional: r.Bool("fictional"),
		Strategy: strategy.Document{
			Title:       r.Line("strategy", MaxTitle),
			Mission:     r.Prose("vision", MaxText),
			Period:      r.Line("period", MaxTitle),
			Provenance:  r.Prose("provenance", MaxText),
			Goals:       l.goals(doc),
			Initiatives: l.initiatives(doc),
			Principles:  l.principles(doc),
		},
	}
}

func (l *ledger) checkFormat(doc yamldoc.Record) {
	written := doc.Line("format", MaxTitle)
	if written == "" || written == format {
		return
	}
	if n, err := strconv.Atoi(written); err == nil && n > 1 {
		l.problems.Addf(doc.At("format"), "The folder is in format %d, which a later version of Throughline wrote: this version reads format %s.", n, format)
		return
	}
	l.problems.Addf(doc.At("format"), "%s is not a format: this version of Throughline reads format %s.", yamldoc.Quote(written), format)
}

// principles gives the system's principles with their codes, P1 and so on in their order. The files carry no ids for
// them, so no goal or initiative may have such a one.
func (l *ledger) principles(doc yamldoc.Record) []strategy.Principle {
	var principles []strategy.Principle
	for i, text := range doc.Texts("principles", MaxText) {
		code := "P" + strconv.Itoa(i+1)
		l.counted(text.At)
		if taken, ok := l.items[code]; ok {
			l.problems.Addf(taken.at, "The id %s is the one of the principle at %s: choose another.", code, text.At)
		}
		principles = append(principles, strategy.Principle{Code: code, Text: text.Value})
	}
	return principles
}

func (l *ledger) goals(doc yamldoc.Record) []strategy.Goal {
	var goals []strategy.Goal
	for _, r := range doc.Records("goals", goalFields) {
		goals = append(goals, strategy.Goal{
			Code:        l.item(r, goalFields.Noun),
			Title:       r.Line("title", MaxTitle),
			Description: r.Prose("description", MaxText),
			Measures:    l.measures(r),
			Due:         l.month(r, "due"),
			Provenance:  r.Prose("provenance", MaxText),
		})
	}
	return goals
}

func (l *ledger) initiatives(doc yamldoc.Record) []strategy.Initiative {
	var initiatives []strategy.Initiative
	for _, r := range doc.Records("initiatives", initiativeFields) {
		initiatives = append(initiatives, strategy.Initiative{
			Code:        l.item(r, initiativeFields.Noun),
			Title:       r.Line("title", MaxTitle),
			Description: r.Prose("description", MaxText),
			Delivery:    strategy.Delivery(r.Word("delivery", deliveries())),
			Goals:       l.served(r),
			Measures:    l.measures(r),
			Due:         l.month(r, "due"),
			Provenance:  r.Prose("provenance", MaxText),
		})
	}
	return initiatives
}

// served gives the ids of the goals that an initiative serves.
func (l *ledger) served(r yamldoc.Record) []string {
	var codes []string
	first := map[string]yamldoc.Place{}
	for _, goal := range r.Texts("goals", MaxTitle) {
		if at, twice := first[goal.Value]; twice {
			l.problems.Addf(goal.At, "Goal %s is in this list already, on line %d.", yamldoc.Quote(goal.Value), at.Line)
			continue
		}
		first[goal.Value] = goal.At
		l.refer(goal.Value, goal.At, goalFields.Noun)
		codes = append(codes, goal.Value)
	}
	return codes
}

func deliveries() []string {
	var words []string
	for _, delivery := range strategy.Deliveries() {
		words = append(words, string(delivery))
	}
	return words
}
