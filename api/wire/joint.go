package wire

import (
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/joint"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// JointOffer is an owner's offer to cover another organisation, with the answer.
func JointOffer(o joint.Offer) gen.JointOffer {
	g := gen.JointOffer{
		ID: o.ID, Owner: OrganisationRef(o.Owner), Member: OrganisationRef(o.Member), System: OrganisationRef(o.System),
		State: gen.JointState(o.State), Offered: o.Offered, Answered: instantOrNone(o.Answered), Version: o.Version,
	}
	if o.Read != nil {
		g.Edition, g.Title = EditionRef(*o.Read), o.Read.Header.Title
	}
	if o.Seen > 0 {
		g.Seen = &o.Seen
	}
	return g
}

// JointOfferList is the organisations that a strategy is to cover, and who may be asked.
func JointOfferList(offers []joint.Offer, partners []joint.Partner) gen.JointOfferList {
	return gen.JointOfferList{Offers: each(offers, JointOffer), Partners: each(partners, func(p joint.Partner) gen.JointPartner {
		return gen.JointPartner{System: OrganisationRef(p.System), Member: OrganisationRef(p.Member)}
	})}
}

// JointStrategyList is the joint strategies of others that cover an organisation, or would.
func JointStrategyList(offers []joint.Offer) gen.JointStrategyList {
	return gen.JointStrategyList{Offers: each(offers, JointOffer)}
}

// JointStrategy is one of them as it is published; the zero edition is none.
func JointStrategy(o joint.Offer, e strategy.Edition) gen.JointStrategy {
	g := gen.JointStrategy{Offer: JointOffer(o)}
	if e.Number > 0 {
		text := editionText(e)
		g.Text = &text
	}
	return g
}
