package accept_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/providertest"
	"github.com/throughline-ics/throughline/tenants"
)

// T-23: a host on a private network that the server may call is for the provider that is there: another organisation's
// draft, with a provider of its own, does not make the server ask that host for whatever it likes, though a connection to
// it is open from a sign-in of its own people.
func TestT23AnExceptionIsForItsOwnProvider(t *testing.T) {
	t.Parallel()
	n := 0
	tried(t, "T-23", "I17", func() int { return n })
	for _, field := range []string{"jwks_uri", "token_endpoint", "userinfo_endpoint"} {
		n++
		evil := providertest.New(t, nil)
		h := newHouse(t, evil.Exceptions()...) // h.provider is A's, on a private network
		own, draft := h.connect(t, tenants.Connection{Organisation: h.Orgs["A"], Name: "Staff"}), uuid.New()
		h.exec(t, "insert into app.connection (id, org_id, name, issuer, client_id) values ($1, $2, 'Draft', $3, 'throughline')", draft, h.Orgs["B"], evil.URL)
		evil.Say(map[string]any{"name": nil, "email": nil}) // so that the server asks for them
		evil.Instead(discovery, func(w http.ResponseWriter, _ *http.Request) {
			said := map[string]any{
				"issuer": evil.URL, "authorization_endpoint": evil.URL + "/authorize", "token_endpoint": evil.URL + "/token",
				"jwks_uri": evil.URL + "/keys", "response_types_supported": []string{"code"},
				"subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256"},
			}
			said[field] = h.provider.URL + "/internal/admin?delete=all"
			_ = json.NewEncoder(w).Encode(said)
		})
		if got := h.guest(t).through(signIn(own)); !got.startsSession() {
			t.Fatalf("A's own people: %d %s", got.status, got.text)
		}
		got := h.guest(t, h.SignIn(tenants.Administrator, "B")).through("/auth/test/" + draft.String())
		if evil.Asked("/authorize") == 0 {
			t.Errorf("%s: the test did not go as far as B's provider: %d %s", field, got.status, got.text)
		}
		if asked := h.provider.Asked("/internal/admin"); asked != 0 {
			t.Errorf("%s: the server asked A's provider %d times what B's wanted: %d", field, asked, got.status)
		}
	}
}
