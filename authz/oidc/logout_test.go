package oidc

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// goodLogout is a logout token that nothing is wrong with.
func (s *signIn) goodLogout() forged {
	now := s.clock.read().Unix()
	return forged{
		algorithm: "ES256", private: ecKey(), header: map[string]any{"kid": "k1", "typ": "logout+jwt"},
		claims: map[string]any{
			"iss": s.connection.Issuer, "aud": "throughline", "exp": now + 120, "iat": now, "jti": "j1", "sub": "sub-" + canary, "sid": "s1",
			"events": map[string]any{logoutEvent: map[string]any{}},
		},
	}
}

func TestLogoutTokenNamesWhatEnds(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*signIn, *forged)
		want   Logout
	}{
		"sub and sid":        {func(*signIn, *forged) {}, Logout{ID: "j1", Subject: "sub-" + canary, SID: "s1"}},
		"sub":                {claim("sid", nil), Logout{ID: "j1", Subject: "sub-" + canary}},
		"sid":                {claim("sub", nil), Logout{ID: "j1", SID: "s1"}},
		"the long type":      {header("typ", "application/logout+JWT"), Logout{ID: "j1", Subject: "sub-" + canary, SID: "s1"}},
		"two minutes old":    {at("iat", -2*time.Minute), Logout{ID: "j1", Subject: "sub-" + canary, SID: "s1", Expires: time.Unix(0, 0)}},
		"signed with RSA":    {signedBy("PS256", func(f *forged) { f.private = rsaKey() }), Logout{ID: "j1", Subject: "sub-" + canary, SID: "s1"}},
		"with another event": {claim("events", map[string]any{logoutEvent: map[string]any{}, "x": 1}), Logout{ID: "j1", Subject: "sub-" + canary, SID: "s1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			f := s.goodLogout()
			tt.change(s, &f)
			got, err := s.party.Logout(t.Context(), s.connection, f.compact())
			if err != nil {
				t.Fatal(err)
			}
			tt.want.Connection = s.connection.ID
			until := s.clock.read().Add(2 * time.Minute)
			if !tt.want.Expires.IsZero() {
				until = s.clock.read()
			}
			if !got.Expires.Equal(until) {
				t.Errorf("expires %v, expected %v", got.Expires, until)
			}
			got.Expires, tt.want.Expires = time.Time{}, time.Time{}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLogoutTokensAreRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*signIn, *forged)
		want   check
	}{
		"an ID token":            {func(s *signIn, f *forged) { *f = s.good(secret()) }, checkType},
		"an ID token's type":     {header("typ", "JWT"), checkType},
		"no type":                {header("typ", nil), checkType},
		"signed by a stranger":   {func(_ *signIn, f *forged) { f.private = otherEC() }, checkSignature},
		"not signed":             {func(_ *signIn, f *forged) { f.private, f.algorithm = nil, "none" }, checkAlgorithm},
		"another issuer":         {claim("iss", "https://evil.example"), checkIssuer},
		"another audience":       {claim("aud", []string{"throughline", "evil"}), checkAudience},
		"expired":                {at("exp", -time.Second), checkExpired},
		"exp absent":             {claim("exp", nil), checkExpired},
		"iat absent":             {claim("iat", nil), checkIssuedAt},
		"iat old":                {at("iat", -2*time.Minute-time.Second), checkIssuedAt},
		"iat ahead":              {at("iat", 61*time.Second), checkIssuedAt},
		"a nonce":                {claim("nonce", "n"), checkNonce},
		"a nonce of null":        {add(`"nonce":null`), checkNonce},
		"jti absent":             {claim("jti", nil), checkTokenID},
		"jti long":               {claim("jti", strings.Repeat("j", 256)), checkTokenID},
		"nobody":                 {func(_ *signIn, f *forged) { delete(f.claims, "sub"); delete(f.claims, "sid") }, checkSubject},
		"sub empty beside a sid": {claim("sub", ""), checkSubject},
		"sid not text":           {claim("sid", 7), checkSID},
		"events absent":          {claim("events", nil), checkLogoutEvent},
		"another event":          {claim("events", map[string]any{"x": map[string]any{}}), checkLogoutEvent},
		"event not an object":    {claim("events", map[string]any{logoutEvent: true}), checkLogoutEvent},
		"events twice":           {add(`"events":{}`), checkClaims},
		"sub twice":              {add(`"sub":"admin"`), checkClaims},
		"SID":                    {add(`"SID":"other"`), checkClaims},
		"event twice within":     {claim("events", rawJSON(`{"`+logoutEvent+`":{},"`+logoutEvent+`":{}}`)), checkLogoutEvent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignIn(t)
			f := s.goodLogout()
			tt.change(s, &f)
			got, err := s.party.Logout(t.Context(), s.connection, f.compact())
			wantRefused(t, err, tt.want)
			if got != (Logout{}) {
				t.Errorf("%+v came with the refusal", got)
			}
		})
	}
}

// rawJSON is written as it stands.
type rawJSON string

func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }

func TestLogoutTokenOfAnotherConnectionIsRefused(t *testing.T) {
	t.Parallel()
	a, b := newSignIn(t), newSignIn(t)
	_, err := b.party.Logout(t.Context(), b.connection, a.goodLogout().compact())
	wantRefused(t, err, checkIssuer) // both publish the same key: only the issuer tells them apart
	_, err = b.party.Logout(t.Context(), Connection{}, b.goodLogout().compact())
	wantRefused(t, err, checkConnection)
	_, err = b.party.Logout(t.Context(), b.connection, canary)
	wantRefused(t, err, checkToken)
}

func TestALogoutTokenIsNoIDToken(t *testing.T) {
	t.Parallel()
	s := newSignIn(t)
	_, err := s.try(t, func(f *forged) {
		nonce := f.claims["nonce"]
		*f = s.goodLogout()
		f.claims = maps.Clone(f.claims)
		f.claims["nonce"] = nonce
	})
	wantRefused(t, err, checkType)
	s.connection.ID = uuid.New()
	s.mustPass(t, nil)
}
