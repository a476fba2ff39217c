package accept_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/authz/session"
	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// abuse is a way to use the address that a provider sends a browser back to as it is not meant.
type abuse struct {
	name    string
	check   string // what the refusal is noted as
	attempt func(g guest, back string) reply
	unnamed bool // the state was not sent, so that it cannot be used up
}

// swapped changes a parameter of the answer; an empty value takes it away.
func swapped(name, value string) func(guest, string) reply {
	return func(g guest, back string) reply { return g.get(set(g.t, back, name, value)) }
}

// loginCookie is the cookie that binds a sign-in to a browser, as the browser holds it.
func (g guest) loginCookie() *http.Cookie {
	base, err := url.Parse(g.server.URL)
	must(g.t, err)
	for _, cookie := range g.client.Jar.Cookies(base) {
		if cookie.Name == session.LoginCookie {
			return &http.Cookie{Name: cookie.Name, Value: cookie.Value, Path: "/", Secure: true}
		}
	}
	return nil
}

func (h *house) abuses(t *testing.T, mine, theirs uuid.UUID, stranger *providertest.Provider) []abuse {
	t.Helper()
	to := func(connection string) func(guest, string) reply {
		return func(g guest, back string) reply { return g.get(strings.Replace(back, mine.String(), connection, 1)) }
	}
	return []abuse{
		{"no state", "flow", swapped("state", ""), true},
		{"another state", "flow", swapped("state", string(session.NewSecret())), true},
		{"another browser", "flow", func(_ guest, back string) reply { return h.guest(t).get(back) }, false},
		{"a browser that began another sign-in", "flow", func(_ guest, back string) reply {
			other := h.guest(t)
			other.begin(signIn(mine))
			return other.get(back)
		}, false},
		{"used again", "flow", func(g guest, back string) reply {
			cookie := g.loginCookie()
			g.get(back)
			return h.guest(t, cookie).get(back) // the browser's own cookie does not bring it back
		}, false},
		{"after ten minutes", "flow_expired", func(g guest, back string) reply {
			h.pass(10*time.Minute + time.Second)
			return g.get(back)
		}, false},
		{"to another organisation's connection", "flow", to(theirs.String()), false},
		{"to a connection that is not there", "connection", to(uuid.NewString()), false},
		{"to a connection that is none", "connection", to("none"), false},
		{"another issuer's name", "response_issuer", swapped("iss", stranger.URL), false},
		{"the issuer's name with a slash", "response_issuer", swapped("iss", h.provider.URL+"/"), false},
		{"no issuer's name", "response_issuer", swapped("iss", ""), false},
		{"the provider's refusal", "provider_error", swapped("error", "access_denied"), false},
		{"no code", "code", swapped("code", ""), false},
		{"a code that was never given", "code", swapped("code", "x"), false},
		{"a code that was used", "code", func(g guest, back string) reply {
			other := h.guest(t)
			before := other.begin(signIn(mine))
			other.get(before)
			return g.get(set(t, back, "code", codeOf(t, before)))
		}, false},
		{"another browser's code", "nonce", func(g guest, back string) reply {
			return g.get(set(t, back, "code", codeOf(t, h.guest(t).begin(signIn(mine)))))
		}, false},
	}
}

// T-18: whatever is done with the answer of a provider but what it is for gives a page that says so, no session, and uses
// the sign-in up: the true answer is of no use after it.
func TestT18AnAnswerIsGoodOnceForTheBrowserThatAskedForIt(t *testing.T) {
	t.Parallel()
	stranger := providertest.New(t, nil)
	h := newHouse(t, stranger.Exceptions()...)
	n := 0
	tried(t, "T-18", "I13", func() int { return n })
	mine := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff"})
	theirs := h.connect(t, tenants.Connection{Organisation: h.Orgs["B"], Name: "Staff", Issuer: stranger.URL})
	for _, c := range h.abuses(t, mine, theirs, stranger) {
		n++
		g := h.guest(t)
		back := g.begin(signIn(mine))
		cookie, before := g.loginCookie(), h.noted(c.check)
		got := c.attempt(g, back)
		if got.status != http.StatusBadRequest || !strings.Contains(got.text, "You are not signed in") || got.startsSession() {
			t.Errorf("%s: %d %s", c.name, got.status, got.text)
		}
		if c.name != "used again" && g.lives(h.server) {
			t.Errorf("%s: there is a session", c.name)
		}
		if h.noted(c.check) != before+1 {
			t.Errorf("%s: it is not noted as %s", c.name, c.check)
		}
		if kept := h.flows(t, back); kept != 0 && !c.unnamed {
			t.Errorf("%s: the sign-in was not used up", c.name)
		}
		again := h.guest(t, cookie)
		if c.unnamed { // the browser was told to forget what it began
			again = g
		}
		if after := again.get(back); after.startsSession() || h.flows(t, back) != 0 {
			t.Errorf("%s: the true answer still signs somebody in", c.name)
		}
	}
	if got := h.guest(t).through(signIn(mine)); !got.startsSession() {
		t.Errorf("after all this, nobody can sign in: %d %s", got.status, got.text)
	}
}

// noted is how many sign-ins were refused by a check.
func (h *house) noted(check string) int {
	return h.Count("select count(*) from sec.event where kind = 'sign-in-refused' and failed = $1", check)
}

// flows is how many sign-ins are kept for the state of an answer.
func (h *house) flows(t *testing.T, back string) int {
	t.Helper()
	u, err := url.Parse(back)
	must(t, err)
	return h.Count("select count(*) from sec.flow where state_hash = $1", hash(u.Query().Get("state")))
}
