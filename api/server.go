package api

import (
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/throughline-ics/throughline/api/browser"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/api/page"
	"github.com/throughline-ics/throughline/authz"
	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/tenants"
)

// Config is what a Server is made of.
type Config struct {
	DB      *tenants.DB
	Policy  *authz.Policy
	Party   *oidc.RelyingParty
	Pages   fs.FS          // the built pages, with index.html
	BaseURL string         // where browsers reach the server, such as https://throughline.example.nhs.uk
	Proxies []netip.Prefix // whose word about where a request came from is believed
	Demo    bool           // say on the pages that this is a demonstration
	Log     *slog.Logger
}

// Server answers the operations of the contract. It is an http.Handler.
type Server struct {
	db      *tenants.DB
	policy  *authz.Policy
	browser *browser.SignIn
	visits  *visits
	frame   page.Frame
	demo    bool
	log     *slog.Logger
	echo    *echo.Echo
}

var _ gen.StrictServerInterface = (*Server)(nil)

// What a request's body may be: a spreadsheet of the size that is read, in base64, is larger than anything else.
const (
	largestBody = "1M"
	largestFile = "6M"
)

// New makes a server. Read it top to bottom to know what a request passes.
func New(c Config) (*Server, error) {
	if c.DB == nil || c.Policy == nil || c.Party == nil || c.Pages == nil {
		return nil, errors.New("a server is made of a database, a policy, a relying party and a place for its pages")
	}
	contract, err := gen.GetSpecJSON()
	if err != nil {
		return nil, err
	}
	s := &Server{
		db: c.DB, policy: c.Policy, demo: c.Demo, log: c.Log,
		visits:  newVisits(c.DB.Now),
		frame:   page.NewFrame(c.Pages, c.Demo),
		browser: &browser.SignIn{DB: c.DB, Party: c.Party, BaseURL: c.BaseURL, Log: c.Log},
	}
	e := echo.New()
	e.HTTPErrorHandler = s.problem
	e.Binder = strictBody{}
	e.IPExtractor, e.SchemeExtractor = forwarded(c.Proxies)
	e.Use(s.named, s.logged, browser.Headers(strings.HasPrefix(c.BaseURL, "https://")), middleware.Recover(), browser.SameOrigin, limited, conditional, signedIn)
	gen.RegisterHandlers(e, gen.NewStrictHandler(s, []gen.StrictMiddlewareFunc{s.guard}))
	e.GET("/api/v1/openapi.json", func(c echo.Context) error { return c.JSONBlob(http.StatusOK, contract) })
	s.browser.Routes(e)
	e.Match([]string{http.MethodGet, http.MethodHead}, publishedPath, s.readPublished)
	e.POST(publishedPath, s.answerPublished)
	e.Match([]string{http.MethodGet, http.MethodHead}, statementPath, s.readStatement)
	e.Match([]string{http.MethodGet, http.MethodHead}, "/*", browser.Pages(c.Pages))
	s.echo = e
	return s, nil
}

// forwarded finds where a request came from and how: as the connection itself says or, through proxies that are trusted,
// as the last one says. Nobody else's X-Forwarded-For or X-Forwarded-Proto is believed.
func forwarded(proxies []netip.Prefix) (echo.IPExtractor, echo.SchemeExtractor) {
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		options = append(options, echo.TrustIPRange(&net.IPNet{IP: p.Masked().Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(options...), echo.ExtractSchemeFromHeaders(options...)
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// named gives every request an id of ours; one that a client sends is not believed.
func (s *Server) named(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, uuid.Must(uuid.NewV7()).String())
		return next(c)
	}
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// logged writes a line for every request: what was asked, by the route and not the address, and how it went.
func (s *Server) logged(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err) // write the problem now, so that its status is known
		}
		s.log.InfoContext(c.Request().Context(), "request", "request", requestID(c), "method", c.Request().Method,
			"route", c.Path(), "status", c.Response().Status, "took", time.Since(began))
		return nil
	}
}

// limited refuses a body that is too large. A file is taken from somebody who says that they are signed in.
func limited(next echo.HandlerFunc) echo.HandlerFunc {
	usual, file := middleware.BodyLimit(largestBody)(next), middleware.BodyLimit(largestFile)(next)
	return func(c echo.Context) error {
		if _, ok := session.From(c.Request()); ok && (strings.HasSuffix(c.Path(), "/imports") || strings.HasSuffix(c.Path(), "/document-readings")) {
			return file(c)
		}
		return usual(c)
	}
}

// conditional refuses a change that does not say which version it means to change, before anything is read.
func conditional(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		switch c.Request().Method {
		case http.MethodPut, http.MethodPatch, http.MethodDelete:
			if !strings.HasPrefix(c.Path(), "/api/v1/session") && c.Request().Header.Get("If-Match") == "" {
				return echo.NewHTTPError(http.StatusPreconditionRequired)
			}
		}
		return next(c)
	}
}

// signedIn hands the principal of the request on, and the means to change their cookie, for the operations that act for
// no organisation.
func signedIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := withCookies(c.Request().Context(), c.SetCookie)
		if who, ok := session.From(c.Request()); ok {
			ctx = withPrincipal(ctx, who)
		}
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}
