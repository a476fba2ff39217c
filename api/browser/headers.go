package browser

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// contentPolicy lets pages use what this server sends and nothing else: no other host, no inline script or style, no
// frame round them, no string turned into script.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'"

// Headers sets the headers that every answer bears, failing ones too. Where browsers come by TLS alone, they are told
// to keep to it.
func Headers(tls bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			header := c.Response().Header()
			header.Set("Content-Security-Policy", contentPolicy)
			header.Set("X-Content-Type-Options", "nosniff")
			header.Set("Referrer-Policy", "no-referrer")
			header.Set("Cross-Origin-Opener-Policy", "same-origin")
			header.Set("Cross-Origin-Resource-Policy", "same-origin")
			header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
			if strings.HasPrefix(c.Request().URL.Path, "/api/") || strings.HasPrefix(c.Request().URL.Path, "/auth/") {
				header.Set("Cache-Control", "no-store")
			}
			if tls {
				header.Set("Strict-Transport-Security", "max-age=63072000")
			}
			return next(c)
		}
	}
}

// SameOrigin refuses requests that change something and come from another site, or from a sibling of this one.
func SameOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	protection := http.NewCrossOriginProtection()
	return func(c echo.Context) error {
		if strings.HasPrefix(c.Request().URL.Path, backchannelPath) {
			return next(c)
		}
		if err := protection.Check(c.Request()); err != nil {
			return echo.NewHTTPError(http.StatusForbidden).SetInternal(err)
		}
		return next(c)
	}
}
