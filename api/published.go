package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
)

// ListPublishedTargets lists the goals and shared initiatives that a system has released to the organisation.
func (s *Server) ListPublishedTargets(ctx context.Context, r gen.ListPublishedTargetsRequestObject) (gen.ListPublishedTargetsResponseObject, error) {
	system, targets, err := view.Targets(ctx, txFrom(ctx), r.Params.System)
	return gen.ListPublishedTargets200JSONResponse{Body: wire.Targets(system, targets)}, err
}

// GetPublishedTarget reads a goal or shared initiative, and who does what about it.
func (s *Server) GetPublishedTarget(ctx context.Context, r gen.GetPublishedTargetRequestObject) (gen.GetPublishedTargetResponseObject, error) {
	detail, err := view.ReadTarget(ctx, txFrom(ctx), r.Target)
	return gen.GetPublishedTarget200JSONResponse{Body: wire.TargetDetail(detail)}, err
}

// GetPublishedOrganisation reads what an organisation has released.
func (s *Server) GetPublishedOrganisation(ctx context.Context, r gen.GetPublishedOrganisationRequestObject) (gen.GetPublishedOrganisationResponseObject, error) {
	page, err := view.ReadOrganisation(ctx, txFrom(ctx), r.Member, r.Params.System)
	return gen.GetPublishedOrganisation200JSONResponse{Body: wire.PublishedOrganisation(page)}, err
}

// GetPublishedObjective reads one released objective.
func (s *Server) GetPublishedObjective(ctx context.Context, r gen.GetPublishedObjectiveRequestObject) (gen.GetPublishedObjectiveResponseObject, error) {
	page, err := view.ReadObjective(ctx, txFrom(ctx), r.Objective, r.Params.System)
	return gen.GetPublishedObjective200JSONResponse{Body: wire.PublishedObjective(page)}, err
}
