package exchange

import (
	"regexp"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

var typeRule = regexp.MustCompile(`^[A-Za-z0-9_]{1,64}$`)

// readItems reads the lists of a file, in the order of a document.
func (l *ledger) readItems(doc yamldoc.Record, sections []section) []strategy.Item {
	var items []strategy.Item
	for _, s := range sections {
		for _, r := range doc.Records(s.name, recordOf(s.kind)) {
			items = append(items, l.readItem(r, s.kind))
		}
	}
	return inOrder(items)
}

func (l *ledger) readItem(r yamldoc.Record, kind strategy.ItemKind) strategy.Item {
	i := strategy.Item{Kind: kind, Code: l.item(r, kind)}
	for _, f := range strategy.Fields(kind) {
		name := nameOf(f, kind)
		switch f.Type {
		case strategy.Measured:
			i.Body.Measures = l.measures(r)
		case strategy.Milestoned:
			i.Body.Milestones = l.milestones(r)
		case strategy.Changed:
			i.Body.Changes = l.changes(r)
		case strategy.Codes, strategy.Words:
			l.put(&i, f, r.At(name), l.listed(r, f, kind != strategy.KindChange))
		case strategy.Word:
			if f.Name == "constraint" {
				i.Body.Constraint, i.Body.AsWritten = l.constraint(r)
				continue
			}
			l.put(&i, f, r.At(name), r.Word(name, f.Words))
		case strategy.Date:
			l.put(&i, f, r.At(name), l.month(r, name).String())
		case strategy.Prose:
			l.put(&i, f, r.At(name), r.Prose(name, MaxText))
		case strategy.Line, strategy.Number, strategy.Code:
			if f.Name != "as_written" { // the type says it
				l.put(&i, f, r.At(name), r.Line(name, MaxTitle))
			}
		}
	}
	return i
}

func (l *ledger) put(i *strategy.Item, f strategy.Field, at yamldoc.Place, text string) {
	if err := f.Put(i, text); err != nil {
		l.problems.Addf(at, "%s.", err)
	}
}

// listed gives a list of codes or of words, with commas between them. Codes may have to be there.
func (l *ledger) listed(r yamldoc.Record, f strategy.Field, there bool) string {
	var listed []string
	first := map[string]yamldoc.Place{}
	for _, one := range r.Texts(f.Name, MaxTitle) {
		if at, twice := first[one.Value]; twice {
			l.problems.Addf(one.At, "%s is in this list already, on line %d.", yamldoc.Quote(one.Value), at.Line)
			continue
		}
		first[one.Value] = one.At
		if len(f.Words) > 0 && !slices.Contains(f.Words, one.Value) {
			l.problems.Addf(one.At, "%s cannot be chosen here: write any of %s.", yamldoc.Quote(one.Value), yamldoc.List(f.Words, "and"))
			continue
		}
		if f.Of != "" && there {
			l.referHere(one.Value, one.At, f.Of.Noun())
		}
		listed = append(listed, one.Value)
	}
	return strings.Join(listed, ",")
}

// constraint gives the kind of a constraint, and the writer's word where that is none of ours.
func (l *ledger) constraint(r yamldoc.Record) (kind strategy.ConstraintKind, asWritten string) {
	word := r.Line("type", MaxTitle)
	if word != "" && !typeRule.MatchString(word) {
		l.problems.Addf(r.At("type"), "The type %s is not one word: use up to 64 letters, digits and underscores, such as digital_skills.", yamldoc.Quote(word))
	}
	return strategy.ParseConstraintKind(word)
}

func (l *ledger) milestones(r yamldoc.Record) []strategy.Milestone {
	var milestones []strategy.Milestone
	for _, m := range r.Records("milestones", milestoneFields) {
		milestones = append(milestones, strategy.Milestone{Name: m.Line("name", MaxTitle), Due: l.month(m, "due"), Done: m.Bool("done")})
	}
	return milestones
}

func (l *ledger) changes(r yamldoc.Record) []strategy.RoleChange {
	var changes []strategy.RoleChange
	for _, c := range r.Records("changes", changeFields) {
		changes = append(changes, strategy.RoleChange{
			Role: strategy.Role(c.Line("role", MaxTitle)), What: c.Prose("what", MaxText), When: l.month(c, "when"),
		})
	}
	return changes
}

// measures gives the measure of an item, or its measures.
func (l *ledger) measures(r yamldoc.Record) []strategy.Measure {
	records := r.Records("measures", measureFields)
	if r.Has("measure") && r.Has("measures") {
		l.problems.Addf(r.At("measures"), "There is a measure on line %d already: put all of them into the list of measures.", r.At("measure").Line)
	}
	if one, ok := r.Record("measure", measureFields); ok {
		records = append(records, one)
	}
	var measures []strategy.Measure
	for _, m := range records {
		measures = append(measures, strategy.Measure{
			Name:     m.Line("name", MaxTitle),
			Baseline: m.Line("baseline", MaxTitle),
			Target:   m.Line("target", MaxTitle),
			Unit:     m.Line("unit", MaxTitle),
		})
	}
	return measures
}
