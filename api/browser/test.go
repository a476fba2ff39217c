package browser

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// test begins a test sign-in of a draft, for an administrator of its organisation. Where the provider's endpoints are
// now is kept with the flow, to be pinned when the test goes well.
func (s *SignIn) test(c echo.Context) error {
	ctx := c.Request().Context()
	way, err := s.way(c, tenants.Draft)
	if err != nil {
		return plainPage(c, http.StatusNotFound, testFailed, errNoDraft)
	}
	tester, ok := session.From(c.Request())
	if !ok || tester.Token || !s.administers(c, tester, way) {
		return plainPage(c, http.StatusNotFound, testFailed, errNoDraft)
	}
	hosts, err := s.Party.Hosts(ctx, way.Issuer)
	if err != nil {
		return s.tested(c, way, tenants.Flow{}, oidc.Identity{}, err)
	}
	return s.begin(c, way, tenants.Flow{Hosts: hosts, Tester: tester.Session, ReturnTo: "/"})
}

const (
	testFailed = "The test did not work"
	errNoDraft = "There is no draft of a connection here that you may test. Sign in as an administrator of its organisation, and open the connection again."
)

func (s *SignIn) administers(c echo.Context, who session.Principal, way tenants.Way) bool {
	presence, err := s.DB.Enter().Presence(c.Request().Context(), who.Session)
	return err == nil && slices.ContainsFunc(presence.Places, func(p tenants.Place) bool {
		return p.Organisation.ID == way.Organisation && slices.ContainsFunc(p.Roles, tenants.Role.Administers)
	})
}

// tested says what came of a test. It signs nobody in.
func (s *SignIn) tested(c echo.Context, way tenants.Way, flow tenants.Flow, who oidc.Identity, err error) error {
	if err == nil {
		err = s.DB.Enter().NoteTest(c.Request().Context(), flow)
	}
	if err != nil {
		return s.testRefused(c, way, err)
	}
	said := []string{
		fmt.Sprintf("%s of %s signed you in, and every check was passed.", way.Name, way.OrganisationName),
		"It sent these claims: " + strings.Join(who.Sent, ", ") + ".",
	}
	for _, name := range way.Claims {
		if _, sent := who.Claims[name]; !sent {
			said = append(said, fmt.Sprintf("A rule asks about %q, which was not sent. Ask for it to be sent, or nobody gets a role by that rule.", name))
		}
	}
	if who.ACR != "" || len(who.AMR) > 0 {
		said = append(said, fmt.Sprintf("How you signed in, as it says: acr %q, amr %q.", who.ACR, strings.Join(who.AMR, " ")))
	}
	said = append(said, "Go back to the connection and ask for it to be used.")
	return plainPage(c, http.StatusOK, "The test went well", said...)
}

func (s *SignIn) testRefused(c echo.Context, way tenants.Way, err error) error {
	f := fault.From(err)
	if f.Kind == fault.Internal {
		return err
	}
	check := oidc.Check(err)
	s.note(c, way, "test: "+check, err)
	said := []string{f.Message}
	if check != "" {
		said = append(said, "The check that failed is called "+check+".")
	}
	if advice := oidc.Advice(err); advice != "" {
		said = append(said, "Check "+advice)
	}
	return plainPage(c, statusOf(f.Kind), testFailed, said...)
}
