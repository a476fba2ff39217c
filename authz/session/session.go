package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// How long a session may live whatever happens. How long it may lie idle is sec.idle in the database, and half of
// its granularity is how often activity is noted.
const (
	Life       = 8 * time.Hour
	TouchAfter = time.Minute
)

// The cookies. The prefix makes browsers refuse them from a sibling host or without TLS, but for loopback.
const (
	Cookie      = "__Host-tl"
	LoginCookie = "__Host-tl_login"
)

// Secret is 256 random bits, as a cookie holds them. Only its hash is kept.
type Secret string

// NewSecret makes a secret.
func NewSecret() Secret {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails: it crashes the program rather than return an error
	return Secret(base64.RawURLEncoding.EncodeToString(raw[:]))
}

// Key is the hash by which the database knows the session.
func (s Secret) Key() tenants.SessionKey { return sha256.Sum256([]byte(s)) }

// Principal is whoever sent a request, by the session they hold. Whether the session still lives is asked when a
// scope is opened, in the transaction that uses it.
type Principal struct {
	Session tenants.SessionKey
}

// Scope is the scope in which the principal acts as an organisation.
func (p Principal) Scope(organisation uuid.UUID, command, request string) tenants.Scope {
	return tenants.Scope{Organisation: organisation, Session: p.Session, Command: command, Request: request}
}

// From reads the principal of a request; ok is false when it bears no session.
func From(r *http.Request) (p Principal, ok bool) {
	cookie, err := r.Cookie(Cookie)
	if err != nil || !isSecret(cookie.Value) {
		return Principal{}, false
	}
	return Principal{Secret(cookie.Value).Key()}, true
}

// LoginSecret reads the secret of the browser that began a sign-in.
func LoginSecret(r *http.Request) (Secret, bool) {
	cookie, err := r.Cookie(LoginCookie)
	if err != nil || !isSecret(cookie.Value) {
		return "", false
	}
	return Secret(cookie.Value), true
}

// isSecret keeps anything but a value of ours from being hashed and asked about.
func isSecret(value string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(value)
	return err == nil && len(raw) == 32 && !strings.ContainsAny(value, "\r\n")
}

// Keep makes the cookie that keeps a secret until the browser closes; life, where it is not zero, ends it earlier.
func Keep(name string, s Secret, life time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: string(s), Path: "/", MaxAge: int(life.Seconds()),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

// Forget makes the cookie that takes one away.
func Forget(name string) *http.Cookie {
	return &http.Cookie{Name: name, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}
