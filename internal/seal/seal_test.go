package seal_test

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/internal/seal"
)

func TestASecretOpensInItsPlaceOnly(t *testing.T) {
	t.Parallel()
	ring := seal.New(seal.NewKey())
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.String().Draw(t, "secret")
		place := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "place")
		other := rapid.SliceOfN(rapid.String(), 1, 4).Draw(t, "other")
		sealed := ring.Seal(secret, place...)
		if got, err := ring.Open(sealed, place...); err != nil || got != secret {
			t.Fatalf("%q, %v", got, err)
		}
		same := len(place) == len(other)
		for i := range place {
			same = same && place[i] == other[i]
		}
		if _, err := ring.Open(sealed, other...); !same && !errors.Is(err, seal.ErrSealed) {
			t.Fatalf("opened at %q what was sealed at %q", other, place)
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(t, "at")
		changed := bytes.Clone(sealed)
		changed[at] ^= 1
		if _, err := ring.Open(changed, place...); !errors.Is(err, seal.ErrSealed) {
			t.Fatalf("opened with byte %d changed", at)
		}
		if _, err := ring.Open(sealed[:at], place...); !errors.Is(err, seal.ErrSealed) {
			t.Fatalf("opened %d bytes of %d", at, len(sealed))
		}
	})
}

func TestKeysAreChangedOver(t *testing.T) {
	t.Parallel()
	first, second := seal.NewKey(), seal.NewKey()
	sealed := seal.New(first).Seal("s3cret", "a")
	both := seal.New(second, first)
	if got, err := both.Open(sealed, "a"); err != nil || got != "s3cret" || both.Current(sealed) {
		t.Errorf("%q, %v, current %v", got, err, both.Current(sealed))
	}
	again := both.Seal("s3cret", "a")
	if !both.Current(again) || bytes.Equal(again, both.Seal("s3cret", "a")) {
		t.Error("not sealed with the current key, or twice alike")
	}
	if _, err := seal.New(second).Open(sealed, "a"); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("opened without its key: %v", err)
	}
	if kept, err := seal.ParseKey(first.String() + "\n"); err != nil || kept != first {
		t.Errorf("the key does not come back: %v", err)
	}
	for _, text := range []string{"", "short", "AAAA", first.String() + "AAAA"} {
		if _, err := seal.ParseKey(text); err == nil {
			t.Errorf("%q was taken for a key", text)
		}
	}
}
