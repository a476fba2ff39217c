package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/people"
)

// ListMySessions lists where the person is signed in.
func (s *Server) ListMySessions(ctx context.Context, _ gen.ListMySessionsRequestObject) (gen.ListMySessionsResponseObject, error) {
	who, err := personFrom(ctx)
	if err != nil {
		return nil, err
	}
	presence, err := s.db.Enter().Presence(ctx, who.Session)
	if err != nil {
		return nil, err
	}
	list, err := people.Sessions(ctx, s.db.Enter(), who.Session)
	for i := range list {
		if list[i].Ends.After(presence.Until) {
			list[i].Ends = presence.Until
		}
	}
	return gen.ListMySessions200JSONResponse{Body: wire.Sessions(list)}, err
}

// EndMySession signs the person out in one place.
func (s *Server) EndMySession(ctx context.Context, r gen.EndMySessionRequestObject) (gen.EndMySessionResponseObject, error) {
	who, err := personFrom(ctx)
	if err != nil {
		return nil, err
	}
	ended, err := people.EndSessions(ctx, s.db.Enter(), who.Session, r.Session)
	if err != nil {
		return nil, err
	}
	if _, err := s.db.Enter().Presence(ctx, who.Session); fault.Is(err, fault.SignIn) {
		setCookie(ctx, session.Forget(session.Cookie)) // it was this one
	}
	return gen.EndMySession200JSONResponse{Ended: ended}, nil
}

// EndMySessions signs the person out everywhere, here too.
func (s *Server) EndMySessions(ctx context.Context, _ gen.EndMySessionsRequestObject) (gen.EndMySessionsResponseObject, error) {
	who, err := personFrom(ctx)
	if err != nil {
		return nil, err
	}
	ended, err := people.EndSessions(ctx, s.db.Enter(), who.Session, uuid.Nil)
	if err != nil {
		return nil, err
	}
	setCookie(ctx, session.Forget(session.Cookie))
	return gen.EndMySessions200JSONResponse{Ended: ended}, nil
}

// ExtendSession keeps the session from ending as idle.
func (s *Server) ExtendSession(ctx context.Context, _ gen.ExtendSessionRequestObject) (gen.ExtendSessionResponseObject, error) {
	who, err := personFrom(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := s.db.Enter().Presence(ctx, who.Session); err != nil {
		return nil, err
	}
	if err := s.db.Enter().Touch(ctx, who.Session); err != nil {
		return nil, err
	}
	presence, err := s.db.Enter().Presence(ctx, who.Session)
	return gen.ExtendSession200JSONResponse(wire.Session(presence)), err
}
