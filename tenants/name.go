package tenants

import (
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/internal/unseen"
)

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
		case unseen.Acts(r):
			return false
		case !unicode.IsSpace(r) && !unseen.Joins(r):
			seen = true
		}
	}
	return seen
}
