package pg

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Key signs the context of a transaction. The database holds its two padded blocks, the server the key itself;
// only someone who has it can say for whom a transaction acts.
type Key struct {
	secret [32]byte
}

// NewKey makes a key from the system's randomness.
func NewKey() Key {
	var k Key
	_, _ = rand.Read(k.secret[:]) // never fails: it crashes the program rather than return an error
	return k
}

// ParseKey reads a key as String writes it: 32 bytes in standard base64.
func ParseKey(text string) (Key, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != len(Key{}.secret) {
		return Key{}, fmt.Errorf("a context key is 32 bytes in base64 (44 characters): make one with `openssl rand -base64 32`")
	}
	return Key{secret: [32]byte(raw)}, nil
}

// String writes the key for a secret file. It never goes into a log: slog is given Key.ID.
func (k Key) String() string { return base64.StdEncoding.EncodeToString(k.secret[:]) }

// ID names the key: the first eight hex digits of its hash.
func (k Key) ID() string {
	sum := sha256.Sum256(k.secret[:])
	return hex.EncodeToString(sum[:4])
}

// MAC is HMAC-SHA-256 (RFC 2104) in hex over the parts, each preceded by its length in bytes and a colon, as
// sec.mac in the database computes it.
func (k Key) MAC(parts ...string) string {
	mac := hmac.New(sha256.New, k.secret[:])
	for _, p := range parts {
		mac.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// Sign writes a text that the database takes for the purpose, and for no other, until it expires, as sec.signed reads it:
// kid|expiry|field|…|signature, which is HMAC-SHA-256 in hex over the purpose, | and all that stands before it. No field may
// hold a |.
func (k Key) Sign(purpose string, expiry time.Time, fields ...string) string {
	said := strings.Join(append([]string{k.ID(), strconv.FormatInt(expiry.UnixMicro(), 10)}, fields...), "|")
	mac := hmac.New(sha256.New, k.secret[:])
	mac.Write([]byte(purpose + "|" + said))
	return said + "|" + hex.EncodeToString(mac.Sum(nil))
}

// pads gives the key XORed with HMAC's inner and outer padding.
func (k Key) pads() (inner, outer []byte) {
	inner, outer = make([]byte, sha256.BlockSize), make([]byte, sha256.BlockSize)
	copy(inner, k.secret[:])
	copy(outer, k.secret[:])
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	return inner, outer
}
