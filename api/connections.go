package api

import (
	"context"
	"strings"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/connections"
)

// ListConnections lists how people of the acting organisation sign in.
func (s *Server) ListConnections(ctx context.Context, _ gen.ListConnectionsRequestObject) (gen.ListConnectionsResponseObject, error) {
	list, err := connections.List(ctx, txFrom(ctx))
	if err != nil {
		return nil, err
	}
	code, err := tenants.StartCode(ctx, txFrom(ctx))
	var start *string
	if code != "" {
		address := s.browser.BaseURL + "/start/" + strings.ToLower(code)
		start = &address
	}
	return gen.ListConnections200JSONResponse{Body: wire.Connections(list, s.browser.BaseURL, start)}, err
}

// CreateConnection drafts a connection.
func (s *Server) CreateConnection(ctx context.Context, r gen.CreateConnectionRequestObject) (gen.CreateConnectionResponseObject, error) {
	draft, secret := wire.ToConnection(*r.Body)
	kept, err := connections.Draft(ctx, txFrom(ctx), draft, secret)
	return gen.CreateConnection201JSONResponse(wire.Connection(kept, s.browser.BaseURL)), err
}

// GetConnection reads a connection.
func (s *Server) GetConnection(ctx context.Context, r gen.GetConnectionRequestObject) (gen.GetConnectionResponseObject, error) {
	kept, err := connections.Get(ctx, txFrom(ctx), r.Connection)
	return gen.GetConnection200JSONResponse{
		Body: wire.Connection(kept, s.browser.BaseURL), Headers: gen.GetConnection200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// UpdateConnection changes a connection that is still at the version of If-Match.
func (s *Server) UpdateConnection(ctx context.Context, r gen.UpdateConnectionRequestObject) (gen.UpdateConnectionResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := connections.Change(ctx, txFrom(ctx), r.Connection, version, wire.EditConnection(*r.Body))
	return gen.UpdateConnection200JSONResponse{
		Body: wire.Connection(kept, s.browser.BaseURL), Headers: gen.UpdateConnection200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}

// ListConnectionRequests lists the connections that operators decide about.
func (s *Server) ListConnectionRequests(ctx context.Context, _ gen.ListConnectionRequestsRequestObject) (gen.ListConnectionRequestsResponseObject, error) {
	list, err := connections.Requests(ctx, txFrom(ctx))
	return gen.ListConnectionRequests200JSONResponse{Body: wire.ConnectionRequests(list)}, err
}

// DecideConnection decides about a connection that is still at the version of If-Match.
func (s *Server) DecideConnection(ctx context.Context, r gen.DecideConnectionRequestObject) (gen.DecideConnectionResponseObject, error) {
	version, err := wire.Version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	kept, err := connections.Decide(ctx, txFrom(ctx), r.Connection, version, connections.Verdict{State: string(r.Body.Verdict), Listed: r.Body.Listed})
	return gen.DecideConnection200JSONResponse{
		Body: wire.ConnectionRequest(kept), Headers: gen.DecideConnection200ResponseHeaders{ETag: wire.ETag(kept.Version)},
	}, err
}
