package oidc

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"slices"

	"github.com/go-jose/go-jose/v4"
)

const (
	maxKeys    = 100
	minRSABits = 2048
	maxRSABits = 8192 // a larger modulus costs more to verify than a sign-in is worth
)

// algorithms are the signatures that we accept. All are asymmetric, so a public key can't pass for a shared secret.
var algorithms = []jose.SignatureAlgorithm{jose.RS256, jose.PS256, jose.ES256}

// keySet is what a provider publishes at its jwks_uri.
type keySet struct {
	keys  []jose.JSONWebKey // those we can read
	count int               // all of them
}

func (p *RelyingParty) fetchKeys(ctx context.Context, issuer, address string) (*keySet, error) {
	body, err := p.fetch(ctx, issuer, address, "")
	if err != nil {
		return nil, err
	}
	set, err := readKeys(body)
	if err != nil {
		return nil, unreachable(err)
	}
	return set, nil
}

// readKeys skips a key of a type it doesn't know, as RFC 7517 section 5 asks, and counts it.
func readKeys(body []byte) (*keySet, error) {
	var raw struct {
		Keys *[]json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(body, &raw); err != nil || raw.Keys == nil || len(*raw.Keys) > maxKeys {
		return nil, errors.New("jwks_uri: expected a JSON object with at most 100 keys")
	}
	set := &keySet{count: len(*raw.Keys)}
	for _, one := range *raw.Keys {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(one) == nil {
			set.keys = append(set.keys, key)
		}
	}
	return set, nil
}

// verify gives the payload of a token, or the check that it failed.
func (s *keySet) verify(token *jose.JSONWebSignature) ([]byte, check) {
	header := token.Signatures[0].Protected
	if header.KeyID == "" && s.count > 1 {
		return nil, checkKeyID
	}
	named := slices.DeleteFunc(slices.Clone(s.keys), func(k jose.JSONWebKey) bool { return header.KeyID != "" && k.KeyID != header.KeyID })
	if len(named) == 0 {
		return nil, checkKeyUnknown
	}
	failed := checkKeyUnfit
	for _, key := range named {
		if !fit(key, jose.SignatureAlgorithm(header.Algorithm)) {
			continue
		}
		if payload, err := token.Verify(key.Key); err == nil {
			return payload, ""
		}
		failed = checkSignature
	}
	return nil, failed
}

// fit reports whether a key is meant and strong enough for signatures of an algorithm.
func fit(key jose.JSONWebKey, algorithm jose.SignatureAlgorithm) bool {
	if key.Use != "" && key.Use != "sig" || key.Algorithm != "" && key.Algorithm != string(algorithm) {
		return false
	}
	switch public := key.Key.(type) {
	case *rsa.PublicKey:
		bits := public.N.BitLen()
		return (algorithm == jose.RS256 || algorithm == jose.PS256) && bits >= minRSABits && bits <= maxRSABits
	case *ecdsa.PublicKey:
		return algorithm == jose.ES256 && public.Curve == elliptic.P256()
	default:
		return false
	}
}

// signature is go-oidc's KeySet for one token. It remembers the payload that it vouched for and why it refused,
// because go-oidc keeps neither.
type signature struct {
	keys    *document[keySet]
	token   *jose.JSONWebSignature
	payload []byte
	refused error
}

// VerifySignature gives the token's payload. A token that the keys at hand don't verify makes it look for newer ones,
// so that a provider may change its keys at any time.
func (s *signature) VerifySignature(ctx context.Context, _ string) ([]byte, error) {
	set, err := s.keys.get(ctx)
	if err != nil {
		return nil, s.refuse(err)
	}
	payload, failed := set.verify(s.token)
	if failed != "" {
		newer, err := s.keys.newer(ctx, set)
		if err != nil {
			return nil, s.refuse(err)
		}
		if newer != set {
			payload, failed = newer.verify(s.token)
		}
	}
	if failed != "" {
		return nil, s.refuse(refuse(failed, nil))
	}
	s.payload = payload
	return payload, nil
}

func (s *signature) refuse(err error) error {
	s.refused = err
	return err
}
