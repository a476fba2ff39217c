package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ListGoals lists the goals that the organisation is writing.
func (s *Server) ListGoals(ctx context.Context, r gen.ListGoalsRequestObject) (gen.ListGoalsResponseObject, error) {
	list, err := strategy.Goals.List(ctx, txFrom(ctx), r.Params.Strategy)
	return gen.ListGoals200JSONResponse{Body: wire.Goals(list)}, err
}

// CreateGoal adds a goal.
func (s *Server) CreateGoal(ctx context.Context, r gen.CreateGoalRequestObject) (gen.CreateGoalResponseObject, error) {
	item, err := wire.ToGoal(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Goals.Add(ctx, txFrom(ctx), r.Body.Strategy, item)
	return gen.CreateGoal201JSONResponse{
		Body: wire.Goal(kept), Headers: gen.CreateGoal201ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// GetGoal reads a goal.
func (s *Server) GetGoal(ctx context.Context, r gen.GetGoalRequestObject) (gen.GetGoalResponseObject, error) {
	kept, err := strategy.Goals.Get(ctx, txFrom(ctx), r.Goal)
	return gen.GetGoal200JSONResponse{
		Body: wire.Goal(kept), Headers: gen.GetGoal200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateGoal changes a goal that is still at the version of If-Match.
func (s *Server) UpdateGoal(ctx context.Context, r gen.UpdateGoalRequestObject) (gen.UpdateGoalResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	edit, err := wire.EditGoal(*r.Body)
	if err != nil {
		return nil, err
	}
	kept, err := strategy.Goals.Change(ctx, txFrom(ctx), r.Goal, version, edit)
	return gen.UpdateGoal200JSONResponse{
		Body: wire.Goal(kept), Headers: gen.UpdateGoal200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// RetireGoal takes a goal out of what the organisation is writing.
func (s *Server) RetireGoal(ctx context.Context, r gen.RetireGoalRequestObject) (gen.RetireGoalResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RetireGoal204Response{}, strategy.Goals.Retire(ctx, txFrom(ctx), r.Goal, version)
}
