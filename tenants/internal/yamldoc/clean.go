package yamldoc

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// maxMarks bounds the memory and time that parsing a file can take: the parser makes at most two values for each
// comma, colon, dash, question mark, bracket or comment, about 250 bytes each. The largest file allowed has about
// 200,000 when it is full of prose.
const maxMarks = 400_000

// clean checks the bytes of a file before the parser sees them, because the parser's own complaints about these
// name no line.
func clean(file string, data []byte, problems *Problems) bool {
	before := problems.Count()
	number := 0
	for line := range bytes.Lines(data) {
		if problems.Count()-before > keptProblems { // it is no text at all
			return false
		}
		number++
		at := Place{file, number}
		if !utf8.Valid(line) {
			problems.Addf(at, "The file is not UTF-8 text from this line on: save it with the encoding UTF-8.")
			return false
		}
		if bad, found := unprintable(string(line)); found {
			problems.Addf(at, "There is a control character (%U) in this line: delete it.", bad)
		}
		if indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]; bytes.IndexByte(indent, '\t') >= 0 {
			problems.Addf(at, "The line is indented with a tab: use spaces.")
		}
	}
	if marks(data) > maxMarks {
		problems.Addf(Place{File: file}, "The file has more than %d values: no strategy has as many.", maxMarks)
	}
	return problems.Count() == before
}

// unprintable finds a character that no text has. Line breaks and tabs are text.
func unprintable(text string) (rune, bool) {
	for _, r := range text {
		switch {
		case r == '\n', r == '\t', r == '\r':
		case unicode.IsControl(r), r == '\ufffe', r == '\uffff':
			return r, true
		}
	}
	return 0, false
}

// marks counts what could begin a value. In prose it counts commas and colons too: it is a bound, not a parser.
func marks(data []byte) int {
	count := 0
	for i, b := range data {
		switch b {
		case ',', ':', '[', '{', '#':
			count++
		case '-', '?':
			if i+1 == len(data) || data[i+1] <= ' ' {
				count++
			}
		}
	}
	return count
}
