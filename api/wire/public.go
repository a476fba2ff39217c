package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// PublicStrategy is what an organisation has released to the public. No id is in it.
func PublicStrategy(of tenants.Publisher, e strategy.Edition) gen.PublicStrategy {
	return gen.PublicStrategy{
		Publisher: publisher(of),
		Number:    e.Number, Published: date(e.PublishedOn), Text: publicText(e.Document()),
	}
}

func publicText(d strategy.Document) gen.PublicText {
	return gen.PublicText{
		Title: d.Title, Mission: d.Mission, Period: d.Period, NextReview: month(d.NextReview),
		Items: each(d.Items, func(i strategy.Item) gen.PublicItem {
			return gen.PublicItem{Kind: gen.ItemKind(i.Kind), Code: i.Code, Fields: ItemFields(i)}
		}),
	}
}

func publisher(of tenants.Publisher) gen.Publisher {
	return gen.Publisher{Name: of.Name, OdsCode: unlessEmpty(of.ODS), Fictional: of.Fictional}
}

// ToPulse reads what somebody says of it.
func ToPulse(a gen.PulseAnswer) editions.Pulse {
	return editions.Pulse{Recognise: a.Recognise, Helps: a.Helps, Neither: valueOr(a.Neither), Role: string(valueOr(a.Role))}
}

func pulse(counts []editions.PulseCount) []gen.PulseCount {
	return each(counts, func(c editions.PulseCount) gen.PulseCount {
		return gen.PulseCount{Statement: gen.PulseStatement(c.Statement), Role: unlessEmpty(gen.PulseRole(c.Role)), AtLeast: c.AtLeast}
	})
}
