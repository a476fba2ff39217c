package api

import (
	"context"

	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants"
)

// GetOrganisation reads the acting organisation and the systems it belongs to.
func (s *Server) GetOrganisation(ctx context.Context, r gen.GetOrganisationRequestObject) (gen.GetOrganisationResponseObject, error) {
	tx := txFrom(ctx)
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return nil, err
	}
	memberships, err := tenants.Memberships(ctx, tx, nil, &r.Organisation)
	if err != nil {
		return nil, err
	}
	return gen.GetOrganisation200JSONResponse{Body: wire.Organisation(self, memberships)}, nil
}

// ListMembers lists the organisations of a system that the acting one may know of.
func (s *Server) ListMembers(ctx context.Context, r gen.ListMembersRequestObject) (gen.ListMembersResponseObject, error) {
	members, editions, err := view.Members(ctx, txFrom(ctx), r.Params.System)
	if err != nil {
		return nil, err
	}
	return gen.ListMembers200JSONResponse{Body: wire.Members(members, editions)}, nil
}
