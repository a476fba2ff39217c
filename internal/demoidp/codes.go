package demoidp

import (
	"crypto/rand"
	"encoding/base64"
	"maps"
	"sync"
	"time"
)

const (
	codeLife = time.Minute
	maxCodes = 10_000 // bounds memory when somebody hammers the chooser
)

// grant is what a code stands for.
type grant struct {
	redirectURI string
	challenge   string
	nonce       string
	persona     Persona
	authTime    time.Time
	expires     time.Time
}

// codes holds the codes that nobody has used yet.
type codes struct {
	mu   sync.Mutex
	live map[string]grant
}

// issue makes a code for a grant; false means that too many are waiting.
func (c *codes) issue(now time.Time, g grant) (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.live) >= maxCodes {
		maps.DeleteFunc(c.live, func(_ string, g grant) bool { return !now.Before(g.expires) })
	}
	if len(c.live) >= maxCodes {
		return "", false
	}
	g.expires = now.Add(codeLife)
	code := secret()
	c.live[code] = g
	return code, true
}

// take spends a code, whatever becomes of the request that brings it.
func (c *codes) take(now time.Time, code string) (grant, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.live[code]
	delete(c.live, code)
	return g, ok && now.Before(g.expires)
}

// secret is 256 random bits in base64url.
func secret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails: see crypto/rand
	return base64.RawURLEncoding.EncodeToString(b[:])
}
