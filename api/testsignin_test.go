package api_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants"
)

func answerOf(t *testing.T, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (w *site) draft(t *testing.T) {
	t.Helper()
	w.change(t, "update app.connection set state = 'draft', tested_at = null where id = $1", w.connection)
}

func (w *site) tested(t *testing.T) bool {
	t.Helper()
	return w.Count("select count(*) from app.connection where id = $1 and tested_at is not null", w.connection) == 1
}

// The page of a test names the claims that came and never says what was in them.
func TestATestSaysWhatCame(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	w.draft(t)
	admin := w.as(t, w.SignIn(tenants.Administrator, "A"))
	w.provider.Say(map[string]any{"roles": []string{"VALUE-1"}, "department": "VALUE-2", "<b>": "VALUE-3"})
	done := admin.through(w.test())
	for _, want := range []string{"The test went well", "Royal of Alder Hospitals NHS Trust", "department", "&lt;b&gt;", "A rule asks about &#34;groups&#34;, which was not sent", "neither acr nor amr"} {
		if !strings.Contains(done.text, want) {
			t.Errorf("does not say %q: %s", want, done.text)
		}
	}
	if done.status != http.StatusOK || done.hasSession() || strings.Contains(done.text, "VALUE") || strings.Contains(w.log.String(), "VALUE") || !w.tested(t) {
		t.Errorf("%d, session %v, tested %v: %s", done.status, done.hasSession(), w.tested(t), done.text)
	}
	w.change(t, "update app.connection set required_amr = '{mfa}' where id = $1", w.connection)
	w.provider.Say(map[string]any{"groups": []string{"g"}, "amr": []string{"pwd", "mfa"}})
	done = admin.through(w.test())
	if !strings.Contains(done.text, "the amr pwd, mfa. That is what the connection requires.") || strings.Contains(done.text, "A rule asks") {
		t.Errorf("%s", done.text)
	}
}

func TestATestThatFailsSaysWhatToLookAt(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	w.draft(t)
	w.change(t, "update app.connection set required_acr = '{high}' where id = $1", w.connection)
	admin := w.as(t, w.SignIn(tenants.Administrator, "A"))
	for check, c := range map[string]struct {
		arrange func()
		says    []string
	}{
		"client":    {func() { w.provider.Ask("another") }, []string{"the client id and the secret"}},
		"acr":       {func() { w.provider.Say(map[string]any{"acr": "low"}) }, []string{"the acr low and no amr", `one of high in acr`, "asks for the second factor"}},
		"issued_at": {func() { w.provider.Say(map[string]any{"acr": "high", "iat": 1}) }, []string{"the provider&#39;s clock is right"}},
	} {
		w.provider.Ask(clientSecret)
		w.provider.Say(nil)
		c.arrange()
		got := admin.through(w.test())
		for _, want := range append(c.says, "The test did not work", "The check that failed is called "+check) {
			if !strings.Contains(got.text, want) {
				t.Errorf("%s: does not say %q: %s", check, want, got.text)
			}
		}
		if got.status != http.StatusBadRequest || w.tested(t) {
			t.Errorf("%s: %d, tested %v", check, got.status, w.tested(t))
		}
		if n := w.Count("select count(*) from sec.event where failed = $1", "test: "+check); n != 1 {
			t.Errorf("%s: %d events", check, n)
		}
	}
	w.provider.Close()
	if got := admin.open(w.test()); got.status != http.StatusServiceUnavailable || !strings.Contains(got.text, "can be reached from the internet") {
		t.Errorf("a provider that does not answer: %d %s", got.status, got.text)
	}
}

// Whatever becomes of the connection meanwhile, a test signs nobody in; and a sign-in that began while a connection was
// in use signs nobody in when it is not any more.
func TestAFlowDoesWhatItWasBegunFor(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	begin := func(p person, address string) string {
		return p.open(p.open(address).header.Get("Location")).header.Get("Location")
	}
	visitor := newPerson(t)
	signIn := begin(visitor, w.signIn())
	w.draft(t)
	if got := visitor.open(signIn); got.status != http.StatusBadRequest || got.hasSession() || strings.Contains(got.text, "Royal") {
		t.Errorf("a draft signs somebody in: %d %s", got.status, got.text)
	}
	admin := w.as(t, w.SignIn(tenants.Administrator, "A"))
	for _, state := range []string{"live", "requested", "disabled"} {
		w.draft(t)
		back := begin(admin, w.test())
		w.change(t, "update app.connection set state = $2 where id = $1", w.connection, state)
		sessions := w.Count("select count(*) from sec.session")
		got := admin.open(back)
		if got.status != http.StatusNotFound || got.hasSession() || w.Count("select count(*) from sec.session") != sessions || w.tested(t) {
			t.Errorf("%s: a test ended with %d, session %v, tested %v", state, got.status, got.hasSession(), w.tested(t))
		}
	}
}

// Who tests must be an administrator in the way in which the rest of the product asks for one.
func TestATestNeedsAnAdministratorsSession(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	w.draft(t)
	weak := w.as(t, w.SignInAs("weak", tenants.Administrator, "A"))
	w.change(t, "update sec.session set strong = false")
	if got := weak.open(w.test()); got.status != http.StatusBadRequest || !strings.Contains(got.text, "second factor") {
		t.Errorf("without a second factor: %d %s", got.status, got.text)
	}
	back := func(p person) string { return p.open(p.open(w.test()).header.Get("Location")).header.Get("Location") }
	for name, meanwhile := range map[string]string{
		"without a second factor":  "update sec.session set strong = false",
		"two hours later":          "update sec.session set began = began - interval '2 hours'",
		"signed out":               "update sec.session set ended = now()",
		"no administrator":         "update app.assignment set since = since - interval '1 hour', until = since where role = 'administrator'",
		"by a connection disabled": "update app.connection set state = 'disabled' where id <> '" + w.connection.String() + "'",
	} {
		admin := w.as(t, w.SignInAs(name, tenants.Administrator, "A"))
		address := back(admin)
		w.change(t, meanwhile)
		if got := admin.open(address); got.status != http.StatusNotFound || w.tested(t) {
			t.Errorf("%s: %d, tested %v", name, got.status, w.tested(t))
		}
	}
}
