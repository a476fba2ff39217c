package connections

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const (
	longName   = 100
	longIssuer = 512
	longClient = 255
	longValue  = 300
)

var (
	entraIssuer = regexp.MustCompile(`^https://login\.microsoftonline\.(com|us)/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/v2\.0$`)
	claimName   = regexp.MustCompile(`^[A-Za-z0-9_.:/-]{1,200}$`)
)

// personal are claims that say who somebody is and not what they are: an address or a name gives nobody a role.
var personal = []string{"sub", "email", "email_verified", "upn", "preferred_username", "unique_name", "name", "hd"}

// check puts a connection's lists in order and refuses it for its problems.
func check(ctx context.Context, tx *tenants.Tx, c *Connection, problems func(Connection, tenants.Kind) []fault.Field) error {
	self, err := tenants.Self(ctx, tx)
	if err != nil {
		return err
	}
	c.Name = strings.TrimSpace(c.Name)
	kept := tenants.Terms{RequiredACR: c.RequiredACR, RequiredAMR: c.RequiredAMR, Ceiling: c.Ceiling}.Filled()
	c.RequiredACR, c.RequiredAMR, c.Ceiling = kept.RequiredACR, kept.RequiredAMR, kept.Ceiling
	if wrong := problems(*c, self.Kind); len(wrong) > 0 {
		return fault.New(fault.Invalid, "The connection cannot be kept like this.", wrong...)
	}
	return nil
}

// Problems says what is wrong with a connection of an organisation of a kind, by field.
func Problems(c Connection, kind tenants.Kind) []fault.Field {
	var wrong []fault.Field
	if reason := IssuerProblem(c.Issuer); reason != "" {
		wrong = append(wrong, fault.Field{Name: "issuer", Reason: reason})
	}
	return append(wrong, problemsOfTerms(c, kind)...)
}

// problemsOfTerms says what is wrong with a connection but for its issuer, which was judged when it was made.
func problemsOfTerms(c Connection, kind tenants.Kind) []fault.Field {
	var wrong []fault.Field
	say := func(field, reason string) { wrong = append(wrong, fault.Field{Name: field, Reason: reason}) }
	if !tenants.IsName(c.Name, longName) {
		say("name", fmt.Sprintf("Give it a name that people of your organisation know, on one line of at most %d characters.", longName))
	}
	if !tenants.IsName(c.ClientID, longClient) || strings.Contains(c.ClientID, " ") {
		say("client_id", fmt.Sprintf("Give the client id that the provider knows Throughline by, of at most %d characters.", longClient))
	}
	checkRules(c, kind, say)
	return wrong
}

// IssuerProblem says what is wrong with an issuer's address, and nothing when it may be used. The address is compared
// with the provider's own letter by letter, so nothing of it is put right here.
func IssuerProblem(issuer string) string {
	u, err := url.Parse(issuer)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || len(issuer) > longIssuer:
		return "Give the issuer's address as its provider writes it: https:// and a host, without a query."
	case isEntra(u.Hostname()) && !entraIssuer.MatchString(issuer):
		return "Give the issuer of your own Entra tenant: https://login.microsoftonline.com/, your tenant's id, and /v2.0. An issuer for every tenant lets anybody in."
	default:
		return ""
	}
}

func isEntra(host string) bool {
	host = strings.ToLower(host)
	return strings.HasPrefix(host, "login.microsoftonline.") || host == "sts.windows.net" || host == "login.windows.net"
}

// checkRules holds what claims may yield to the connection's ceiling and the organisation's kind. A connection that
// several organisations share yields nothing by itself.
func checkRules(c Connection, kind tenants.Kind, say func(field, reason string)) {
	if kind == tenants.KindPlatform && (len(c.Ceiling) > 0 || len(c.Rules) > 0) {
		say("rules", "People of many organisations come by a shared connection: their roles come by invitation.")
		return
	}
	for _, role := range c.Ceiling {
		if role.Administers() || !slices.Contains(tenants.RolesOf(kind), role) {
			say("ceiling", "Choose roles of your organisation. A provider's word makes nobody an administrator.")
			break
		}
	}
	for i, r := range c.Rules {
		field := func(name string) string { return fmt.Sprintf("rules.%d.%s", i, name) }
		switch {
		case !claimName.MatchString(r.Claim):
			say(field("claim"), "Give the name of a claim, such as groups or roles.")
		case slices.Contains(personal, r.Claim):
			say(field("claim"), "A name or an address says who somebody is and not what they are. Use a claim that your provider gives to groups, such as groups or roles.")
		case r.Value == "" || utf8.RuneCountInString(r.Value) > longValue:
			say(field("value"), fmt.Sprintf("Give the value that the claim must have, of at most %d characters.", longValue))
		case !slices.Contains(c.Ceiling, r.Role):
			say(field("role"), "Choose a role within the ceiling of the connection.")
		}
	}
}
