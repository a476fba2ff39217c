package exchange

import (
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// membership is an organisation's word about which system it belongs to.
type membership struct {
	system string
	at     yamldoc.Place
}

// readOrganisation reads an organisation's file: the organisation, its strategy and what it says.
func (l *ledger) readOrganisation(doc yamldoc.Record) (Party, membership) {
	r, _ := doc.Record("organisation", organisationFields)
	s, _ := doc.Record("strategy", strategyFields)
	party := Party{
		Code:      l.party(r, "organisation"),
		Name:      r.Line("name", MaxTitle),
		Sector:    r.Word("kind", Sectors()),
		Fictional: r.Bool("fictional"),
		Strategy: strategy.Document{
			Header: strategy.Header{
				Title:      s.Line("title", MaxTitle),
				Period:     s.Line("period", MaxTitle),
				Mission:    s.Prose("mission", MaxText),
				NextReview: l.month(s, "next_review"),
				Provenance: s.Prose("provenance", MaxText),
			},
			Items: l.readItems(doc, memberSections),
		},
	}
	return party, membership{system: r.Line("system", MaxTitle), at: r.At("system")}
}
