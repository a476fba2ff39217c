package exchange

import (
	"strconv"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// readSystem reads system.yaml: the system, its principles, goals, initiatives and what else it says.
func (l *ledger) readSystem(doc yamldoc.Record) Party {
	l.checkFormat(doc)
	r, _ := doc.Record("system", systemFields)
	return Party{
		Code:      l.party(r, "system"),
		Name:      r.Line("name", MaxTitle),
		Sector:    r.Word("kind", Sectors()),
		Fictional: r.Bool("fictional"),
		Strategy: strategy.Document{
			Header: strategy.Header{
				Title:      r.Line("strategy", MaxTitle),
				Mission:    r.Prose("vision", MaxText),
				Period:     r.Line("period", MaxTitle),
				NextReview: l.month(r, "next_review"),
				Provenance: r.Prose("provenance", MaxText),
			},
			Items: inOrder(append(l.readItems(doc, systemSections[1:]), l.principles(doc)...)),
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
func (l *ledger) principles(doc yamldoc.Record) []strategy.Item {
	var principles []strategy.Item
	for i, text := range doc.Texts("principles", MaxText) {
		code := "P" + strconv.Itoa(i+1)
		l.counted(text.At)
		if taken, ok := l.files[systemName][code]; ok {
			l.problems.Addf(taken.at, "The id %s is the one of the principle at %s: choose another.", code, text.At)
		}
		principles = append(principles, strategy.Item{Kind: strategy.KindPrinciple, Code: code, Title: text.Value})
	}
	return principles
}
