package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/fault"
)

// Operations that are being written. Each moves to the file of its noun.
var errPending = fault.New(fault.NotFound, "There is nothing at this address.")

// SearchDirectory is being written.
func (s *Server) SearchDirectory(context.Context, gen.SearchDirectoryRequestObject) (gen.SearchDirectoryResponseObject, error) {
	return nil, errPending
}

// ApplyOnboarding is being written.
func (s *Server) ApplyOnboarding(context.Context, gen.ApplyOnboardingRequestObject) (gen.ApplyOnboardingResponseObject, error) {
	return nil, errPending
}

// ListRegistered is being written.
func (s *Server) ListRegistered(context.Context, gen.ListRegisteredRequestObject) (gen.ListRegisteredResponseObject, error) {
	return nil, errPending
}

// GetRegistered is being written.
func (s *Server) GetRegistered(context.Context, gen.GetRegisteredRequestObject) (gen.GetRegisteredResponseObject, error) {
	return nil, errPending
}

// PlanOnboarding is being written.
func (s *Server) PlanOnboarding(context.Context, gen.PlanOnboardingRequestObject) (gen.PlanOnboardingResponseObject, error) {
	return nil, errPending
}

// ListRepairs is being written.
func (s *Server) ListRepairs(context.Context, gen.ListRepairsRequestObject) (gen.ListRepairsResponseObject, error) {
	return nil, errPending
}

// ProposeRepair is being written.
func (s *Server) ProposeRepair(context.Context, gen.ProposeRepairRequestObject) (gen.ProposeRepairResponseObject, error) {
	return nil, errPending
}

// ConfirmRepair is being written.
func (s *Server) ConfirmRepair(context.Context, gen.ConfirmRepairRequestObject) (gen.ConfirmRepairResponseObject, error) {
	return nil, errPending
}
