package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ListInitiatives lists the initiatives that the organisation is writing.
func (s *Server) ListInitiatives(ctx context.Context, r gen.ListInitiativesRequestObject) (gen.ListInitiativesResponseObject, error) {
	list, err := strategy.Initiatives.List(ctx, txFrom(ctx), r.Params.Strategy)
	return gen.ListInitiatives200JSONResponse{Body: wire.Initiatives(list)}, err
}

// CreateInitiative adds an initiative.
func (s *Server) CreateInitiative(ctx context.Context, r gen.CreateInitiativeRequestObject) (gen.CreateInitiativeResponseObject, error) {
	item, err := wire.ToInitiative(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Initiatives.Add(ctx, txFrom(ctx), r.Body.Strategy, item)
	return gen.CreateInitiative201JSONResponse{
		Body: wire.Initiative(kept), Headers: gen.CreateInitiative201ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// GetInitiative reads an initiative.
func (s *Server) GetInitiative(ctx context.Context, r gen.GetInitiativeRequestObject) (gen.GetInitiativeResponseObject, error) {
	kept, err := strategy.Initiatives.Get(ctx, txFrom(ctx), r.Initiative)
	return gen.GetInitiative200JSONResponse{
		Body: wire.Initiative(kept), Headers: gen.GetInitiative200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateInitiative changes an initiative that is still at the version of If-Match.
func (s *Server) UpdateInitiative(ctx context.Context, r gen.UpdateInitiativeRequestObject) (gen.UpdateInitiativeResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	edit, err := wire.EditInitiative(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Initiatives.Change(ctx, txFrom(ctx), r.Initiative, version, edit)
	return gen.UpdateInitiative200JSONResponse{
		Body: wire.Initiative(kept), Headers: gen.UpdateInitiative200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// RetireInitiative takes an initiative out of what the organisation is writing.
func (s *Server) RetireInitiative(ctx context.Context, r gen.RetireInitiativeRequestObject) (gen.RetireInitiativeResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RetireInitiative204Response{}, strategy.Initiatives.Retire(ctx, txFrom(ctx), r.Initiative, version)
}
