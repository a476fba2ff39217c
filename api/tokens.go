package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/tenants/people"
)

// ListTokens lists API tokens.
func (s *Server) ListTokens(ctx context.Context, _ gen.ListTokensRequestObject) (gen.ListTokensResponseObject, error) {
	list, err := people.Tokens(ctx, txFrom(ctx))
	return gen.ListTokens200JSONResponse{Body: wire.Tokens(list)}, err
}

// CreateToken makes an API token and shows it, this once.
func (s *Server) CreateToken(ctx context.Context, r gen.CreateTokenRequestObject) (gen.CreateTokenResponseObject, error) {
	token := people.Token{ID: uuid.Must(uuid.NewV7()), Name: r.Body.Name}
	for _, scope := range r.Body.Scopes {
		token.Scopes = append(token.Scopes, string(scope))
	}
	secret := session.NewToken(token.ID)
	made, err := people.NewToken(ctx, txFrom(ctx), token, r.Body.Days, secret.Key())
	return gen.CreateToken201JSONResponse{Token: wire.Token(made), Secret: string(secret)}, err
}

// RevokeToken makes a token one that does not work.
func (s *Server) RevokeToken(ctx context.Context, r gen.RevokeTokenRequestObject) (gen.RevokeTokenResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return gen.RevokeToken204Response{}, people.Revoke(ctx, txFrom(ctx), r.Token, version)
}
