package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/tenants/feedback"
)

// ListFeedbackLinks lists the links to a strategy's draft, with what was said by each.
func (s *Server) ListFeedbackLinks(ctx context.Context, r gen.ListFeedbackLinksRequestObject) (gen.ListFeedbackLinksResponseObject, error) {
	links, err := feedback.Links(ctx, txFrom(ctx), r.Strategy)
	return gen.ListFeedbackLinks200JSONResponse{Body: wire.FeedbackLinks(links)}, err
}

// CreateFeedbackLink makes a link to a strategy's draft and shows its address, this once.
func (s *Server) CreateFeedbackLink(ctx context.Context, r gen.CreateFeedbackLinkRequestObject) (gen.CreateFeedbackLinkResponseObject, error) {
	secret, days := session.NewSecret(), feedback.UsualDays
	if r.Body.Days != nil {
		days = *r.Body.Days
	}
	made, err := feedback.Make(ctx, txFrom(ctx), feedback.Wanted{Strategy: r.Strategy, Name: r.Body.Name, Days: days}, secret.Key())
	return gen.CreateFeedbackLink201JSONResponse{Link: wire.FeedbackLink(made), Address: s.linkTo("feedback", secret)}, err
}

// RevokeFeedbackLink makes a link one that shows nothing.
func (s *Server) RevokeFeedbackLink(ctx context.Context, r gen.RevokeFeedbackLinkRequestObject) (gen.RevokeFeedbackLinkResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RevokeFeedbackLink204Response{}, feedback.Revoke(ctx, txFrom(ctx), r.Link, version)
}

// SettleFeedback marks what was said of the draft as dealt with, or as open again.
func (s *Server) SettleFeedback(ctx context.Context, r gen.SettleFeedbackRequestObject) (gen.SettleFeedbackResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.SettleFeedback204Response{}, feedback.Settle(ctx, txFrom(ctx), r.Feedback, version, r.Body.Settled)
}

// RemoveFeedback takes away what was said of the draft, for good.
func (s *Server) RemoveFeedback(ctx context.Context, r gen.RemoveFeedbackRequestObject) (gen.RemoveFeedbackResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RemoveFeedback204Response{}, feedback.Remove(ctx, txFrom(ctx), r.Feedback, version)
}

// ViewFeedbackDraft shows a draft to whoever holds the secret of an open link to it.
func (s *Server) ViewFeedbackDraft(ctx context.Context, r gen.ViewFeedbackDraftRequestObject) (gen.ViewFeedbackDraftResponseObject, error) {
	draft, err := feedback.View(ctx, s.db.Enter(), session.Secret(r.Body.Secret).Key())
	return gen.ViewFeedbackDraft200JSONResponse(wire.FeedbackDraft(draft)), err
}

// GiveFeedback keeps what somebody outside says of a draft, for the organisation that wrote it.
func (s *Server) GiveFeedback(ctx context.Context, r gen.GiveFeedbackRequestObject) (gen.GiveFeedbackResponseObject, error) {
	return gen.GiveFeedback204Response{}, feedback.Say(ctx, s.db, session.Secret(r.Body.Secret).Key(), wire.ToWords(*r.Body), requestFrom(ctx))
}
