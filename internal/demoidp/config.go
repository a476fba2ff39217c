package demoidp

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// ACR and AMR are what every ID token says about how the person signed in. Nothing was checked: the values let a
// demonstration walk through a connection that asks for a second factor. AMR's words are from RFC 8176.
const ACR = "urn:throughline:demo"

// AMR gives the methods an ID token claims; see ACR.
func AMR() []string { return []string{"mfa", "user"} }

// Config is what a Provider needs. Clock may be nil for the system's clock.
type Config struct {
	BaseURL string // where the provider is reached, without a slash at its end: "http://127.0.0.1:8091"
	Issuers []Issuer
	Clock   func() time.Time
}

// Issuer is one identity provider, at BaseURL/Name, with one public client (PKCE, no secret).
type Issuer struct {
	Name           string // its place in the address: lower-case letters, digits and hyphens
	Title          string // as people know it: "Northfold ICB"
	ClientID       string
	RedirectURIs   []string // compared letter by letter
	PostLogoutURIs []string // compared letter by letter
	Personas       []Persona
}

// Persona is a made-up person whom anybody may sign in as.
type Persona struct {
	Subject string // the sub claim: 1 to 255 printable ASCII characters, unique in its issuer
	Name    string
	Email   string
	Role    string // shown beside the name, never in a token: "ICS digital lead"
	About   string // a sentence that helps to choose, may be empty
}

var (
	issuerName   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	printableSub = regexp.MustCompile(`^[\x20-\x7e]{1,255}$`)
)

// check says everything that is wrong with the configuration at once.
func (c Config) check() error {
	var wrong []error
	if !isAddress(c.BaseURL) || strings.HasSuffix(c.BaseURL, "/") {
		wrong = append(wrong, fmt.Errorf("BaseURL %q: expected http(s)://host, without a query, a fragment or a slash at its end", c.BaseURL))
	}
	if len(c.Issuers) == 0 {
		wrong = append(wrong, errors.New("expected at least one issuer"))
	}
	names := map[string]bool{}
	for _, i := range c.Issuers {
		if names[i.Name] {
			wrong = append(wrong, fmt.Errorf("issuer %q: the name is used twice", i.Name))
		}
		names[i.Name] = true
		wrong = append(wrong, i.check()...)
	}
	return errors.Join(wrong...)
}

func (i Issuer) check() (wrong []error) {
	say := func(format string, values ...any) {
		wrong = append(wrong, fmt.Errorf("issuer %q: %w", i.Name, fmt.Errorf(format, values...)))
	}
	if !issuerName.MatchString(i.Name) {
		say("Name: expected lower-case letters, digits and single hyphens")
	}
	if i.Title == "" || i.ClientID == "" {
		say("expected a Title and a ClientID")
	}
	if len(i.RedirectURIs) == 0 || len(i.Personas) == 0 {
		say("expected at least one RedirectURI and one Persona")
	}
	for _, address := range slices.Concat(i.RedirectURIs, i.PostLogoutURIs) {
		if !isAddress(address) {
			say("address %q: expected http(s)://host/path, without a query or a fragment", address)
		}
	}
	subjects := map[string]bool{}
	for _, p := range i.Personas {
		if !printableSub.MatchString(p.Subject) || subjects[p.Subject] {
			say("persona %q: expected a Subject of 1 to 255 printable ASCII characters that no other persona has", p.Subject)
		}
		subjects[p.Subject] = true
		if p.Name == "" {
			say("persona %q: expected a Name", p.Subject)
		}
	}
	return wrong
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		u.User == nil && u.RawQuery == "" && !strings.Contains(s, "#") && !strings.Contains(s, "?")
}
