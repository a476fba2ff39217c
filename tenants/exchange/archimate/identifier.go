package archimate

import (
	"fmt"
	"strconv"
	"strings"
)

// Identifiers are names without colons (NCName). The prefix says what it is of; what may not stand in such a name, and the
// underscore, is written as its number: "A_1" is "A_5f-1". Two underscores never come from a code, and divide.
const (
	itemPrefix     = "id-"
	rolePrefix     = "role-"
	relationPrefix = "rel-"
	propertyPrefix = "prop-"
	divide         = "__"
)

// Identifier is the identifier of the item with a code.
func Identifier(code string) string { return itemPrefix + escape(code) }

// Code gives the code of the item that an identifier is of.
func Code(identifier string) (string, bool) {
	text, is := strings.CutPrefix(identifier, itemPrefix)
	if !is {
		return "", false
	}
	var code strings.Builder
	for text != "" {
		before, after, escaped := strings.Cut(text, "_")
		code.WriteString(before)
		if !escaped {
			break
		}
		digits, rest, ends := strings.Cut(after, "-")
		r, err := strconv.ParseInt(digits, 16, 32)
		if err != nil || !ends {
			return "", false
		}
		code.WriteRune(rune(r))
		text = rest
	}
	return code.String(), code.Len() > 0
}

func escape(text string) string {
	var name strings.Builder
	for _, r := range text {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			name.WriteRune(r)
			continue
		}
		fmt.Fprintf(&name, "_%x-", r)
	}
	return name.String()
}
