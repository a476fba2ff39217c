package sheet

import (
	"strings"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
)

// blanks are words for there being nothing to write, beside those for there being no date.
var blanks = map[string]bool{
	"--": true, "---": true, "…": true, "n/k": true, "nk": true, "not applicable": true, "not available": true, "not known": true,
	"not yet known": true, "unknown": true, "not measured": true, "not yet measured": true, "not yet set": true, "not yet agreed": true, "to be set": true,
	"to be established": true, "no baseline": true, "no baseline yet": true, "no target": true, "no target yet": true,
}

// blank reports whether a text is a word for there being nothing to write and says nothing more. A nought, in whatever word,
// says something.
func blank(text string) bool {
	text = strings.ToLower(strings.Trim(oneLine(text), " .()[]"))
	return text == "" || blanks[text] || dates.Undated(text)
}
