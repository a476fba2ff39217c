package browser

import (
	"cmp"
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
	way, err := s.way(c, tenants.Live)
	if err == nil || way.State == tenants.Live { // a secret that cannot be read is not needed here
		err = s.endByProvider(c, way)
	}
	switch {
	case err == nil:
		return c.NoContent(http.StatusOK)
	case fault.Is(err, fault.Unavailable):
		return c.NoContent(http.StatusServiceUnavailable)
	case fault.Is(err, fault.SignIn):
		s.note(c, way, "logout: "+cmp.Or(oidc.Check(err), "token_used"), err)
		return c.NoContent(http.StatusBadRequest)
	case fault.Is(err, fault.NotFound):
		return c.NoContent(http.StatusBadRequest)
	default:
		return err
	}
}

func (s *SignIn) endByProvider(c echo.Context, way tenants.Way) error {
	ctx := c.Request().Context()
	word, err := s.Party.Logout(ctx, s.connection(way, way.Hosts), c.Request().PostFormValue("logout_token"))
	if err != nil {
		return err
	}
	_, fresh, err := s.DB.Enter().EndByProvider(ctx, tenants.ProviderLogout{
		Connection: way.ID, ID: word.ID, SID: word.SID, Subject: word.Subject, Expires: word.Expires,
	})
	if err == nil && !fresh {
		err = fault.New(fault.SignIn, "This logout token has been used already.")
	}
	return err
}
