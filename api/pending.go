package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/fault"
)

// Operations that are being written. Each moves to the file of its noun.
var errPending = fault.New(fault.NotFound, "There is nothing at this address.")

// AcceptInvitation is being written.
func (s *Server) AcceptInvitation(context.Context, gen.AcceptInvitationRequestObject) (gen.AcceptInvitationResponseObject, error) {
	return nil, errPending
}

// ViewInvitation is being written.
func (s *Server) ViewInvitation(context.Context, gen.ViewInvitationRequestObject) (gen.ViewInvitationResponseObject, error) {
	return nil, errPending
}

// ListAuditEntries is being written.
func (s *Server) ListAuditEntries(context.Context, gen.ListAuditEntriesRequestObject) (gen.ListAuditEntriesResponseObject, error) {
	return nil, errPending
}

// ExportAudit is being written.
func (s *Server) ExportAudit(context.Context, gen.ExportAuditRequestObject) (gen.ExportAuditResponseObject, error) {
	return nil, errPending
}

// ListConnections is being written.
func (s *Server) ListConnections(context.Context, gen.ListConnectionsRequestObject) (gen.ListConnectionsResponseObject, error) {
	return nil, errPending
}

// CreateConnection is being written.
func (s *Server) CreateConnection(context.Context, gen.CreateConnectionRequestObject) (gen.CreateConnectionResponseObject, error) {
	return nil, errPending
}

// GetConnection is being written.
func (s *Server) GetConnection(context.Context, gen.GetConnectionRequestObject) (gen.GetConnectionResponseObject, error) {
	return nil, errPending
}

// UpdateConnection is being written.
func (s *Server) UpdateConnection(context.Context, gen.UpdateConnectionRequestObject) (gen.UpdateConnectionResponseObject, error) {
	return nil, errPending
}

// ListInvitations is being written.
func (s *Server) ListInvitations(context.Context, gen.ListInvitationsRequestObject) (gen.ListInvitationsResponseObject, error) {
	return nil, errPending
}

// CreateInvitation is being written.
func (s *Server) CreateInvitation(context.Context, gen.CreateInvitationRequestObject) (gen.CreateInvitationResponseObject, error) {
	return nil, errPending
}

// WithdrawInvitation is being written.
func (s *Server) WithdrawInvitation(context.Context, gen.WithdrawInvitationRequestObject) (gen.WithdrawInvitationResponseObject, error) {
	return nil, errPending
}

// ListPeople is being written.
func (s *Server) ListPeople(context.Context, gen.ListPeopleRequestObject) (gen.ListPeopleResponseObject, error) {
	return nil, errPending
}

// GrantRole is being written.
func (s *Server) GrantRole(context.Context, gen.GrantRoleRequestObject) (gen.GrantRoleResponseObject, error) {
	return nil, errPending
}

// ListConnectionRequests is being written.
func (s *Server) ListConnectionRequests(context.Context, gen.ListConnectionRequestsRequestObject) (gen.ListConnectionRequestsResponseObject, error) {
	return nil, errPending
}

// DecideConnection is being written.
func (s *Server) DecideConnection(context.Context, gen.DecideConnectionRequestObject) (gen.DecideConnectionResponseObject, error) {
	return nil, errPending
}

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

// EndRole is being written.
func (s *Server) EndRole(context.Context, gen.EndRoleRequestObject) (gen.EndRoleResponseObject, error) {
	return nil, errPending
}

// ListTokens is being written.
func (s *Server) ListTokens(context.Context, gen.ListTokensRequestObject) (gen.ListTokensResponseObject, error) {
	return nil, errPending
}

// CreateToken is being written.
func (s *Server) CreateToken(context.Context, gen.CreateTokenRequestObject) (gen.CreateTokenResponseObject, error) {
	return nil, errPending
}

// RevokeToken is being written.
func (s *Server) RevokeToken(context.Context, gen.RevokeTokenRequestObject) (gen.RevokeTokenResponseObject, error) {
	return nil, errPending
}

// ExtendSession is being written.
func (s *Server) ExtendSession(context.Context, gen.ExtendSessionRequestObject) (gen.ExtendSessionResponseObject, error) {
	return nil, errPending
}

// EndMySessions is being written.
func (s *Server) EndMySessions(context.Context, gen.EndMySessionsRequestObject) (gen.EndMySessionsResponseObject, error) {
	return nil, errPending
}

// ListMySessions is being written.
func (s *Server) ListMySessions(context.Context, gen.ListMySessionsRequestObject) (gen.ListMySessionsResponseObject, error) {
	return nil, errPending
}

// EndMySession is being written.
func (s *Server) EndMySession(context.Context, gen.EndMySessionRequestObject) (gen.EndMySessionResponseObject, error) {
	return nil, errPending
}
