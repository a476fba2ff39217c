package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/checkup"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// GetStrategyCheck checks one of our own working copies.
func (s *Server) GetStrategyCheck(ctx context.Context, r gen.GetStrategyCheckRequestObject) (gen.GetStrategyCheckResponseObject, error) {
	c, err := checkup.Read(ctx, txFrom(ctx), r.Strategy, r.Params.Item)
	return gen.GetStrategyCheck200JSONResponse{Body: wire.StrategyCheck(c)}, err
}

// DismissFinding keeps that a finding need not be looked at, and why.
func (s *Server) DismissFinding(ctx context.Context, r gen.DismissFindingRequestObject) (gen.DismissFindingResponseObject, error) {
	kept, err := checkup.Dismiss(ctx, txFrom(ctx), r.Strategy, r.Body.Finding, r.Body.Reason)
	return gen.DismissFinding201JSONResponse{
		Body: wire.Dismissal(kept), Headers: gen.DismissFinding201ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// ReopenFinding takes a dismissal back that is still at the version of If-Match.
func (s *Server) ReopenFinding(ctx context.Context, r gen.ReopenFindingRequestObject) (gen.ReopenFindingResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.ReopenFinding204Response{}, checkup.Reopen(ctx, txFrom(ctx), r.Strategy, r.Dismissal, version)
}
