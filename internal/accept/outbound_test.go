package accept_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/internal/traptest"
	"github.com/throughline-ics/throughline/tenants"
)

// discovery is where a provider says where everything of it is.
const discovery = "/.well-known/openid-configuration"

// refusedCall is what a test of a connection says when the server did not make a call.
func refusedCall(text string) bool {
	return strings.Contains(text, "The check that failed is called address") || strings.Contains(text, "The check that failed is called unreachable")
}

// T-23: whatever address an administrator gives, the server calls nothing but public hosts: a trap on its own machine is
// reached by none of them, neither by the form, nor by a test, nor by a sign-in.
func TestT23ForbiddenAddressesAreNotCalled(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	h := newHouse(t)
	n := 0
	tried(t, "T-23", "I17", func() int { return n })
	admin := h.guest(t, h.SignIn(tenants.Administrator, "A"))
	for _, host := range trap.Hosts() {
		for _, scheme := range []string{"http", "https"} {
			n++
			issuer := scheme + "://" + host
			made := admin.do(http.MethodPost, "/api/v1/organisations/{org:A}/connections",
				fmt.Sprintf(`{"name":%q,"issuer":%q,"client_id":"tl","second_factor":true}`, issuer, issuer), "Idempotency-Key", uuid.NewString())
			if scheme == "http" {
				if made.status != http.StatusUnprocessableEntity || !strings.Contains(made.text, "https://") {
					t.Errorf("%s: the form takes it: %d %s", issuer, made.status, made.text)
				}
			} else {
				h.wantUncalled(admin, issuer, made)
			}
			live := h.connect(t, tenants.Connection{Organisation: h.Orgs["B"], Name: issuer, Issuer: issuer})
			if got := h.guest(t).get(signIn(live)); got.status != http.StatusBadRequest && got.status != http.StatusServiceUnavailable ||
				h.refusals(live, "address")+h.refusals(live, "unreachable") != 1 {
				t.Errorf("%s: a sign-in says %d %s", issuer, got.status, got.text)
			}
		}
	}
	trap.WantNoHits(t)
}

// wantUncalled holds a draft that was made to a test that calls nobody.
func (h *house) wantUncalled(admin guest, issuer string, made reply) {
	admin.t.Helper()
	var c struct{ ID string }
	if err := json.Unmarshal([]byte(made.text), &c); err != nil || made.status != http.StatusCreated {
		admin.t.Errorf("%s: %d %s", issuer, made.status, made.text)
		return
	}
	if got := admin.get("/auth/test/" + c.ID); got.status == http.StatusSeeOther || !refusedCall(got.text) {
		admin.t.Errorf("%s: a test says %d %s", issuer, got.status, got.text)
	}
}

// T-23: a provider that may be called sends the server nowhere else: not by a redirect, not by what it says of itself,
// not even where an administrator's test would have approved it; and what it answers is neither too long nor too slow.
func TestT23AProviderSendsTheServerNowhere(t *testing.T) {
	t.Parallel()
	trap := traptest.New(t)
	h := newHouse(t)
	n := 0
	tried(t, "T-23", "I17", func() int { return n })
	admin := h.guest(t, h.SignIn(tenants.Administrator, "A"))
	draft := h.draft(admin, "")
	inside := "127.0.0.1:" + trap.Port
	for name, c := range hostileAnswers(h.provider, inside) {
		n++
		h.pass(31 * time.Second) // a failure is remembered for half a minute
		asked := h.provider.Asked(c.path)
		h.provider.Instead(c.path, c.answer)
		got := admin.through("/auth/test/" + draft)
		if got.status != http.StatusBadRequest && got.status != http.StatusServiceUnavailable || !strings.Contains(got.text, "The check that failed is called "+c.check+".") {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
		if h.provider.Asked(c.path) == asked {
			t.Errorf("%s: the provider was not asked", name)
		}
		h.provider.Again()
	}
	trap.WantNoHits(t)
	h.pass(31 * time.Second)
	if got := admin.through("/auth/test/" + draft); got.status != http.StatusOK {
		t.Errorf("with honest answers: %d %s", got.status, got.text)
	}
}

// odd is an answer of a provider that would do the server harm, and the check that refuses it.
type odd struct {
	path, check string
	answer      http.HandlerFunc
}

func hostileAnswers(p *providertest.Provider, inside string) map[string]odd {
	to := func(address string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
	}
	says := func(name, address string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			about := map[string]string{"issuer": p.URL}
			for name, path := range map[string]string{"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"} {
				about[name] = p.URL + path
			}
			about[name] = address
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(about)
		}
	}
	return map[string]odd{
		"sent on to the machine itself":   {discovery, "unreachable", to("http://" + inside + discovery)},
		"sent on by https":                {discovery, "unreachable", to("https://" + inside + discovery)},
		"sent on to the cloud's own host": {discovery, "unreachable", to("http://169.254.169.254/latest/meta-data")},
		"sent on within the provider":     {discovery, "unreachable", to("/elsewhere")},
		"keys sent on":                    {"/keys", "unreachable", to("http://" + inside + "/keys")},
		"the code sent on":                {"/token", "unreachable", to("http://" + inside + "/token")},
		"keys on the machine itself":      {discovery, "address", says("jwks_uri", "http://"+inside+"/keys")},
		"keys on the machine, by https":   {discovery, "address", says("jwks_uri", "https://"+inside+"/keys")},
		"the code to the machine itself":  {discovery, "address", says("token_endpoint", "http://"+inside+"/token")},
		"the code to a private network":   {discovery, "address", says("token_endpoint", "https://10.0.0.1/token")},
		"keys in a file":                  {discovery, "metadata", says("jwks_uri", "file:///etc/passwd")},
		"ten megabytes about itself":      {discovery, "unreachable", long},
		"ten megabytes of keys":           {"/keys", "unreachable", long},
		"about itself without an end":     {discovery, "unreachable", slow},
		"keys without an end":             {"/keys", "unreachable", slow},
	}
}

func long(w http.ResponseWriter, _ *http.Request) {
	_, _ = w.Write([]byte(`{"keys":[],"x":"`))
	_, _ = w.Write(bytes.Repeat([]byte("x"), 10<<20))
	_, _ = w.Write([]byte(`"}`))
}

// slow sends the beginning of an answer and waits until whoever asked has gone away.
func slow(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write([]byte(`{"keys":`))
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}
