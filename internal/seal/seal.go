package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

const (
	keySize  = 32
	idSize   = 4
	form     = 1 // the form's number, the first byte of everything sealed
	overhead = 1 + idSize + 12 + 16
)

// Key is what secrets are sealed with: 256 bits, AES-256-GCM.
type Key struct {
	raw [keySize]byte
}

// NewKey makes a key.
func NewKey() Key {
	var k Key
	_, _ = rand.Read(k.raw[:]) // never fails: it crashes the program rather than return an error
	return k
}

// ParseKey reads a key: 32 bytes in base64.
func ParseKey(text string) (Key, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != keySize {
		return Key{}, errors.New("expected 32 bytes in base64, as `openssl rand -base64 32` makes")
	}
	return Key{[keySize]byte(raw)}, nil
}

// String is the key in base64, for the file it is kept in.
func (k Key) String() string { return base64.StdEncoding.EncodeToString(k.raw[:]) }

// id names a key in what it has sealed, and says nothing else of it.
func (k Key) id() []byte { return k.derive("throughline key id", idSize) }

// derive makes bytes for one purpose from the key (HKDF, RFC 5869).
func (k Key) derive(purpose string, size int) []byte {
	out, err := hkdf.Key(sha256.New, k.raw[:], nil, purpose, size)
	if err != nil {
		panic(err) // the sizes are ours
	}
	return out
}

func (k Key) cipher() cipher.AEAD {
	block, err := aes.NewCipher(k.derive("throughline sealed secrets", keySize))
	if err != nil {
		panic(err) // the size is ours
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return aead
}

// Signer is the key's own signing key, for what is kept outside the database: the heads of the record.
func (k Key) Signer() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(k.derive("throughline record heads", ed25519.SeedSize))
}

// Keyring seals with one key and opens with that one and earlier ones.
type Keyring struct {
	current Key
	earlier []Key
}

// New makes a keyring.
func New(current Key, earlier ...Key) *Keyring { return &Keyring{current, earlier} }

// Signer is the current key's signing key.
func (r *Keyring) Signer() ed25519.PrivateKey { return r.current.Signer() }

// Seal seals a secret to a place.
func (r *Keyring) Seal(secret string, place ...string) []byte {
	aead := r.current.cipher()
	sealed := make([]byte, 0, overhead+len(secret))
	sealed = append(append(sealed, form), r.current.id()...)
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce)
	sealed = append(sealed, nonce...)
	return aead.Seal(sealed, nonce, []byte(secret), where(place))
}

// ErrSealed is why a secret cannot be opened: another key's, another place's, or changed.
var ErrSealed = errors.New("the secret was sealed with another key or for another place")

// Open opens a secret that was sealed to a place.
func (r *Keyring) Open(sealed []byte, place ...string) (string, error) {
	key, ok := r.keyOf(sealed)
	if !ok {
		return "", ErrSealed
	}
	aead := key.cipher()
	rest := sealed[1+idSize:]
	secret, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], where(place))
	if err != nil {
		return "", ErrSealed
	}
	return string(secret), nil
}

// Current reports whether a secret was sealed with the current key.
func (r *Keyring) Current(sealed []byte) bool {
	key, ok := r.keyOf(sealed)
	return ok && key == r.current
}

func (r *Keyring) keyOf(sealed []byte) (Key, bool) {
	if len(sealed) < overhead || sealed[0] != form {
		return Key{}, false
	}
	for _, key := range append([]Key{r.current}, r.earlier...) {
		if bytes.Equal(key.id(), sealed[1:1+idSize]) {
			return key, true
		}
	}
	return Key{}, false
}

// where writes a place so that no two lists of parts read alike.
func where(place []string) []byte {
	var b bytes.Buffer
	for _, part := range place {
		fmt.Fprintf(&b, "%d:%s", len(part), part)
	}
	return b.Bytes()
}
