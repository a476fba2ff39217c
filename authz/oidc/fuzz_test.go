package oidc

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"github.com/google/uuid"
)

const fuzzIssuer = "https://idp.example"

// canned answers without a network.
type canned map[string]string

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(c[r.URL.Path])), Request: r,
	}, nil
}

// fuzzParty is a relying party before a provider that gives out one fixed token.
func fuzzParty(token string, announces bool) (*RelyingParty, Connection) {
	answers := canned{
		discoveryPath: string(encode(map[string]any{
			"issuer": fuzzIssuer, "authorization_endpoint": fuzzIssuer + "/a", "token_endpoint": fuzzIssuer + "/t", "jwks_uri": fuzzIssuer + "/k",
			"authorization_response_iss_parameter_supported": announces,
		})),
		"/t": string(encode(map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": token})),
		"/k": string(encode(keys(published(ecKey(), "k1")))),
	}
	return New(Config{Client: &http.Client{Transport: answers}, Clock: newClock().read}),
		Connection{ID: uuid.UUID{1}, Issuer: fuzzIssuer, ClientID: "throughline", RedirectURL: redirect}
}

func fuzzToken(change func(*forged)) string {
	now := newClock().read().Unix()
	f := forged{
		algorithm: "ES256", private: ecKey(), header: map[string]any{"kid": "k1"},
		claims: map[string]any{"iss": fuzzIssuer, "sub": "s", "aud": "throughline", "exp": now + 300, "iat": now, "nonce": fuzzFlow().Nonce},
	}
	change(&f)
	return f.compact()
}

func fuzzFlow() Flow {
	return Flow{
		State: strings.Repeat("s", secretLength), Nonce: strings.Repeat("n", secretLength), Verifier: strings.Repeat("v", secretLength),
		Connection: uuid.UUID{1}, Expires: newClock().read().Add(time.Minute),
	}
}

// A callback signs in only with the flow's own state, the issuer's own name, a code and no error, whatever else it says.
func FuzzCallback(f *testing.F) {
	good := fuzzFlow().State
	f.Add("c", good, fuzzIssuer, "", "", true)
	f.Add("c", good, "", "", "", false)
	f.Add("", "", "", "", "", false)
	f.Add("", good, fuzzIssuer, "", "", true)
	f.Add(strings.Repeat("c", 4097), good, fuzzIssuer, "", "", true)
	f.Add("c", good, "https://evil.example", "access_denied", "x", true)
	token := fuzzToken(func(*forged) {})
	f.Fuzz(func(t *testing.T, code, state, iss, fails, why string, announces bool) {
		party, c := fuzzParty(token, announces)
		who, err := party.Finish(t.Context(), c, fuzzFlow(), Callback{Code: code, State: state, Iss: iss, Error: fails, ErrorDescription: why})
		allowed := state == good && code != "" && len(code) <= 4096 && fails == "" && (iss == fuzzIssuer || iss == "" && !announces)
		if allowed != (err == nil) || (err == nil) != (who.Subject == "s") {
			t.Errorf("%q %q %q %q: %v %v", code, state, iss, fails, who, err)
		}
		if err != nil && Check(err) == "" {
			t.Errorf("a refusal without a name: %v", err)
		}
	})
}

// What is accepted says, to a reader that doesn't know our rules, exactly what we took it to say.
func FuzzIDTokenPayload(f *testing.F) {
	seed := func(change func(*forged)) {
		var payload string
		fuzzToken(func(f *forged) { change(f); payload = string(encode(f.claims)) })
		f.Add(payload)
	}
	seed(func(*forged) {})
	seed(func(f *forged) { f.claims["aud"] = []string{"throughline"} })
	seed(func(f *forged) { f.claims["Sub"] = "admin" })
	seed(func(f *forged) { f.claims["name"], f.claims["amr"] = "N", []string{"mfa"} })
	f.Add(`{"iss":null}`)
	f.Fuzz(func(t *testing.T, payload string) {
		if payload == "" {
			return
		}
		party, c := fuzzParty(fuzzToken(func(f *forged) { f.payload = payload }), false)
		who, err := party.Finish(t.Context(), c, fuzzFlow(), Callback{Code: "c", State: fuzzFlow().State})
		if err != nil {
			if Check(err) == "" {
				t.Errorf("a refusal without a name: %v", err)
			}
			return
		}
		var plain struct{ Iss, Sub, Nonce string }
		if err := json.Unmarshal([]byte(payload), &plain); err != nil || plain.Iss != fuzzIssuer || plain.Sub != who.Subject || plain.Nonce != fuzzFlow().Nonce || !printable(who.Subject) {
			t.Errorf("accepted %q as %+v: %v", payload, who, err)
		}
	})
}

// No header, signature or logout token makes the parser fall over, and none is accepted without the provider's key.
func FuzzRawToken(f *testing.F) {
	f.Add(fuzzToken(func(*forged) {}))
	f.Add(fuzzToken(func(f *forged) { f.header["typ"] = "logout+jwt" }))
	f.Add("eyJhbGciOiJub25lIn0.e30.")
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, raw string) {
		party, c := fuzzParty(raw, false)
		_, err := party.Finish(t.Context(), c, fuzzFlow(), Callback{Code: "c", State: fuzzFlow().State})
		if err == nil && !signedByTheProvider(raw) {
			t.Errorf("accepted %q", raw)
		}
		if _, err := party.Logout(t.Context(), c, raw); err == nil && !signedByTheProvider(raw) {
			t.Errorf("ended a session for %q", raw)
		}
	})
}

func signedByTheProvider(raw string) bool {
	token, err := jose.ParseSigned(raw, algorithms)
	if err != nil {
		return false
	}
	_, err = token.Verify(ecKey().Public())
	return err == nil
}

// Keys from anywhere are read or refused, never more than a hundred, and none that is unfit verifies.
func FuzzKeySet(f *testing.F) {
	f.Add(encode(keys(published(ecKey(), "k1"), published(rsaKey(), "k2"))))
	f.Add([]byte(`{"keys":[{"kty":"RSA","n":"AQ","e":"AQ"},{"kty":"oct","k":"AA"},null,1,{}]}`))
	f.Add([]byte(`{"keys":null}`))
	token, err := jose.ParseSignedCompact(fuzzToken(func(*forged) {}), algorithms)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		set, err := readKeys(body)
		if err != nil {
			return
		}
		if len(set.keys) > set.count || set.count > maxKeys {
			t.Errorf("%d of %d keys", len(set.keys), set.count)
		}
		payload, failed := set.verify(token)
		if (payload == nil) != (failed != "") {
			t.Errorf("payload %q and check %q", payload, failed)
		}
	})
}

// The library's own verifier is still underneath: what it refuses alone stays refused.
func TestTheLibrarysChecksStillCount(t *testing.T) {
	t.Parallel()
	v := &verification{connection: Connection{Issuer: fuzzIssuer, ClientID: "throughline"}, now: newClock().read(), signature: &signature{payload: []byte(`{}`)}}
	fine := func(*claims) error { return nil }
	if _, err := v.vouched(&goidc.TokenExpiredError{}, fine); !checkToken.is(err) {
		t.Errorf("%v", err)
	}
	v.signature.payload = nil
	if _, err := v.vouched(nil, fine); !checkToken.is(err) {
		t.Errorf("%v", err)
	}
}
