package browser

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// SignIn takes people to their identity provider and back.
type SignIn struct {
	DB      *tenants.DB
	Party   *oidc.RelyingParty
	BaseURL string // where browsers reach this server, without a slash at the end
	Log     *slog.Logger
}

// Routes adds the addresses of signing in.
func (s *SignIn) Routes(e *echo.Echo) {
	e.GET("/auth/sign-in/:connection", s.start)
	e.GET("/auth/callback/:connection", s.callback)
	e.GET("/auth/plain.css", plainStyle)
}

// start begins a sign-in: it keeps a single-use flow bound to this browser and sends it on to the provider.
func (s *SignIn) start(c echo.Context) error {
	ctx := c.Request().Context()
	connection, err := s.connection(ctx, c.Param("connection"))
	if err != nil {
		return s.refuse(c, tenants.Event{Failed: "connection"}, err)
	}
	flow, address, err := s.Party.Start(ctx, connection)
	if err != nil {
		return s.refuse(c, tenants.Event{Connection: connection.ID, Failed: oidc.Check(err)}, err)
	}
	browser := session.NewSecret()
	err = s.DB.Enter().BeginFlow(ctx, tenants.Flow{
		State: sha256.Sum256([]byte(flow.State)), Browser: browser.Key(), Connection: connection.ID,
		Nonce: flow.Nonce, Verifier: flow.Verifier, ReturnTo: localPath(c.QueryParam("return_to")), Ends: flow.Expires,
	})
	if err != nil {
		return err
	}
	c.SetCookie(session.Keep(session.LoginCookie, browser, flow.Expires.Sub(s.DB.Now())))
	return c.Redirect(http.StatusSeeOther, address)
}

// callback finishes a sign-in. Whatever comes of it, the flow is used up.
func (s *SignIn) callback(c echo.Context) error {
	ctx := c.Request().Context()
	c.SetCookie(session.Forget(session.LoginCookie))
	connection, err := s.connection(ctx, c.Param("connection"))
	if err != nil {
		return s.refuse(c, tenants.Event{Failed: "connection"}, err)
	}
	identity, returnTo, err := s.finish(c, connection)
	if err != nil {
		failed := oidc.Check(err)
		if failed == "" {
			failed = "flow"
		}
		return s.refuse(c, tenants.Event{Connection: connection.ID, Failed: failed}, err)
	}
	if before, ok := session.From(c.Request()); ok {
		if _, err := s.DB.Enter().EndSession(ctx, before.Session); err != nil {
			return err
		}
	}
	secret := session.NewSecret()
	err = s.DB.Enter().SignIn(ctx, tenants.Arrival{
		Session: secret.Key(), Connection: connection.ID, Subject: identity.Subject, Name: identity.Name, Email: identity.Email,
		SID: identity.SID, ACR: identity.ACR, AMR: identity.AMR, From: c.RealIP(), Ends: s.DB.Now().Add(session.Life),
	})
	if err != nil {
		return err
	}
	c.SetCookie(session.Keep(session.Cookie, secret, 0))
	return c.Redirect(http.StatusSeeOther, returnTo)
}

// finish takes the flow and lets the relying party check the provider's answer to it.
func (s *SignIn) finish(c echo.Context, connection oidc.Connection) (oidc.Identity, string, error) {
	ctx := c.Request().Context()
	query := c.Request().URL.Query()
	state := query.Get("state")
	flow, err := s.DB.Enter().TakeFlow(ctx, sha256.Sum256([]byte(state)), connection.ID)
	if err != nil {
		return oidc.Identity{}, "", err
	}
	browser, ok := session.LoginSecret(c.Request())
	key := browser.Key()
	if !ok || subtle.ConstantTimeCompare(key[:], flow.Browser[:]) != 1 {
		return oidc.Identity{}, "", fault.New(fault.SignIn, "This sign-in was not started in this browser. Start again from the start page.")
	}
	identity, err := s.Party.Finish(ctx, connection,
		oidc.Flow{State: state, Nonce: flow.Nonce, Verifier: flow.Verifier, Connection: connection.ID, Expires: flow.Ends},
		oidc.Callback{
			Code: query.Get("code"), State: state, Iss: query.Get("iss"),
			Error: query.Get("error"), ErrorDescription: query.Get("error_description"),
		})
	return identity, flow.ReturnTo, err
}

func (s *SignIn) connection(ctx context.Context, text string) (oidc.Connection, error) {
	id, err := uuid.Parse(text)
	if err != nil {
		return oidc.Connection{}, fault.New(fault.NotFound, "There is no such way to sign in. Go back to the start page.")
	}
	kept, err := s.DB.Enter().Way(ctx, id)
	if err != nil {
		return oidc.Connection{}, err
	}
	if kept.State != tenants.Live {
		return oidc.Connection{}, fault.New(fault.NotFound, "There is no such way to sign in. Go back to the start page.")
	}
	return oidc.Connection{
		ID: kept.ID, Issuer: kept.Issuer, ClientID: kept.ClientID, ClientSecret: kept.Secret, Hosts: kept.Hosts,
		RequiredACR: kept.RequiredACR, RequiredAMR: kept.RequiredAMR,
		RedirectURL: s.BaseURL + "/auth/callback/" + kept.ID.String(),
	}, nil
}

// refuse notes a failed sign-in and says what the person can do, on a page of its own.
func (s *SignIn) refuse(c echo.Context, event tenants.Event, err error) error {
	ctx := c.Request().Context()
	f := fault.From(err)
	if f.Kind == fault.Internal {
		return err
	}
	event.Kind, event.Request, event.From = "sign-in-refused", c.Response().Header().Get(echo.HeaderXRequestID), c.RealIP()
	if noted := s.DB.Enter().Note(ctx, event); noted != nil {
		s.Log.ErrorContext(ctx, "refused sign-in not noted", "request", event.Request, "error", noted)
	}
	s.Log.WarnContext(ctx, "sign-in refused", "request", event.Request, "connection", event.Connection, "check", event.Failed, "cause", err)
	return plainPage(c, statusOf(f.Kind), "You are not signed in", f.Message)
}

func statusOf(kind fault.Kind) int {
	if kind == fault.Unavailable {
		return http.StatusServiceUnavailable
	}
	return http.StatusBadRequest
}

// Out ends a session and gives the address where the person ends the one at their provider too, if it has one.
func (s *SignIn) Out(ctx context.Context, who session.Principal) (*string, error) {
	id, err := s.DB.Enter().EndSession(ctx, who.Session)
	if err != nil || id == uuid.Nil {
		return nil, err
	}
	connection, err := s.connection(ctx, id.String())
	if fault.Is(err, fault.NotFound) {
		return nil, nil // the connection has been closed since
	}
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if address, ok := s.Party.EndSessionURL(ctx, connection, s.BaseURL+"/"); ok {
		return &address, nil
	}
	return nil, nil
}

// localPath keeps a path of this server to go back to; anything else becomes the start page.
func localPath(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || len(text) > 2000 ||
		!strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") || strings.ContainsAny(text, "\\\r\n\t") {
		return "/"
	}
	return text
}
