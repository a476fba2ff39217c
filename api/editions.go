package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/editions"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ListEditions lists the versions of a strategy.
func (s *Server) ListEditions(ctx context.Context, r gen.ListEditionsRequestObject) (gen.ListEditionsResponseObject, error) {
	tx := txFrom(ctx)
	if _, err := strategy.Get(ctx, tx, r.Strategy); err != nil {
		return nil, err
	}
	list, err := editions.List(ctx, tx, r.Strategy)
	if err != nil {
		return nil, err
	}
	people, err := editions.Colleagues(ctx, tx)
	if err != nil {
		return nil, err
	}
	hold, err := editions.CurrentHold(ctx, tx)
	return gen.ListEditions200JSONResponse{Body: wire.EditionList(list, people, hold, tx.Actor())}, err
}

// SendForReview freezes the draft as a version.
func (s *Server) SendForReview(ctx context.Context, r gen.SendForReviewRequestObject) (gen.SendForReviewResponseObject, error) {
	tx := txFrom(ctx)
	sent, err := editions.Send(ctx, tx, r.Strategy, deref(r.Body.Note), wire.ToReviewers(*r.Body))
	return gen.SendForReview201JSONResponse{
		Body: wire.EditionSummary(sent, tx.Actor()), Headers: gen.SendForReview201ResponseHeaders{ETag: wire.ETag(sent.Version)},
	}, err
}

// GetEdition reads a version in full.
func (s *Server) GetEdition(ctx context.Context, r gen.GetEditionRequestObject) (gen.GetEditionResponseObject, error) {
	detail, err := readEdition(ctx, txFrom(ctx), r.Edition)
	return gen.GetEdition200JSONResponse{
		Body: detail, Headers: gen.GetEdition200ResponseHeaders{ETag: wire.ETag(detail.Summary.Version)},
	}, err
}

func readEdition(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (gen.EditionDetail, error) {
	summary, err := editions.Get(ctx, tx, id)
	if err != nil {
		return gen.EditionDetail{}, err
	}
	edition, err := strategy.ReadEdition(ctx, tx, id)
	if err != nil {
		return gen.EditionDetail{}, err
	}
	comments, err := editions.Comments(ctx, tx, id)
	if err != nil {
		return gen.EditionDetail{}, err
	}
	counts, err := editions.PulseOf(ctx, tx, id)
	return wire.EditionDetail(summary, edition, comments, counts, tx.Actor()), err
}

// AnswerReview says what a reviewer thinks of a version.
func (s *Server) AnswerReview(ctx context.Context, r gen.AnswerReviewRequestObject) (gen.AnswerReviewResponseObject, error) {
	tx := txFrom(ctx)
	after, err := editions.Answer(ctx, tx, r.Edition, editions.Verdict(r.Body.Verdict), deref(r.Body.Note))
	return gen.AnswerReview200JSONResponse{
		Body: wire.EditionSummary(after, tx.Actor()), Headers: gen.AnswerReview200ResponseHeaders{ETag: wire.ETag(after.Version)},
	}, err
}

// CommentOnEdition says something of a version, an item of it or a field.
func (s *Server) CommentOnEdition(ctx context.Context, r gen.CommentOnEditionRequestObject) (gen.CommentOnEditionResponseObject, error) {
	tx := txFrom(ctx)
	if err := editions.Say(ctx, tx, r.Edition, wire.ToComment(*r.Body)); err != nil {
		return nil, err
	}
	detail, err := readEdition(ctx, tx, r.Edition)
	return gen.CommentOnEdition201JSONResponse{
		Body: detail, Headers: gen.CommentOnEdition201ResponseHeaders{ETag: wire.ETag(detail.Summary.Version)},
	}, err
}

// SettleComment marks a comment as dealt with.
func (s *Server) SettleComment(ctx context.Context, r gen.SettleCommentRequestObject) (gen.SettleCommentResponseObject, error) {
	tx := txFrom(ctx)
	if err := editions.Settle(ctx, tx, r.Edition, r.Comment); err != nil {
		return nil, err
	}
	detail, err := readEdition(ctx, tx, r.Edition)
	return gen.SettleComment200JSONResponse{
		Body: detail, Headers: gen.SettleComment200ResponseHeaders{ETag: wire.ETag(detail.Summary.Version)},
	}, err
}

// ReleaseEdition publishes a version, unchanged.
func (s *Server) ReleaseEdition(ctx context.Context, r gen.ReleaseEditionRequestObject) (gen.ReleaseEditionResponseObject, error) {
	tx := txFrom(ctx)
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	after, err := editions.Release(ctx, tx, r.Edition, version, wire.ToChannelKinds(r.Body.Channels))
	return gen.ReleaseEdition200JSONResponse{
		Body: wire.EditionSummary(after, tx.Actor()), Headers: gen.ReleaseEdition200ResponseHeaders{ETag: wire.ETag(after.Version)},
	}, err
}

// WithdrawEdition takes a version back.
func (s *Server) WithdrawEdition(ctx context.Context, r gen.WithdrawEditionRequestObject) (gen.WithdrawEditionResponseObject, error) {
	tx := txFrom(ctx)
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	after, err := editions.Withdraw(ctx, tx, r.Edition, version)
	return gen.WithdrawEdition200JSONResponse{
		Body: wire.EditionSummary(after, tx.Actor()), Headers: gen.WithdrawEdition200ResponseHeaders{ETag: wire.ETag(after.Version)},
	}, err
}

// RestoreEdition makes the draft say what a version said.
func (s *Server) RestoreEdition(ctx context.Context, r gen.RestoreEditionRequestObject) (gen.RestoreEditionResponseObject, error) {
	counts, err := editions.Restore(ctx, txFrom(ctx), r.Edition)
	return gen.RestoreEdition200JSONResponse(wire.Restoration(counts)), err
}

// CompareEditions tells two versions apart.
func (s *Server) CompareEditions(ctx context.Context, r gen.CompareEditionsRequestObject) (gen.CompareEditionsResponseObject, error) {
	tx := txFrom(ctx)
	before, err := editions.Version(ctx, tx, r.Strategy, r.Params.From)
	if err != nil {
		return nil, err
	}
	after, err := editions.Version(ctx, tx, r.Strategy, r.Params.To)
	return gen.CompareEditions200JSONResponse{Body: wire.Comparison(editions.Compare(before, after))}, err
}

// PreviewStrategy shows a version as others would read it.
func (s *Server) PreviewStrategy(ctx context.Context, r gen.PreviewStrategyRequestObject) (gen.PreviewStrategyResponseObject, error) {
	preview, err := editions.PreviewAs(ctx, txFrom(ctx), r.Strategy, r.Params.Edition, tenants.ChannelKind(r.Params.As))
	return gen.PreviewStrategy200JSONResponse{Body: wire.Preview(preview)}, err
}

// SetHold holds publication.
func (s *Server) SetHold(ctx context.Context, r gen.SetHoldRequestObject) (gen.SetHoldResponseObject, error) {
	hold, err := editions.SetHold(ctx, txFrom(ctx), wire.ToHold(*r.Body))
	return gen.SetHold201JSONResponse{Body: wire.Hold(hold), Headers: gen.SetHold201ResponseHeaders{ETag: wire.ETag(hold.Version)}}, err
}

// LiftHold ends it.
func (s *Server) LiftHold(ctx context.Context, r gen.LiftHoldRequestObject) (gen.LiftHoldResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.LiftHold204Response{}, editions.LiftHold(ctx, txFrom(ctx), version)
}
