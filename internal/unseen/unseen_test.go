package unseen_test

import (
	"testing"

	"github.com/throughline-ics/throughline/internal/unseen"
)

func TestWhatActsUnseen(t *testing.T) {
	t.Parallel()
	for r, want := range map[rune][2]bool{
		'a': {false, false}, 'é': {false, false}, ' ': {false, false}, '\u00a0': {false, false}, '😀': {false, false},
		'\u200d': {false, true}, '\u200f': {false, true}, '\u061c': {false, true},
		'\n': {true, false}, '\t': {true, false}, '\u2028': {true, false}, '\u202e': {true, false}, '\u2066': {true, false}, 0: {true, false},
	} {
		if got := [2]bool{unseen.Acts(r), unseen.Joins(r)}; got != want {
			t.Errorf("%U acts and joins: %v, want %v", r, got, want)
		}
	}
}
