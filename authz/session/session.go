package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// How long a session may live whatever happens, and how long it may lie idle: sec.idle in the database is the same, and
// a test compares them. Activity is noted once a minute at most.
const (
	Life       = 8 * time.Hour
	Idle       = 30 * time.Minute
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
	Token   bool // it is an API token that they hold
}

// Scope is the scope in which the principal acts as an organisation.
func (p Principal) Scope(organisation uuid.UUID, command, request, from string) tenants.Scope {
	return tenants.Scope{
		Organisation: organisation, Session: p.Session, Token: p.Token, Command: command, Request: request, From: from,
	}
}

// From reads the principal of a request; ok is false when it bears neither session nor token. A request that says it
// bears a token is not taken for its session's.
func From(r *http.Request) (p Principal, ok bool) {
	if said := r.Header.Get("Authorization"); said != "" {
		token, found := strings.CutPrefix(said, "Bearer ")
		if !found || !isToken(token) {
			return Principal{}, false
		}
		return Principal{Session: Secret(token).Key(), Token: true}, true
	}
	cookie, err := r.Cookie(Cookie)
	if err != nil || !isSecret(cookie.Value) {
		return Principal{}, false
	}
	return Principal{Session: Secret(cookie.Value).Key()}, true
}

// LoginSecret reads the secret of the browser that began a sign-in.
func LoginSecret(r *http.Request) (Secret, bool) {
	cookie, err := r.Cookie(LoginCookie)
	if err != nil || !isSecret(cookie.Value) {
		return "", false
	}
	return Secret(cookie.Value), true
}

// tokenPrefix lets people and programs that look for leaked secrets tell what it is.
const tokenPrefix = "tl_"

// NewToken makes the secret of an API token: tl_, the beginning of its id, and 256 random bits.
func NewToken(id uuid.UUID) Secret {
	return Secret(tokenPrefix + tokenName(id) + "_" + string(NewSecret()))
}

// tokenName is the part of an id by which an administrator tells which token a secret is of.
func tokenName(id uuid.UUID) string { return hex.EncodeToString(id[12:]) }

func isToken(value string) bool {
	rest, ok := strings.CutPrefix(value, tokenPrefix)
	return ok && len(rest) == 8+1+43 && rest[8] == '_' && isSecret(rest[9:])
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
