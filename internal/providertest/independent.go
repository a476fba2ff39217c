package providertest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/authz/oidc"
	"github.com/throughline-ics/throughline/internal/pgtest"
)

// Issuer is a provider that others wrote. It asks people to sign in and to agree, on pages of its own.
type Issuer struct{ URL string }

// The people whom every independent issuer knows, under the same names, and with one e-mail address among all of them:
// vouched for, not vouched for, neither, and by a word in the place of a truth value.
const (
	SaysTrue    = "says-true"
	SaysFalse   = "says-false"
	SaysNothing = "says-nothing"
	SaysText    = "says-text"
)

// SharedMail is that address.
const SharedMail = "grace@nhs.example"

// Independent starts two issuers with keys, clients and cookies of their own. They end with the test.
func Independent(tb testing.TB) [2]Issuer {
	tb.Helper()
	root, err := pgtest.ModuleRoot()
	must(tb, err)
	command := exec.CommandContext(tb.Context(), "node", filepath.Join("scripts", "providers.mjs")) //nolint:gosec // a script of ours
	command.Dir = filepath.Join(root, "frontend")
	in, err := command.StdinPipe() // closed when this program ends, however it ends: then they end too
	must(tb, err)
	out, err := command.StdoutPipe()
	must(tb, err)
	var complaints strings.Builder
	command.Stderr = &complaints
	must(tb, command.Start())
	tb.Cleanup(func() {
		_ = in.Close()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	var urls [2]string
	if err != nil || json.Unmarshal([]byte(line), &urls) != nil {
		_ = in.Close()
		_ = command.Wait()
		tb.Fatalf("the independent providers did not start (is node there, and has `make packages` been run?): %v %s", err, complaints.String())
	}
	return [2]Issuer{{urls[0]}, {urls[1]}}
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// Exception lets a relying party call the issuer.
func (i Issuer) Exception() oidc.Exception {
	return oidc.Exception{Host: strings.TrimPrefix(i.URL, "http://"), Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Plain: true}
}

// Client is what an issuer knows a relying party by.
type Client struct {
	ID     string `json:"client_id"`
	Secret string `json:"client_secret"`

	Manage string `json:"registration_client_uri"`
	Token  string `json:"registration_access_token"`
}

// Register makes a client (RFC 7591). It has no redirect address that is of use until Redirect says which.
func (i Issuer) Register(tb testing.TB) *Client {
	tb.Helper()
	c := &Client{Manage: i.URL + "/reg"}
	c.put(tb, http.MethodPost, map[string]any{"redirect_uris": []string{"http://127.0.0.1/none"}})
	return c
}

// Redirect changes the client's redirect addresses (RFC 7592).
func (c *Client) Redirect(tb testing.TB, addresses ...string) {
	tb.Helper()
	c.put(tb, http.MethodPut, map[string]any{"client_id": c.ID, "client_secret": c.Secret, "redirect_uris": addresses})
}

func (c *Client) put(tb testing.TB, method string, metadata map[string]any) {
	tb.Helper()
	body, err := json.Marshal(metadata)
	must(tb, err)
	r, err := http.NewRequestWithContext(tb.Context(), method, c.Manage, strings.NewReader(string(body)))
	must(tb, err)
	r.Header.Set("Content-Type", "application/json")
	if c.Token != "" {
		r.Header.Set("Authorization", "Bearer "+c.Token)
	}
	response, err := client.Do(r)
	must(tb, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	must(tb, err)
	if response.StatusCode >= 300 || json.Unmarshal(text, c) != nil {
		tb.Fatalf("the client was not registered: %d %s", response.StatusCode, text)
	}
}

var (
	formAction = regexp.MustCompile(`<form[^>]* action="([^"]*)"`)
	hidden     = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
)

// SignIn goes through the issuer's own pages as a person would: from the address that the relying party sent the browser
// to, by the form that asks who it is and the one that asks for leave, to the address that the issuer sends it back to.
// The browser must follow no redirect by itself.
func (i Issuer) SignIn(tb testing.TB, browser *http.Client, address, person string) (back string) {
	tb.Helper()
	const pages = 12 // it is sent round between its two forms
	for range pages {
		if !strings.HasPrefix(address, i.URL+"/") {
			return address
		}
		r, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, address, http.NoBody)
		must(tb, err)
		response, err := browser.Do(r)
		must(tb, err)
		if response.StatusCode == http.StatusOK {
			response = i.fill(tb, browser, response, person)
		}
		_ = response.Body.Close()
		to, err := response.Location()
		if err != nil {
			tb.Fatalf("%s led nowhere: %d", address, response.StatusCode)
		}
		address = to.String()
	}
	tb.Fatalf("the issuer sends the browser round in circles: %s", address)
	return ""
}

// fill fills in the form on a page and sends it.
func (i Issuer) fill(tb testing.TB, browser *http.Client, page *http.Response, person string) *http.Response {
	tb.Helper()
	defer page.Body.Close()
	text, err := io.ReadAll(page.Body)
	must(tb, err)
	action := formAction.FindSubmatch(text)
	if action == nil {
		tb.Fatalf("no form: %s", text)
	}
	to, err := page.Request.URL.Parse(html.UnescapeString(string(action[1])))
	must(tb, err)
	form := url.Values{}
	for _, field := range hidden.FindAllSubmatch(text, -1) {
		form.Set(string(field[1]), html.UnescapeString(string(field[2])))
	}
	if form.Get("prompt") == "login" {
		form.Set("login", person)
		form.Set("password", fmt.Sprintf("password of %s", person))
	}
	r, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, to.String(), strings.NewReader(form.Encode()))
	must(tb, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	sent, err := browser.Do(r)
	must(tb, err)
	return sent
}
