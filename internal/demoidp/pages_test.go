package demoidp

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func TestPagesSayDemoAndRunNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, a := range map[string]answered{
		"chooser":        b.get(t, "/northfold/authorize", good("northfold")),
		"refusal":        b.get(t, "/northfold/authorize", nil),
		"signed out":     b.get(t, "/northfold/end-session", nil),
		"unknown issuer": b.get(t, "/nobody/authorize", good("nobody")),
		"unknown page":   b.get(t, "/", nil),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for what, form := range map[string]string{
				"title": `<title>DEMO[^<]+</title>`, "heading": `<h1>DEMO[^<]+</h1>`, "banner": `<header class="banner"><p><strong>DEMO</strong>`,
				"language": `<html lang="en-GB">`, "viewport": `width=device-width, initial-scale=1"`, "one main": `(?s)<main>.*</main>`,
			} {
				if n := len(regexp.MustCompile(form).FindAllString(a.body, -1)); n != 1 {
					t.Errorf("%s: found %d times in %s", what, n, a.body)
				}
			}
			if regexp.MustCompile(`(?i)<script|<form|<iframe|\bon[a-z]+=|style="`).MatchString(a.body) {
				t.Errorf("the page runs or posts something: %s", a.body)
			}
			policy := a.header.Get("Content-Security-Policy")
			for _, part := range []string{"default-src 'none'", "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'"} {
				if !strings.Contains(policy, part) {
					t.Errorf("policy %q lacks %q", policy, part)
				}
			}
			if strings.Contains(policy, "unsafe") || strings.Contains(policy, "script-src") {
				t.Errorf("policy %q allows too much", policy)
			}
			style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(a.body)
			sum := sha256.Sum256([]byte(style[1]))
			if !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
				t.Errorf("policy %q refuses the page's own style", policy)
			}
			if a.header.Get("X-Content-Type-Options") != "nosniff" || a.header.Get("Cache-Control") != "no-store" || a.header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("headers: %v", a.header)
			}
		})
	}
}

func TestChooserListsItsOwnPeopleAndEscapesThem(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	page := b.get(t, "/northfold/authorize", good("northfold"))
	if page.status != http.StatusOK {
		t.Fatalf("%d %s", page.status, page.body)
	}
	for _, part := range []string{
		"<strong>Amara Okafor</strong>, ICS digital lead</a>", "Publishes &lt;goals&gt;.", "<strong>Tom Hale</strong></a>", `aria-describedby="about-0"`,
	} {
		if !strings.Contains(page.body, part) {
			t.Errorf("the page lacks %q: %s", part, page.body)
		}
	}
	// A subject that needs escaping in a link comes back whole.
	if answer := b.follow(t, "/northfold/authorize", page, "Tom Hale"); answer.Get("code") == "" || answer.Get("state") != "a state & more" {
		t.Errorf("answer = %v", answer)
	}
}

func TestChooserCarriesNoEarlierChoice(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	page := b.get(t, "/northfold/authorize", with(with(good("northfold"), "cancel", "yes"), "persona", "nobody"))
	if answer := b.follow(t, "/northfold/authorize", page, "Amara"); answer.Get("code") == "" {
		t.Errorf("answer = %v", answer)
	}
}

func TestConfigErrorsNameTheField(t *testing.T) {
	t.Parallel()
	fine := func() Config {
		return Config{BaseURL: "http://127.0.0.1:1", Issuers: []Issuer{{
			Name: "a", Title: "A", ClientID: "c", RedirectURIs: []string{back}, Personas: []Persona{{Subject: "s", Name: "N"}},
		}}}
	}
	if _, err := New(fine()); err != nil {
		t.Fatal(err)
	}
	for says, change := range map[string]func(*Config){
		"BaseURL":              func(c *Config) { c.BaseURL = "127.0.0.1:1" },
		"slash at its end":     func(c *Config) { c.BaseURL += "/" },
		"at least one issuer":  func(c *Config) { c.Issuers = nil },
		"used twice":           func(c *Config) { c.Issuers = append(c.Issuers, c.Issuers[0]) },
		"lower-case":           func(c *Config) { c.Issuers[0].Name = "../x" },
		"ClientID":             func(c *Config) { c.Issuers[0].ClientID = "" },
		"RedirectURI":          func(c *Config) { c.Issuers[0].RedirectURIs = nil },
		"javascript:":          func(c *Config) { c.Issuers[0].RedirectURIs = []string{"javascript:alert(1)"} },
		"http://h/?q":          func(c *Config) { c.Issuers[0].PostLogoutURIs = []string{"http://h/?q"} },
		"Subject":              func(c *Config) { c.Issuers[0].Personas[0].Subject = "" },
		"no other persona has": func(c *Config) { c.Issuers[0].Personas = append(c.Issuers[0].Personas, c.Issuers[0].Personas[0]) },
		"a Name":               func(c *Config) { c.Issuers[0].Personas[0].Name = "" },
	} {
		c := fine()
		change(&c)
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func FuzzAuthorizationRequest(f *testing.F) {
	i := &issuer{Issuer: Issuer{ClientID: "throughline-northfold", RedirectURIs: []string{back}}}
	f.Add(good("northfold").Encode())
	f.Add("client_id=throughline-northfold&redirect_uri=http://evil")
	f.Fuzz(func(t *testing.T, raw string) {
		query, _ := url.ParseQuery(raw)
		asked, err := i.request(query)
		if err == nil && (asked.redirectURI != back || len(asked.challenge) != 43 || query.Get("code_challenge_method") != "S256") {
			t.Errorf("accepted %q", raw)
		}
	})
}
