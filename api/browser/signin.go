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
	e.GET("/auth/test/:connection", s.test)
	e.GET("/auth/callback/:connection", s.callback)
	e.POST(backchannelPath+":connection", s.backchannel)
	e.GET("/auth/plain.css", plainStyle)
}

// start begins a sign-in: it keeps a single-use flow bound to this browser and sends it on to the provider.
func (s *SignIn) start(c echo.Context) error {
	way, err := s.way(c, tenants.Live)
	if err != nil {
		return s.refuse(c, way, "connection", err)
	}
	returnTo := localPath(c.QueryParam("return_to"))
	if fromElsewhere(c.Request()) {
		return ask(c, way, returnTo)
	}
	if err := s.begin(c, way, tenants.Flow{Hosts: way.Hosts, ReturnTo: returnTo}); err != nil {
		return s.refuse(c, way, oidc.Check(err), err)
	}
	return nil
}

// fromElsewhere reports whether another site, or a sibling of this one, sent the browser here, as the browser says.
func fromElsewhere(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "cross-site" || site == "same-site"
}

// ask lets the person say whether they want to sign in this way. A provider may answer without asking anybody anything,
// with a person of its choice: another site must not put that person's session in the place of theirs.
func ask(c echo.Context, way tenants.Way, returnTo string) error {
	here := "/auth/sign-in/" + way.ID.String() + "?" + url.Values{"return_to": {returnTo}}.Encode()
	return plainPageTo(c, http.StatusOK, "Sign in to Throughline", onward{here, "Sign in by " + way.Name + " of " + way.OrganisationName},
		"Another site sent you here, to sign in by "+way.Name+" of "+way.OrganisationName+". If you are signed in already, you will be signed out first.",
		"Go on only if that is your organisation. Otherwise close this page: nothing has happened.")
}

// begin keeps a flow and sends the browser on to the provider.
func (s *SignIn) begin(c echo.Context, way tenants.Way, kept tenants.Flow) error {
	ctx := c.Request().Context()
	flow, address, err := s.Party.Start(ctx, s.connection(way, kept.Hosts))
	if err != nil {
		return err
	}
	browser := session.NewSecret()
	kept.State, kept.Browser, kept.Connection = sha256.Sum256([]byte(flow.State)), browser.Key(), way.ID
	kept.Nonce, kept.Verifier, kept.Ends = flow.Nonce, flow.Verifier, flow.Expires
	if err := s.DB.Enter().BeginFlow(ctx, kept); err != nil {
		return err
	}
	c.SetCookie(session.Keep(session.LoginCookie, browser, flow.Expires.Sub(s.DB.Now())))
	return c.Redirect(http.StatusSeeOther, address)
}

// callback finishes a sign-in or a test of one. Whatever comes of it, the flow is used up.
func (s *SignIn) callback(c echo.Context) error {
	c.SetCookie(session.Forget(session.LoginCookie))
	way, err := s.way(c, "")
	flow, taken := s.take(c, way.ID) // before anything is judged: an answer to a connection that cannot be used is one too
	if err != nil {
		return s.refuse(c, way, "connection", err)
	}
	if taken != nil {
		return s.refuse(c, way, "flow", taken)
	}
	identity, err := s.finish(c, way, flow)
	if flow.Tests() {
		return s.tested(c, way, flow, identity, err)
	}
	if err == nil && way.State != tenants.Live {
		return s.refuse(c, way, "connection", errNoWay)
	}
	if err != nil {
		return s.refuse(c, way, oidc.Check(err), err)
	}
	return s.arrive(c, way, identity, flow.ReturnTo)
}

// arrive keeps a new session, in the place of one that the browser may have had.
func (s *SignIn) arrive(c echo.Context, way tenants.Way, identity oidc.Identity, returnTo string) error {
	ctx := c.Request().Context()
	if before, ok := session.From(c.Request()); ok && !before.Token {
		if _, err := s.DB.Enter().EndSession(ctx, before.Session); err != nil {
			return err
		}
	}
	secret := session.NewSecret()
	err := s.DB.Enter().SignIn(ctx, tenants.Arrival{
		Session: secret.Key(), Connection: way.ID, Subject: identity.Subject, Name: identity.Name, Email: identity.Email,
		SID: identity.SID, ACR: identity.ACR, AMR: identity.AMR, Claims: identity.Claims, From: c.RealIP(), Ends: s.DB.Now().Add(session.Life),
	})
	if fault.Is(err, fault.SignIn) { // taken out of use meanwhile
		err = errNoWay
	}
	if err != nil {
		return s.refuse(c, way, "connection", err)
	}
	c.SetCookie(session.Keep(session.Cookie, secret, 0))
	return c.Redirect(http.StatusSeeOther, returnTo)
}

// take takes the flow that the callback's state names, if this browser began it.
func (s *SignIn) take(c echo.Context, connection uuid.UUID) (tenants.Flow, error) {
	flow, err := s.DB.Enter().TakeFlow(c.Request().Context(), sha256.Sum256([]byte(c.QueryParam("state"))), connection)
	if err != nil {
		return flow, err
	}
	browser, ok := session.LoginSecret(c.Request())
	key := browser.Key()
	if !ok || subtle.ConstantTimeCompare(key[:], flow.Browser[:]) != 1 {
		return tenants.Flow{}, fault.New(fault.SignIn, "This sign-in was not started in this browser. Start again from the start page.")
	}
	return flow, nil
}

// finish lets the relying party check the provider's answer to a flow.
func (s *SignIn) finish(c echo.Context, way tenants.Way, flow tenants.Flow) (oidc.Identity, error) {
	query := c.Request().URL.Query()
	state := query.Get("state")
	return s.Party.Finish(c.Request().Context(), s.connection(way, flow.Hosts),
		oidc.Flow{State: state, Nonce: flow.Nonce, Verifier: flow.Verifier, Connection: way.ID, Expires: flow.Ends},
		oidc.Callback{
			Code: query.Get("code"), State: state, Iss: query.Get("iss"),
			Error: query.Get("error"), ErrorDescription: query.Get("error_description"),
		})
}

var errNoWay = fault.New(fault.NotFound, "There is no such way to sign in. Go back to the start page.")

// way reads the connection that the path names; one in another state than the wanted one is not there.
func (s *SignIn) way(c echo.Context, state string) (tenants.Way, error) {
	id, err := uuid.Parse(c.Param("connection"))
	if err != nil {
		return tenants.Way{}, errNoWay
	}
	way, err := s.DB.Enter().Way(c.Request().Context(), id)
	if way.State != "" && state != "" && way.State != state {
		return tenants.Way{}, errNoWay
	}
	return way, err
}

// connection is a way as the relying party needs it, with its endpoints on some hosts beside the issuer's own.
func (s *SignIn) connection(way tenants.Way, hosts []string) oidc.Connection {
	return oidc.Connection{
		ID: way.ID, Issuer: way.Issuer, ClientID: way.ClientID, ClientSecret: way.Secret, Hosts: hosts, Claims: way.Claims,
		RequiredACR: way.RequiredACR, RequiredAMR: way.RequiredAMR, RedirectURL: s.BaseURL + "/auth/callback/" + way.ID.String(),
	}
}

// refuse notes a failed sign-in and says what the person can do, on a page of its own: whose provider it was, and what
// its administrator should look at.
func (s *SignIn) refuse(c echo.Context, way tenants.Way, failed string, err error) error {
	f := fault.From(err)
	if f.Kind == fault.Internal {
		return err
	}
	s.note(c, way, failed, err)
	said := []string{f.Message}
	if way.State == tenants.Live { // of one that is not in use, nobody learns but who tests it
		said = append(said, "You were signing in by "+way.Name+" of "+way.OrganisationName+".")
	}
	if advice := oidc.Advice(err); advice != "" {
		said = append(said, "Its administrator should check "+advice)
	}
	return plainPage(c, statusOf(f.Kind), "You are not signed in", said...)
}

// note keeps a refusal for the administrators of the connection's organisation.
func (s *SignIn) note(c echo.Context, way tenants.Way, failed string, err error) {
	ctx, request := c.Request().Context(), c.Response().Header().Get(echo.HeaderXRequestID)
	event := tenants.Event{Kind: "sign-in-refused", Connection: way.ID, Failed: failed, Request: request, From: c.RealIP()}
	if noted := s.DB.Enter().Note(ctx, event); noted != nil {
		s.Log.ErrorContext(ctx, "refused sign-in not noted", "request", request, "error", noted)
	}
	s.Log.WarnContext(ctx, "sign-in refused", "request", request, "connection", way.ID, "check", failed, "cause", err)
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
	way, _ := s.DB.Enter().Way(ctx, id)
	if way.State != tenants.Live {
		return nil, nil // signed out here; a connection that cannot be used has nothing to sign out of
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if address, ok := s.Party.EndSessionURL(ctx, s.connection(way, way.Hosts), s.BaseURL+"/"); ok {
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
