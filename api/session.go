package api

import (
	"context"
	"net/http"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/wire"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
)

// GetHealth answers while the process is up.
func (s *Server) GetHealth(context.Context, gen.GetHealthRequestObject) (gen.GetHealthResponseObject, error) {
	return gen.GetHealth200JSONResponse{Status: gen.Ok}, nil
}

// GetReadiness answers when the database does.
func (s *Server) GetReadiness(ctx context.Context, _ gen.GetReadinessRequestObject) (gen.GetReadinessResponseObject, error) {
	if err := s.db.Ready(ctx); err != nil {
		return nil, err
	}
	return gen.GetReadiness200JSONResponse{Status: gen.Ok}, nil
}

// ListSignInOptions lists the identity providers that may be shown to everybody.
func (s *Server) ListSignInOptions(ctx context.Context, r gen.ListSignInOptionsRequestObject) (gen.ListSignInOptionsResponseObject, error) {
	options, err := s.db.Enter().Options(ctx, deref(r.Params.Organisation))
	if err != nil {
		return nil, err
	}
	return gen.ListSignInOptions200JSONResponse{Body: wire.SignInOptions(s.demo, options)}, nil
}

// GetSession says who is signed in.
func (s *Server) GetSession(ctx context.Context, _ gen.GetSessionRequestObject) (gen.GetSessionResponseObject, error) {
	who, err := personFrom(ctx)
	if err != nil {
		return nil, err
	}
	presence, err := s.db.Enter().Presence(ctx, who.Session)
	if err != nil {
		return nil, err
	}
	return gen.GetSession200JSONResponse{Body: wire.Session(presence)}, nil
}

// EndSession signs out, and lets the browser forget the session.
func (s *Server) EndSession(ctx context.Context, _ gen.EndSessionRequestObject) (gen.EndSessionResponseObject, error) {
	who, ok := principalFrom(ctx)
	if !ok || who.Token {
		return gen.EndSession200JSONResponse{}, nil
	}
	provider, err := s.browser.Out(ctx, who)
	if err != nil {
		return nil, err
	}
	setCookie(ctx, session.Forget(session.Cookie))
	return gen.EndSession200JSONResponse{Provider: provider}, nil
}

type cookieKey struct{}

// withCookies lets the handlers of operations that act for no organisation set cookies: they have no response of their
// own to set them on.
func withCookies(ctx context.Context, set func(*http.Cookie)) context.Context {
	return context.WithValue(ctx, cookieKey{}, set)
}

func setCookie(ctx context.Context, cookie *http.Cookie) {
	if set, ok := ctx.Value(cookieKey{}).(func(*http.Cookie)); ok {
		set(cookie)
	}
}

type principalKey struct{}

func withPrincipal(ctx context.Context, who session.Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, who)
}

func principalFrom(ctx context.Context) (session.Principal, bool) {
	who, ok := ctx.Value(principalKey{}).(session.Principal)
	return who, ok
}

// personFrom gives the principal when it is a person's session; a token is nobody here.
func personFrom(ctx context.Context) (session.Principal, error) {
	who, ok := principalFrom(ctx)
	if !ok || who.Token {
		return session.Principal{}, fault.New(fault.SignIn, "You are not signed in.")
	}
	return who, nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
