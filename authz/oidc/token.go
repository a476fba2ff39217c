package oidc

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

const (
	maxToken      = 64 << 10
	maxTokenAge   = 10 * time.Minute
	maxTokenLife  = 24 * time.Hour
	maxClockDrift = time.Minute // how far a provider's clock may be ahead of ours
)

// verification is one token being checked against one connection.
type verification struct {
	connection Connection
	now        time.Time
	verifier   *goidc.IDTokenVerifier
	signature  *signature
}

// verification checks a token's header and makes ready for the rest. wanted says whether the header's typ is that of
// the kind of token expected.
func (p *RelyingParty) verification(c Connection, keys *document[keySet], raw string, wanted func(typ string) bool) (*verification, error) {
	token, err := readHeader(raw, wanted)
	if err != nil {
		return nil, err
	}
	s := &signature{keys: keys, token: token}
	names := make([]string, len(algorithms))
	for i, a := range algorithms {
		names[i] = string(a)
	}
	now := p.clock()
	return &verification{
		connection: c, now: now, signature: s,
		verifier: goidc.NewVerifier(c.Issuer, s, &goidc.Config{
			ClientID: c.ClientID, SupportedSigningAlgs: names, Now: func() time.Time { return now },
		}),
	}, nil
}

// readHeader parses a token in compact form. go-oidc alone would take the JSON form too, whose header isn't all signed.
func readHeader(raw string, wanted func(typ string) bool) (*jose.JSONWebSignature, error) {
	if len(raw) > maxToken {
		return nil, refuse(checkToken, errors.New("longer than 64 KiB"))
	}
	token, err := jose.ParseSignedCompact(raw, algorithms)
	if _, wrong := errors.AsType[*jose.ErrUnexpectedSignatureAlgorithm](err); wrong {
		return nil, refuse(checkAlgorithm, nil)
	}
	if err != nil {
		return nil, refuse(checkToken, errors.New("not a signed token in compact form"))
	}
	typ := ""
	if value, ok := token.Signatures[0].Protected.ExtraHeaders[jose.HeaderType]; ok {
		if typ, ok = value.(string); !ok || typ == "" {
			return nil, refuse(checkType, nil)
		}
	}
	if !wanted(typ) {
		return nil, refuse(checkType, nil)
	}
	return token, nil
}

// idTokenType allows no typ, or JWT: another kind of token of the same provider isn't an ID token.
func idTokenType(typ string) bool { return typ == "" || strings.EqualFold(typ, "JWT") }

// idToken checks all of an ID token but its access token's hash and gives its claims.
func (v *verification) idToken(ctx context.Context, raw, nonce string) (*claims, *goidc.IDToken, error) {
	token, err := v.verifier.Verify(ctx, raw)
	c, refused := v.vouched(err, func(c *claims) error { return v.checkIDToken(c, nonce) })
	return c, token, refused
}

// vouched runs our own checks on a payload whose signature holds, whatever go-oidc said: where both refuse, ours names
// the check.
func (v *verification) vouched(said error, checks func(*claims) error) (*claims, error) {
	if v.signature.refused != nil {
		return nil, v.signature.refused
	}
	if v.signature.payload == nil {
		return nil, refuse(checkToken, errors.New("no payload was verified"))
	}
	c, err := readClaims(v.signature.payload)
	if err != nil {
		return nil, err
	}
	if err := checks(c); err != nil {
		return nil, err
	}
	switch {
	case c.wrong != nil:
		return nil, refuse(checkClaims, c.wrong)
	case said != nil:
		return nil, refuse(checkToken, errors.New("refused by the library"))
	}
	return c, nil
}

func (v *verification) checkIDToken(c *claims, nonce string) error {
	if err := v.checkOrigin(c); err != nil {
		return err
	}
	issued := c.moment("iat")
	switch {
	case issued.IsZero() || issued.Before(v.now.Add(-maxTokenAge)) || issued.After(v.now.Add(maxClockDrift)):
		return refuse(checkIssuedAt, nil)
	case c.moment("exp").Sub(issued) > maxTokenLife:
		return refuse(checkLifetime, nil)
	case !same(c.text("nonce"), nonce):
		return refuse(checkNonce, nil)
	case !printable(c.text("sub")):
		return refuse(checkSubject, nil)
	case c.moment("auth_time").After(v.now.Add(maxClockDrift)):
		return refuse(checkAuthTime, nil)
	case c.has("sid") && !printable(c.text("sid")):
		return refuse(checkSID, nil)
	}
	return v.checkStrength(c)
}

// checkOrigin is what ID tokens and logout tokens share: from whom, for whom, until when.
func (v *verification) checkOrigin(c *claims) error {
	expires := c.moment("exp")
	switch {
	case c.text("iss") != v.connection.Issuer:
		return refuse(checkIssuer, nil)
	case !slices.Equal(c.texts("aud"), []string{v.connection.ClientID}):
		return refuse(checkAudience, nil)
	case c.has("azp") && c.text("azp") != v.connection.ClientID:
		return refuse(checkAuthorized, nil)
	case expires.IsZero() || expires.Before(v.now):
		return refuse(checkExpired, nil)
	case c.moment("nbf").After(v.now.Add(maxClockDrift)):
		return refuse(checkNotYet, nil)
	}
	return nil
}

// checkStrength holds the sign-in to what the connection asks for.
func (v *verification) checkStrength(c *claims) error {
	if asked := v.connection.RequiredACR; len(asked) > 0 && !slices.Contains(asked, c.text("acr")) {
		return refuse(checkACR, &weak{strength(c)})
	}
	used := c.texts("amr")
	if asked := v.connection.RequiredAMR; len(asked) > 0 && !slices.ContainsFunc(asked, func(a string) bool { return slices.Contains(used, a) }) {
		return refuse(checkAMR, &weak{strength(c)})
	}
	return nil
}

// strength is how the person signed in, fit to be shown and kept.
func strength(c *claims) Strength {
	s := Strength{ACR: shown(c.text("acr"), maxName)}
	for _, method := range c.texts("amr") {
		s.AMR = append(s.AMR, shown(method, maxName))
	}
	return s
}

// weak is how a sign-in was weaker than its connection asks for. What it was goes to whoever tests the connection and
// into no log.
type weak struct{ said Strength }

func (*weak) Error() string { return "weaker than the connection asks for" }

// Said gives how a person signed in whom a connection refused because it asks for more.
func Said(err error) (Strength, bool) {
	w, ok := errors.AsType[*weak](err)
	if !ok {
		return Strength{}, false
	}
	return w.said, true
}

// checkAccessToken ties the access token to the ID token when the provider says how (OpenID Connect Core 1.0 section
// 3.1.3.8). Another's access token would fetch another's name.
func checkAccessToken(c *claims, token *goidc.IDToken, access string) error {
	if c.has("at_hash") && token.VerifyAccessToken(access) != nil {
		return refuse(checkAccessHash, nil)
	}
	return nil
}
