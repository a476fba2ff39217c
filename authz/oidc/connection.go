package oidc

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/url"
	"time"

	"github.com/google/uuid"
)

// Connection is what an organisation and its identity provider agreed on. The issuer of a connection never changes:
// another issuer is another connection.
type Connection struct {
	ID           uuid.UUID
	Issuer       string // compared letter by letter
	ClientID     string
	ClientSecret string // empty for a public client
	RedirectURL  string // of this connection alone, so that one provider's answer can't be taken for another's

	// Hosts are those, beside the issuer's own, that the provider's endpoints may be on: "host", or "host:port" when the
	// port isn't the scheme's own. They are read (RelyingParty.Hosts) and kept when the connection is approved; an
	// endpoint that moves elsewhere stops the connection.
	Hosts []string

	Claims []string // whose values are wanted, beside those that say who somebody is

	RequiredACR []string // when not empty, the acr claim must be one of these
	RequiredAMR []string // when not empty, the amr claim must hold one of these: "mfa"
}

// Flow is one sign-in under way. The caller keeps it as a row bound to the browser by a cookie, and must have deleted
// that row before it calls Finish: deleting is what makes a flow single-use.
type Flow struct {
	State      string // 256 random bits in base64url, as are the next two
	Nonce      string
	Verifier   string
	Connection uuid.UUID
	Expires    time.Time
}

// Callback holds the parameters of the request that the provider sent the browser back with.
type Callback struct {
	Code             string
	State            string
	Iss              string // RFC 9207
	Error            string
	ErrorDescription string
}

// Identity is a person as one connection knows them. The person's key is (Connection, Subject).
type Identity struct {
	Connection uuid.UUID
	Issuer     string
	Subject    string
	Name       string // for showing; may be empty
	Email      string // for showing and writing to; may be empty, proves nothing
	SID        string // the provider's name for its session, for back-channel logout; may be empty
	Strength
	Sent     []string            // the names of all claims of the token, for whoever tests a connection
	Claims   map[string][]string // the values of the wanted claims that were sent; one that was not, or cannot be read, is absent
	AuthTime time.Time           // when the person last proved who they are; zero when the provider doesn't say
}

// Strength is how a person signed in, as their provider says.
type Strength struct {
	ACR string
	AMR []string
}

const (
	flowLife     = 10 * time.Minute
	secretLength = 43 // 32 bytes in base64url
	maxIssuer    = 512
)

// check says whether the connection is complete enough to be used.
func (c Connection) check() error {
	u, err := url.Parse(c.Issuer)
	switch {
	case c.ID == uuid.Nil:
		return refuse(checkConnection, nil)
	case err != nil || len(c.Issuer) > maxIssuer || u.Host == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return refuse(checkMetadata, fmt.Errorf("issuer %.100q: expected https://host, perhaps with a path, and nothing after it", c.Issuer))
	case c.ClientID == "" || c.RedirectURL == "":
		return refuse(checkMetadata, fmt.Errorf("connection %s lacks a client id or a redirect address", c.ID))
	}
	return nil
}

func newFlow(connection uuid.UUID, now time.Time) Flow {
	return Flow{State: secret(), Nonce: secret(), Verifier: secret(), Connection: connection, Expires: now.Add(flowLife)}
}

// check says whether a callback answers this flow. The state comes first: without it nothing else in the callback
// was asked for by this browser.
func (f Flow) check(c Connection, back Callback, now time.Time) error {
	switch {
	case len(f.State) != secretLength || len(f.Nonce) != secretLength || len(f.Verifier) != secretLength:
		return refuse(checkState, nil) // an empty flow would agree with an empty callback
	case !same(f.State, back.State):
		return refuse(checkState, nil)
	case f.Connection != c.ID:
		return refuse(checkConnection, nil)
	case !now.Before(f.Expires):
		return refuse(checkFlowExpired, nil)
	}
	return nil
}

// same compares secrets in a time that doesn't depend on where they differ.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func secret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: see crypto/rand
	return base64.RawURLEncoding.EncodeToString(b[:])
}
