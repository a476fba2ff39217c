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
	way, err := s.way(c, tenants.Draft)
	if err != nil && way.State == "" {
		return s.testRefused(c, way, errNoDraft)
	}
	tester, ok := session.From(c.Request())
	if !ok || tester.Token {
		return s.testRefused(c, way, errNoDraft)
	}
	if refused := s.administers(c, tester, way); refused != nil {
		return s.testRefused(c, way, refused)
	}
	if err != nil {
		return s.testRefused(c, way, err) // its secret cannot be read: for an administrator's eyes
	}
	hosts, err := s.Party.Hosts(c.Request().Context(), way.Issuer)
	if err == nil {
		err = s.begin(c, way, tenants.Flow{Hosts: hosts, Tester: tester.Session, ReturnTo: "/"})
	}
	if err != nil {
		return s.testRefused(c, way, err)
	}
	return nil
}

const testFailed = "The test did not work"

var errNoDraft = fault.New(fault.NotFound, "There is no draft of a connection here that you may test. Sign in as an administrator of its organisation, and open the connection again.")

// administers refuses whoever may not say who may do what in a connection's organisation, in the way that the guard
// does: by opening its scope. What only one who holds a role there may know is not said to others.
func (s *SignIn) administers(c echo.Context, who session.Principal, way tenants.Way) error {
	scope := who.Scope(way.Organisation, "testConnection", c.Response().Header().Get(echo.HeaderXRequestID), c.RealIP())
	err := s.DB.Within(c.Request().Context(), scope, func(tx *tenants.Tx) error {
		if !slices.ContainsFunc(tx.Roles(), tenants.Role.Administers) {
			return errNoDraft
		}
		return nil
	})
	if fault.Is(err, fault.SignIn) || fault.Is(err, fault.NotFound) {
		return errNoDraft
	}
	return err
}

// tested says what came of a test. It signs nobody in.
func (s *SignIn) tested(c echo.Context, way tenants.Way, flow tenants.Flow, who oidc.Identity, err error) error {
	if err == nil {
		err = s.DB.Enter().NoteTest(c.Request().Context(), flow)
	}
	if fault.Is(err, fault.NotFound) { // what was tested is no draft any more, or the tester has signed out
		err = errNoDraft
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
	strength := howSaid(who.Strength)
	if len(way.RequiredACR)+len(way.RequiredAMR) > 0 {
		strength += " That is what the connection requires."
	}
	said = append(said, strength)
	return plainPageTo(c, http.StatusOK, "The test went well", toConnection(way, "Go back to the connection and ask for it to be used"), said...)
}

// testRefused says which check failed and what the administrator who tests should look at.
func (s *SignIn) testRefused(c echo.Context, way tenants.Way, err error) error {
	f := fault.From(err)
	if f.Kind == fault.Internal {
		return err
	}
	if f.Kind == fault.NotFound {
		return plainPage(c, http.StatusNotFound, testFailed, f.Message)
	}
	said := []string{f.Message}
	if check := oidc.Check(err); check != "" {
		s.note(c, way, "test: "+check, err)
		said = append(said, "The check that failed is called "+check+".")
	}
	if strength, ok := oidc.Said(err); ok {
		said = append(said, howSaid(strength)+" The connection requires "+required(way)+".")
	}
	if advice := oidc.Advice(err); advice != "" {
		said = append(said, "Check "+advice)
	}
	return plainPageTo(c, statusOf(f.Kind), testFailed, toConnection(way, "Go back to the connection"), said...)
}

// toConnection leads to a connection's page.
func toConnection(way tenants.Way, words string) onward {
	return onward{"/organisations/" + way.Organisation.String() + "/connections/" + way.ID.String(), words}
}

// howSaid is how the tester signed in, as the provider says.
func howSaid(s oidc.Strength) string {
	if s.ACR == "" && len(s.AMR) == 0 {
		return "It did not say how you signed in: it sent neither acr nor amr."
	}
	acr, amr := "no acr", "no amr"
	if s.ACR != "" {
		acr = "the acr " + s.ACR
	}
	if len(s.AMR) > 0 {
		amr = "the amr " + strings.Join(s.AMR, ", ")
	}
	return fmt.Sprintf("How you signed in, as it says: %s and %s.", acr, amr)
}

// required is what a connection asks for, in words.
func required(way tenants.Way) string {
	var parts []string
	for name, list := range map[string][]string{"acr": way.RequiredACR, "amr": way.RequiredAMR} {
		if len(list) > 0 {
			parts = append(parts, fmt.Sprintf("one of %s in %s", strings.Join(list, ", "), name))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, " and ")
}
