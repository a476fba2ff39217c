package oidc

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/google/uuid"
)

const (
	logoutEvent  = "http://schemas.openid.net/event/backchannel-logout"
	maxLogoutAge = 2 * time.Minute
)

// Logout is a provider's word that sessions have ended. It ends only sessions of its own connection: those of SID when
// there is one, of Subject otherwise.
type Logout struct {
	Connection uuid.UUID
	ID         string // the token's jti: the caller acts on each one once, and may forget it after Expires
	Subject    string // may be empty when SID isn't
	SID        string // may be empty when Subject isn't
	Expires    time.Time
}

// Logout checks a back-channel logout token (OpenID Connect Back-Channel Logout 1.0 section 2.6) sent to a connection.
// Errors are faults as for Finish. It keeps no list of the tokens it has seen: see Logout.ID.
func (p *RelyingParty) Logout(ctx context.Context, c Connection, raw string) (Logout, error) {
	provider, err := p.provider(c)
	if err != nil {
		return Logout{}, err
	}
	v, err := p.verification(c, &provider.keys, raw, logoutTokenType)
	if err != nil {
		return Logout{}, err
	}
	_, said := v.verifier.VerifyLogout(ctx, raw)
	claims, err := v.vouched(said, v.checkLogoutToken)
	if err != nil {
		return Logout{}, err
	}
	return Logout{
		Connection: c.ID, ID: claims.text("jti"), Subject: claims.text("sub"), SID: claims.text("sid"),
		// No later than its age allows: a token can't be replayed once it is too old.
		Expires: claims.moment("iat").Add(maxLogoutAge),
	}, nil
}

// logoutTokenType asks for the type by name. The standard only recommends it, but without it an ID token that lacks a
// nonce is nearly a logout token.
func logoutTokenType(typ string) bool {
	return strings.EqualFold(strings.TrimPrefix(strings.ToLower(typ), "application/"), "logout+jwt")
}

func (v *verification) checkLogoutToken(c *claims) error {
	if err := v.checkOrigin(c); err != nil {
		return err
	}
	issued := c.moment("iat")
	_, nonce := c.members["nonce"]
	switch {
	case issued.Before(v.now.Add(-maxLogoutAge)) || issued.After(v.now.Add(maxClockDrift)): // absent is long ago
		return refuse(checkIssuedAt, nil)
	case nonce:
		return refuse(checkNonce, nil)
	case !printable(c.text("jti")):
		return refuse(checkTokenID, nil)
	case !c.has("sub") && !c.has("sid") || c.has("sub") && !printable(c.text("sub")):
		return refuse(checkSubject, nil)
	case c.has("sid") && !printable(c.text("sid")):
		return refuse(checkSID, nil)
	case !announcesLogout(c.members["events"]):
		return refuse(checkLogoutEvent, nil)
	}
	return nil
}

// announcesLogout looks for the event, whose value is an object without meaning.
func announcesLogout(events json.RawMessage) bool {
	members, err := readObject(events)
	if err != nil {
		return false
	}
	_, err = readObject(members[logoutEvent])
	return err == nil
}
