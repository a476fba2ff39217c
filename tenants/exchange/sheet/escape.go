package sheet

import "strings"

// A text that begins like a formula would be worked out by the program that opens a CSV file, so an apostrophe is put before
// it, and taken away when it is read. A text that has such apostrophes itself gets one more. XLSX says of each cell that it is
// text, and needs this only where a text has the apostrophe itself.

// formulas are the beginnings that one spreadsheet program or another takes for a formula or a command, in both widths.
const formulas = "=+-@\t\r\n|%＝＋－＠"

func looksLikeFormula(text string) bool {
	return text != "" && strings.ContainsAny(text[:firstRune(text)], formulas)
}

func firstRune(text string) int {
	for i := range text {
		if i > 0 {
			return i
		}
	}
	return len(text)
}

// escape makes a text safe for a CSV file.
func escape(text string) string {
	if looksLikeFormula(strings.TrimLeft(text, "' ")) {
		return "'" + text
	}
	return text
}

// escapeQuoted keeps a text of an XLSX file as it is through unescape.
func escapeQuoted(text string) string {
	if strings.HasPrefix(text, "'") {
		return escape(text)
	}
	return text
}

// unescape undoes escape.
func unescape(text string) string {
	if rest, quoted := strings.CutPrefix(text, "'"); quoted && looksLikeFormula(strings.TrimLeft(rest, "' ")) {
		return rest
	}
	return text
}
