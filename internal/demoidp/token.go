package demoidp

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"regexp"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	tokenLife = 5 * time.Minute
	maxForm   = 16 << 10
)

// verifierForm is RFC 7636 section 4.1.
var verifierForm = regexp.MustCompile(`^[A-Za-z0-9._~-]{43,128}$`)

// claims is the payload of an ID token: OpenID Connect Core 1.0 section 2, and sid from Front-Channel Logout 1.0.
type claims struct {
	Issuer     string   `json:"iss"`
	Subject    string   `json:"sub"`
	Audience   string   `json:"aud"`
	Expiry     int64    `json:"exp"`
	IssuedAt   int64    `json:"iat"`
	AuthTime   int64    `json:"auth_time"`
	Nonce      string   `json:"nonce,omitempty"`
	Name       string   `json:"name"`
	Email      string   `json:"email,omitempty"`
	SessionID  string   `json:"sid"`
	ACR        string   `json:"acr"`
	AMR        []string `json:"amr"`
	AccessHash string   `json:"at_hash"`
}

// tokens is the answer of RFC 6749 section 5.1. The access token opens nothing here: the standard asks for one.
type tokens struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int    `json:"expires_in"`
	IDToken     string `json:"id_token"`
}

// problem is the answer of RFC 6749 section 5.2.
type problem struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

// token trades a code for an ID token.
func (p *Provider) token(i *issuer, w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil || repeated(r.PostForm) {
		answer(w, http.StatusBadRequest, problem{"invalid_request", "The form cannot be read, or names a parameter twice."})
		return
	}
	form := r.PostForm
	switch {
	case form.Get("grant_type") != "authorization_code":
		answer(w, http.StatusBadRequest, problem{"unsupported_grant_type", "Expected grant_type=authorization_code."})
		return
	case form.Get("client_id") != i.ClientID:
		answer(w, http.StatusUnauthorized, problem{"invalid_client", "The client is not known."})
		return
	}
	now := p.clock()
	g, ok := i.codes.take(now, form.Get("code"))
	if !ok || form.Get("redirect_uri") != g.redirectURI || !proves(form.Get("code_verifier"), g.challenge) {
		// One answer for all of them: whoever tries a stolen code learns nothing.
		answer(w, http.StatusBadRequest, problem{"invalid_grant", "The code is unknown, used, older than a minute, or was given for another request."})
		return
	}
	access := secret()
	signed, err := i.sign(now, g, access)
	if err != nil {
		answer(w, http.StatusInternalServerError, problem{"server_error", "The ID token could not be signed."})
		return
	}
	answer(w, http.StatusOK, tokens{AccessToken: access, TokenType: "Bearer", ExpiresIn: int(tokenLife.Seconds()), IDToken: signed})
}

func (i *issuer) sign(now time.Time, g grant, access string) (string, error) {
	half := sha256.Sum256([]byte(access))
	return jwt.Signed(i.signer).Claims(claims{
		Issuer: i.address, Subject: g.persona.Subject, Audience: i.ClientID,
		Expiry: now.Add(tokenLife).Unix(), IssuedAt: now.Unix(), AuthTime: g.authTime.Unix(),
		Nonce: g.nonce, Name: g.persona.Name, Email: g.persona.Email,
		SessionID: secret(), ACR: ACR, AMR: AMR(),
		AccessHash: base64.RawURLEncoding.EncodeToString(half[:len(half)/2]),
	}).Serialize() //nolint:misspell // go-jose's name
}

// proves is RFC 7636 section 4.6 for S256.
func proves(verifier, challenge string) bool {
	sum := sha256.Sum256([]byte(verifier))
	made := base64.RawURLEncoding.EncodeToString(sum[:])
	return verifierForm.MatchString(verifier) && subtle.ConstantTimeCompare([]byte(made), []byte(challenge)) == 1
}
