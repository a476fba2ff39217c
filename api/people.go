package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
)

// ListPeople lists who holds a role in the acting organisation, and who waits for one.
func (s *Server) ListPeople(ctx context.Context, _ gen.ListPeopleRequestObject) (gen.ListPeopleResponseObject, error) {
	tx := txFrom(ctx)
	holders, waiting, err := people.List(ctx, tx)
	if err != nil {
		return nil, err
	}
	roles, err := people.Roles(ctx, tx)
	return gen.ListPeople200JSONResponse{Body: wire.People(holders, waiting, roles, tx.Actor())}, err
}

// GrantRole gives somebody a role.
func (s *Server) GrantRole(ctx context.Context, r gen.GrantRoleRequestObject) (gen.GrantRoleResponseObject, error) {
	held, err := people.Grant(ctx, txFrom(ctx), r.Person, tenants.Role(r.Body.Role))
	return gen.GrantRole201JSONResponse(wire.RoleHeld(held)), err
}

// EndRole ends a role that somebody holds.
func (s *Server) EndRole(ctx context.Context, r gen.EndRoleRequestObject) (gen.EndRoleResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.EndRole204Response{}, people.End(ctx, txFrom(ctx), r.Assignment, version)
}
