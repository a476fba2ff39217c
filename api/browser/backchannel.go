package browser

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// backchannelPath is where providers say that sessions have ended. They are no browsers: nothing there rests on a
// cookie, and the check of the request's origin lets it by.
const backchannelPath = "/auth/backchannel/"

// backchannel ends sessions at a provider's word (OpenID Connect Back-Channel Logout 1.0 section 2.5 to 2.8): 200 when
// it was done, 400 when the token is none of this connection's or has been used, 503 when it could not be done now.
func (s *SignIn) backchannel(c echo.Context) error {
	ctx := c.Request().Context()
	way, err := s.way(c, tenants.Live)
	if err != nil {
		return c.NoContent(http.StatusBadRequest)
	}
	word, err := s.Party.Logout(ctx, s.connection(way, way.Hosts), c.FormValue("logout_token"))
	if err == nil {
		var fresh bool
		if _, fresh, err = s.DB.Enter().EndByProvider(ctx, tenants.ProviderLogout{
			Connection: way.ID, ID: word.ID, SID: word.SID, Subject: word.Subject, Expires: word.Expires,
		}); err == nil && !fresh {
			err = fault.New(fault.SignIn, "This logout token has been used already.")
		}
	}
	switch {
	case err == nil:
		return c.NoContent(http.StatusOK)
	case fault.Is(err, fault.Unavailable):
		return c.NoContent(http.StatusServiceUnavailable)
	case fault.Is(err, fault.SignIn):
		s.note(c, way, "logout: "+oidc.Check(err), err)
		return c.NoContent(http.StatusBadRequest)
	default:
		return err
	}
}
