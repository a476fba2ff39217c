package oidc

import (
	"errors"

	"github.com/throughline-ics/throughline/internal/fault"
)

// check names what a sign-in failed on, for the log of security events.
type check string

const (
	// The flow and the callback.
	checkState          check = "state"           // absent, wrong, or the flow is not one of ours
	checkConnection     check = "connection"      // the flow belongs to another connection
	checkFlowExpired    check = "flow_expired"    // older than 10 minutes
	checkResponseIssuer check = "response_issuer" // RFC 9207: iss absent though announced, or another's
	checkProviderError  check = "provider_error"  // the provider says no
	checkCode           check = "code"            // absent, too long, or refused by the provider

	// The provider.
	checkAddress       check = "address"        // an address that the server must not call
	checkUnreachable   check = "unreachable"    // no answer in time, or a failing one
	checkMetadata      check = "metadata"       // the connection or the provider's metadata can't be used
	checkClient        check = "client"         // the provider doesn't accept our client id or secret
	checkTokenResponse check = "token_response" // not a token response with an ID token
	checkUserInfo      check = "userinfo"       // about somebody else, or unreadable

	// The token's header and signature.
	checkToken      check = "token"       // not a signed token, or refused for a reason that has no name of its own
	checkAlgorithm  check = "algorithm"   // not RS256, PS256 or ES256
	checkType       check = "type"        // typ is another kind of token's
	checkKeyID      check = "key_id"      // no kid, though the provider has several keys
	checkKeyUnknown check = "key_unknown" // no such key
	checkKeyUnfit   check = "key_unfit"   // another use, algorithm, curve, or an RSA modulus outside 2048 to 8192 bits
	checkSignature  check = "signature"

	// The token's claims.
	checkClaims      check = "claims" // not an object, a name twice or in other letters, a value of the wrong type
	checkIssuer      check = "issuer"
	checkAudience    check = "audience"
	checkAuthorized  check = "authorized_party"
	checkExpired     check = "expired"
	checkNotYet      check = "not_yet_valid"
	checkIssuedAt    check = "issued_at"
	checkLifetime    check = "lifetime"
	checkNonce       check = "nonce"
	checkSubject     check = "subject"
	checkAccessHash  check = "access_token_hash"
	checkACR         check = "acr"
	checkAMR         check = "amr"
	checkAuthTime    check = "auth_time"
	checkSID         check = "sid"
	checkTokenID     check = "token_id"     // a logout token's jti
	checkLogoutEvent check = "logout_event" // a logout token's events
)

// refusal is the cause of a fault: which check failed and, for the operator, how. Nothing of a token, a code or a
// secret goes into how.
type refusal struct {
	check check
	how   error
}

func (r *refusal) Error() string {
	if r.how == nil {
		return "sign-in check " + string(r.check)
	}
	return "sign-in check " + string(r.check) + ": " + r.how.Error()
}

func (r *refusal) Unwrap() error { return r.how }

// Check gives the name of the check that refused a sign-in, in lower case with underscores ("nonce", "state",
// "issuer", "signature", "expired" ...), and "" for an error that is no refusal of this package.
func Check(err error) string {
	if r, ok := errors.AsType[*refusal](err); ok {
		return string(r.check)
	}
	return ""
}

// is reports whether an error was refused by a check.
func (c check) is(err error) bool { return Check(err) == string(c) }

// refuse makes the fault for a failed check. The sentence says what to do next and never what was in the token: the
// one who reads it may be the attacker.
func refuse(c check, how error) error {
	kind, sentence := fault.SignIn, "The answer from your organisation's identity provider did not pass our safety checks. Start again, and tell your administrator if it keeps happening."
	switch c { //nolint:exhaustive // the rest share the sentence above
	case checkState, checkConnection, checkResponseIssuer:
		sentence = "This sign-in was not started in this browser, or has been used already. Start again from the sign-in page."
	case checkFlowExpired, checkCode:
		sentence = "This sign-in took too long or has been used already. Start again from the sign-in page."
	case checkProviderError:
		sentence = "Your organisation's identity provider did not sign you in. Start again, or ask your administrator whether you may use Throughline."
	case checkUnreachable:
		kind, sentence = fault.Unavailable, "Your organisation's identity provider is not answering. Wait a minute and try again."
	case checkAddress, checkMetadata, checkClient:
		sentence = "The connection to your organisation's identity provider is not set up correctly. Tell your administrator."
	case checkACR, checkAMR:
		sentence = "Your organisation asks for a stronger sign-in, such as a second factor. Sign in again with it, or ask your administrator."
	}
	return fault.Wrap(&refusal{check: c, how: how}, kind, sentence)
}

// Advice says what the administrator of a connection should look at after a refusal, to follow "check": it speaks of
// the set-up only and never of what was in a token. It is empty where the set-up is not in question.
func Advice(err error) string {
	switch check(Check(err)) { //nolint:exhaustive // the rest are the browser's or an attacker's doing
	case checkResponseIssuer, checkIssuer, checkMetadata:
		return "that the issuer is written exactly as the provider writes it, and that the provider's addresses are where they were when the connection was approved."
	case checkProviderError:
		return "that the redirect address of the connection is registered at the provider, and that this person may use Throughline there."
	case checkAddress:
		return "that the provider's addresses begin with https:// and can be reached from the internet."
	case checkUnreachable:
		return "that the provider is up and can be reached from the internet."
	case checkClient, checkCode, checkAudience, checkAuthorized:
		return "that the client id and the secret are those that the provider knows Throughline by, and that the secret has not run out."
	case checkTokenResponse, checkUserInfo, checkNonce, checkAccessHash, checkClaims:
		return "that the provider speaks OpenID Connect with the authorisation code flow, and answers with an ID token that bears the nonce."
	case checkToken, checkAlgorithm, checkType, checkKeyID, checkKeyUnknown, checkKeyUnfit, checkSignature:
		return "that the provider signs ID tokens with RS256, PS256 or ES256, by a key that it publishes for signing, of at least 2048 bits if it is an RSA key."
	case checkExpired, checkNotYet, checkIssuedAt, checkLifetime, checkAuthTime:
		return "that the provider's clock is right, and that its ID tokens are good for no longer than a day."
	case checkSubject, checkSID:
		return "that the provider sends a subject of 1 to 255 plain characters."
	case checkACR, checkAMR:
		return "that the provider asks for the second factor that the connection requires, and says so in acr or amr."
	default:
		return ""
	}
}
