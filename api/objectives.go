package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ListObjectives lists the objectives that the organisation is writing.
func (s *Server) ListObjectives(ctx context.Context, r gen.ListObjectivesRequestObject) (gen.ListObjectivesResponseObject, error) {
	list, err := strategy.Objectives.List(ctx, txFrom(ctx), r.Params.Strategy)
	return gen.ListObjectives200JSONResponse{Body: wire.Objectives(list)}, err
}

// CreateObjective adds an objective.
func (s *Server) CreateObjective(ctx context.Context, r gen.CreateObjectiveRequestObject) (gen.CreateObjectiveResponseObject, error) {
	item, err := wire.ToObjective(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Objectives.Add(ctx, txFrom(ctx), r.Body.Strategy, item)
	return gen.CreateObjective201JSONResponse{
		Body: wire.Objective(kept), Headers: gen.CreateObjective201ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// GetObjective reads an objective.
func (s *Server) GetObjective(ctx context.Context, r gen.GetObjectiveRequestObject) (gen.GetObjectiveResponseObject, error) {
	kept, err := strategy.Objectives.Get(ctx, txFrom(ctx), r.Objective)
	return gen.GetObjective200JSONResponse{
		Body: wire.Objective(kept), Headers: gen.GetObjective200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateObjective changes an objective that is still at the version of If-Match.
func (s *Server) UpdateObjective(ctx context.Context, r gen.UpdateObjectiveRequestObject) (gen.UpdateObjectiveResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	edit, err := wire.EditObjective(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Objectives.Change(ctx, txFrom(ctx), r.Objective, version, edit)
	return gen.UpdateObjective200JSONResponse{
		Body: wire.Objective(kept), Headers: gen.UpdateObjective200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// RetireObjective takes an objective out of what the organisation is writing.
func (s *Server) RetireObjective(ctx context.Context, r gen.RetireObjectiveRequestObject) (gen.RetireObjectiveResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RetireObjective204Response{}, strategy.Objectives.Retire(ctx, txFrom(ctx), r.Objective, version)
}
