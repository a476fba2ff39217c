package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/lens"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// GetStrategyLens reads one of our own texts as people in a role would.
func (s *Server) GetStrategyLens(ctx context.Context, r gen.GetStrategyLensRequestObject) (gen.GetStrategyLensResponseObject, error) {
	role, err := lens.Asked(r.Params.Role)
	if err != nil {
		return nil, err
	}
	e, err := lens.Own(ctx, txFrom(ctx), r.Strategy, r.Params.Edition)
	return gen.GetStrategyLens200JSONResponse{Body: wire.RoleLens(e, role)}, err
}

// GetPublishedLens reads what another organisation has released as people in a role would.
func (s *Server) GetPublishedLens(ctx context.Context, r gen.GetPublishedLensRequestObject) (gen.GetPublishedLensResponseObject, error) {
	role, err := lens.Asked(r.Params.Role)
	if err != nil {
		return nil, err
	}
	e, err := lens.Published(ctx, txFrom(ctx), r.Member)
	return gen.GetPublishedLens200JSONResponse{Body: wire.RoleLens(e, role)}, err
}
