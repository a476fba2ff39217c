package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/joint"
)

// ListJointOffers lists the organisations that a strategy is to cover, and who may be asked.
func (s *Server) ListJointOffers(ctx context.Context, r gen.ListJointOffersRequestObject) (gen.ListJointOffersResponseObject, error) {
	tx := txFrom(ctx)
	offers, err := joint.Made(ctx, tx, r.Strategy)
	if err != nil {
		return nil, err
	}
	partners, err := joint.Partners(ctx, tx)
	return gen.ListJointOffers200JSONResponse{Body: wire.JointOfferList(offers, partners)}, err
}

// OfferJointStrategy asks an organisation whether a strategy may cover it.
func (s *Server) OfferJointStrategy(ctx context.Context, r gen.OfferJointStrategyRequestObject) (gen.OfferJointStrategyResponseObject, error) {
	tx := txFrom(ctx)
	system, err := tenants.SystemAtHand(ctx, tx, r.Params.System)
	if err != nil {
		return nil, err
	}
	made, err := joint.Propose(ctx, tx, r.Strategy, system.ID, r.Member)
	return gen.OfferJointStrategy201JSONResponse{
		Body: wire.JointOffer(made), Headers: gen.OfferJointStrategy201ResponseHeaders{ETag: wire.ETag(made.Version)},
	}, err
}

// TakeBackOffer ends an offer, and what it says for the other organisation.
func (s *Server) TakeBackOffer(ctx context.Context, r gen.TakeBackOfferRequestObject) (gen.TakeBackOfferResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.TakeBackOffer204Response{}, joint.TakeBack(ctx, txFrom(ctx), r.Offer, version)
}

// ListJointStrategies lists the joint strategies of others that cover the organisation, or would.
func (s *Server) ListJointStrategies(ctx context.Context, _ gen.ListJointStrategiesRequestObject) (gen.ListJointStrategiesResponseObject, error) {
	offers, err := joint.Received(ctx, txFrom(ctx))
	return gen.ListJointStrategies200JSONResponse{Body: wire.JointStrategyList(offers)}, err
}

// GetJointStrategy reads one of them as it is published.
func (s *Server) GetJointStrategy(ctx context.Context, r gen.GetJointStrategyRequestObject) (gen.GetJointStrategyResponseObject, error) {
	offer, edition, err := joint.Read(ctx, txFrom(ctx), r.Offer)
	return gen.GetJointStrategy200JSONResponse{
		Body: wire.JointStrategy(offer, edition), Headers: gen.GetJointStrategy200ResponseHeaders{ETag: wire.ETag(offer.Version)},
	}, err
}

// AnswerJointStrategy consents to one, declines it, or withdraws the consent.
func (s *Server) AnswerJointStrategy(ctx context.Context, r gen.AnswerJointStrategyRequestObject) (gen.AnswerJointStrategyResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	answered, err := joint.Answer(ctx, txFrom(ctx), r.Offer, version, joint.State(r.Body.Answer))
	return gen.AnswerJointStrategy200JSONResponse{
		Body: wire.JointOffer(answered), Headers: gen.AnswerJointStrategy200ResponseHeaders{ETag: wire.ETag(answered.Version)},
	}, err
}
