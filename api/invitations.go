package api

import (
	"context"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/people"
)

// ListInvitations lists the acting organisation's invitations.
func (s *Server) ListInvitations(ctx context.Context, _ gen.ListInvitationsRequestObject) (gen.ListInvitationsResponseObject, error) {
	tx := txFrom(ctx)
	list, err := people.Invitations(ctx, tx)
	if err != nil {
		return nil, err
	}
	roles, err := people.Roles(ctx, tx)
	return gen.ListInvitations200JSONResponse{Body: wire.Invitations(list, roles)}, err
}

// CreateInvitation makes an invitation and shows its link, this once.
func (s *Server) CreateInvitation(ctx context.Context, r gen.CreateInvitationRequestObject) (gen.CreateInvitationResponseObject, error) {
	secret, days := session.NewSecret(), 0
	if r.Body.Days != nil {
		days = *r.Body.Days
	}
	made, err := people.Invite(ctx, txFrom(ctx), people.Invitation{Role: tenants.Role(r.Body.Role), Name: r.Body.Name}, days, secret.Key())
	return gen.CreateInvitation201JSONResponse{Invitation: wire.Invitation(made), Link: s.linkTo("invitation", secret)}, err
}

// linkTo is a page that is opened by a secret. The secret is behind the #, which browsers send to nobody.
func (s *Server) linkTo(page string, secret session.Secret) string {
	return s.browser.BaseURL + "/" + page + "#" + string(secret)
}

// WithdrawInvitation makes an invitation one that cannot be accepted.
func (s *Server) WithdrawInvitation(ctx context.Context, r gen.WithdrawInvitationRequestObject) (gen.WithdrawInvitationResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.WithdrawInvitation204Response{}, people.Withdraw(ctx, txFrom(ctx), r.Invitation, version)
}

// ViewInvitation says what an invitation offers to whoever holds its secret.
func (s *Server) ViewInvitation(ctx context.Context, r gen.ViewInvitationRequestObject) (gen.ViewInvitationResponseObject, error) {
	offer, err := people.View(ctx, s.db.Enter(), session.Secret(r.Body.Secret).Key())
	return gen.ViewInvitation200JSONResponse(wire.Offer(offer)), err
}

// AcceptInvitation accepts an invitation as whoever is signed in, whose session goes on under a new secret.
func (s *Server) AcceptInvitation(ctx context.Context, r gen.AcceptInvitationRequestObject) (gen.AcceptInvitationResponseObject, error) {
	who, err := personFrom(ctx)
	if err != nil {
		return nil, err
	}
	fresh := session.NewSecret()
	organisation, err := people.Accept(ctx, s.db.Enter(), session.Secret(r.Body.Secret).Key(), who.Session, fresh.Key())
	if err != nil {
		return nil, err
	}
	setCookie(ctx, session.Keep(session.Cookie, fresh, 0))
	return gen.AcceptInvitation200JSONResponse{Organisation: organisation}, nil
}
