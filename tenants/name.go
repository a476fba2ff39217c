package tenants

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// joiners are the invisible characters that some writing needs: they join letters and signs or keep them apart, or say
// which way a single one goes, and reach no further.
var joiners = []rune{'\u200c', '\u200d', '\u200e', '\u200f', '\u061c'}

// IsName reports whether a text will do as a name: it has at most so many characters, of which one can be seen, stands on
// one line and has nothing that acts on what stands beside it, such as what turns the direction of writing round
// (Unicode Technical Report 36, section 2.5).
func IsName(text string, most int) bool {
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > most {
		return false
	}
	seen := false
	for _, r := range text {
		switch {
		case r == ' ' || slices.Contains(joiners, r):
		case !unicode.IsGraphic(r):
			return false
		case !unicode.IsSpace(r):
			seen = true
		}
	}
	return seen
}
