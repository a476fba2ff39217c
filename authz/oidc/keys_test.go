package oidc

import (
	"crypto/rsa"
	"math/big"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

func TestKeySetsAreBounded(t *testing.T) {
	t.Parallel()
	list := func(n int) []byte {
		return []byte(`{"keys":[` + strings.TrimSuffix(strings.Repeat("{},", n), ",") + `]}`)
	}
	if set, err := readKeys(list(100)); err != nil || set.count != 100 {
		t.Errorf("100 keys: %v", err)
	}
	if _, err := readKeys(list(101)); err == nil {
		t.Error("101 keys were read")
	}
}

func TestRSAKeysAreNeitherSmallNorHuge(t *testing.T) {
	t.Parallel()
	for bits, want := range map[int]bool{1024: false, 2047: false, 2048: true, 4096: true, 8192: true, 8193: false} {
		modulus := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
		key := jose.JSONWebKey{Key: &rsa.PublicKey{N: modulus, E: 65537}}
		for _, algorithm := range []jose.SignatureAlgorithm{jose.RS256, jose.PS256} {
			if got := fit(key, algorithm); got != want {
				t.Errorf("%d bits for %s: %v", bits, algorithm, got)
			}
		}
	}
}
