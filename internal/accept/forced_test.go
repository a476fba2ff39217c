package accept_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// Another site, or a sibling of this one, signs nobody in as somebody else: it cannot send a browser through a provider
// that answers at once with a person of its choice. Who was signed in stays so until they themselves go on.
func TestT27AnotherSiteSignsNobodyIn(t *testing.T) {
	t.Parallel()
	stranger := providertest.New(t, nil)
	h := newHouse(t, stranger.Exceptions()...)
	n := 0
	tried(t, "T-27", "I19", func() int { return n })
	stranger.Say(map[string]any{"sub": "attacker", "name": "Attacker"})
	theirs := h.connect(t, tenants.Connection{Organisation: h.Orgs["B"], Name: "Staff", Issuer: stranger.URL})
	const me = "/api/v1/session"
	for _, site := range []string{"cross-site", "same-site"} {
		n++
		g := h.guest(t, h.SignIn(tenants.CDO, "A"))
		before := g.get(me)
		got := g.do(http.MethodGet, signIn(theirs)+"?return_to=/organisations", "", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document")
		if got.status == http.StatusSeeOther {
			g.get(g.get(got.header.Get("Location")).header.Get("Location"))
		}
		if got.status != http.StatusOK || g.loginCookie() != nil || !strings.Contains(got.text, "Staff of Brack Community NHS Trust") ||
			!strings.Contains(got.text, `href="`+signIn(theirs)+`?return_to=%2Forganisations"`) {
			t.Errorf("%s: %d %s", site, got.status, got.text)
		}
		if after := g.get(me); after.status != http.StatusOK || after.text != before.text {
			t.Errorf("%s: they were %s and are %s", site, before.text, after.text)
		}
	}
	for _, site := range []string{"same-origin", "none", ""} { // a link of ours, an address that was typed, an old browser
		n++
		g := h.guest(t)
		if got := g.do(http.MethodGet, signIn(theirs), "", "Sec-Fetch-Site", site); got.status != http.StatusSeeOther || g.loginCookie() == nil {
			t.Errorf("%q: %d %s", site, got.status, got.text)
		}
	}
}
