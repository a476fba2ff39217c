package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// PublicStrategy is what an organisation has released to the public. No id is in it.
func PublicStrategy(of tenants.Publisher, e strategy.Edition) gen.PublicStrategy {
	return gen.PublicStrategy{
		Publisher: gen.Publisher{Name: of.Name, OdsCode: unlessEmpty(of.ODS), Fictional: of.Fictional},
		Number:    e.Number, Published: date(e.PublishedOn), Text: publicText(e),
	}
}

func publicText(e strategy.Edition) gen.PublicText {
	return gen.PublicText{
		Title: e.Header.Title, Mission: e.Header.Mission, Period: e.Header.Period, NextReview: month(e.Header.NextReview),
		Items: each(e.Items, func(i strategy.EditionItem) gen.PublicItem {
			return gen.PublicItem{Kind: gen.ItemKind(i.Kind), Code: i.Code, Fields: ItemFields(i.Item)}
		}),
	}
}
