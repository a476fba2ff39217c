// Package unseen knows the characters that cannot be seen and act on what stands beside them.
package unseen

import (
	"strings"
	"unicode"
)

// joiners are the invisible characters that some writing needs: they join letters and signs or keep them apart, or say
// which way a single one goes, and reach no further.
const joiners = "\u200c\u200d\u200e\u200f\u061c"

// Acts reports whether a character cannot be seen and acts on what stands beside it: it breaks a line, or turns the
// direction of writing round (Unicode Technical Report 36, section 2.5).
func Acts(r rune) bool { return !unicode.IsGraphic(r) && !Joins(r) }

// Joins reports whether a character cannot be seen and reaches no further than the letters beside it.
func Joins(r rune) bool { return strings.ContainsRune(joiners, r) }
