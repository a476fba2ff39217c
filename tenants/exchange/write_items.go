package exchange

import (
	"cmp"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// writeItems writes the lists of a file.
func writeItems(p *yamldoc.Page, d strategy.Document, sections []section) {
	for _, s := range sections {
		writeList(p, s.name, d.Of(s.kind), func(i strategy.Item) { writeItem(p, i) })
	}
}

func writeItem(p *yamldoc.Page, i strategy.Item) {
	p.Field("- ", "id", i.Code)
	for _, f := range strategy.Fields(i.Kind) {
		switch name := nameOf(f, i.Kind); f.Type {
		case strategy.Measured:
			writeMeasures(p, i.Body.Measures)
		case strategy.Milestoned:
			writeMilestones(p, i.Body.Milestones)
		case strategy.Changed:
			writeChanges(p, i.Body.Changes)
		case strategy.Codes, strategy.Words:
			writeTexts(p, name, f.List(&i))
		case strategy.Line, strategy.Prose, strategy.Date, strategy.Number, strategy.Word, strategy.Code:
			switch f.Name {
			case "as_written": // the type has it
			case "constraint":
				p.Field("  ", name, cmp.Or(i.Body.AsWritten, string(i.Body.Constraint)))
			default:
				p.Field("  ", name, f.Text(&i))
			}
		}
	}
}

func writeTexts(p *yamldoc.Page, name string, texts []string) {
	if len(texts) > 0 {
		p.Open("  ", name)
	}
	for _, text := range texts {
		p.Item("  - ", text)
	}
}

func writeMilestones(p *yamldoc.Page, milestones []strategy.Milestone) {
	if len(milestones) > 0 {
		p.Open("  ", "milestones")
	}
	for _, m := range milestones {
		p.Field("  - ", "name", m.Name)
		p.Field("    ", "due", m.Due.String())
		if m.Done {
			p.Raw("    ", "done", "true")
		}
	}
}

func writeChanges(p *yamldoc.Page, changes []strategy.RoleChange) {
	if len(changes) > 0 {
		p.Open("  ", "changes")
	}
	for _, c := range changes {
		p.Field("  - ", "role", string(c.Role))
		p.Field("    ", "what", c.What)
		p.Field("    ", "when", c.When.String())
	}
}

func writeMeasures(p *yamldoc.Page, measures []strategy.Measure) {
	first, others := "  - ", "    "
	switch len(measures) {
	case 0:
		return
	case 1:
		p.Open("  ", "measure")
		first = others
	default:
		p.Open("  ", "measures")
	}
	for _, m := range measures {
		p.Field(first, "name", m.Name)
		p.Field(others, "baseline", m.Baseline)
		p.Field(others, "target", m.Target)
		p.Field(others, "unit", m.Unit)
	}
}
