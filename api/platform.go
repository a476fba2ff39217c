package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/tenants/platform"
)

// ListRegistered lists the organisations of the register.
func (s *Server) ListRegistered(ctx context.Context, r gen.ListRegisteredRequestObject) (gen.ListRegisteredResponseObject, error) {
	list, next, err := platform.List(ctx, txFrom(ctx), deref(r.Params.Words), deref(r.Params.After))
	return gen.ListRegistered200JSONResponse{Body: wire.RegisterPage(list, next)}, err
}

// GetRegistered reads one organisation of the register.
func (s *Server) GetRegistered(ctx context.Context, r gen.GetRegisteredRequestObject) (gen.GetRegisteredResponseObject, error) {
	entry, err := platform.Get(ctx, txFrom(ctx), r.Member)
	return gen.GetRegistered200JSONResponse{Body: wire.RegisterEntry(entry)}, err
}

// SearchDirectory looks an organisation up in the published directory.
func (s *Server) SearchDirectory(ctx context.Context, r gen.SearchDirectoryRequestObject) (gen.SearchDirectoryResponseObject, error) {
	list, err := platform.Search(ctx, txFrom(ctx), deref(r.Params.Words))
	return gen.SearchDirectory200JSONResponse{Body: wire.Directory(list)}, err
}

// PlanOnboarding says what a document would change.
func (s *Server) PlanOnboarding(ctx context.Context, r gen.PlanOnboardingRequestObject) (gen.PlanOnboardingResponseObject, error) {
	plan, err := platform.Plan(ctx, txFrom(ctx).Register(), wire.ToDocument(*r.Body), false)
	return gen.PlanOnboarding200JSONResponse(wire.Plan(plan)), err
}

// ApplyOnboarding does what a document says.
func (s *Server) ApplyOnboarding(ctx context.Context, r gen.ApplyOnboardingRequestObject) (gen.ApplyOnboardingResponseObject, error) {
	register := txFrom(ctx).Register()
	plan, err := platform.Plan(ctx, register, wire.ToDocument(*r.Body), false)
	if err != nil {
		return nil, err
	}
	return gen.ApplyOnboarding201JSONResponse(wire.Plan(plan)), platform.Apply(ctx, register, plan)
}

// ListRepairs lists the repairs of organisations without an administrator.
func (s *Server) ListRepairs(ctx context.Context, _ gen.ListRepairsRequestObject) (gen.ListRepairsResponseObject, error) {
	list, err := platform.Repairs(ctx, txFrom(ctx))
	return gen.ListRepairs200JSONResponse{Body: wire.Repairs(list)}, err
}

// ProposeRepair proposes whom to invite.
func (s *Server) ProposeRepair(ctx context.Context, r gen.ProposeRepairRequestObject) (gen.ProposeRepairResponseObject, error) {
	repair, err := platform.Propose(ctx, txFrom(ctx), r.Body.Organisation, r.Body.Name, r.Body.Reason)
	return gen.ProposeRepair201JSONResponse(wire.Repair(repair)), err
}

// ConfirmRepair makes the invitation that another operator proposed, and shows its link, this once.
func (s *Server) ConfirmRepair(ctx context.Context, r gen.ConfirmRepairRequestObject) (gen.ConfirmRepairResponseObject, error) {
	secret := session.NewSecret()
	repair, err := platform.Confirm(ctx, txFrom(ctx), r.Repair, secret.Key())
	return gen.ConfirmRepair201JSONResponse{Repair: wire.Repair(repair), Link: s.linkTo("invitation", secret)}, err
}
