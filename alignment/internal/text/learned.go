package text

import (
	"slices"
	"strings"
)

// Pair is an abbreviation that a text explains.
type Pair struct {
	Short string // as written
	Long  string // as written
}

// String writes a pair as a text explains it, in one way however it was written.
func (p Pair) String() string { return strings.ToLower(p.Long) + " (" + p.Short + ")" }

// longestShort is how many letters an abbreviation has at most.
const longestShort = 8

// Explained finds the abbreviations that a text explains, as in "system coordination centre (SCC)" and
// "SCC (system coordination centre)".
// Source: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text,
// 2003: every letter of the short form is found in order in the long one, the first where a word begins.
func Explained(s string) []Pair {
	var found []Pair
	for rest := 0; ; {
		open := strings.IndexByte(s[rest:], '(')
		if open < 0 {
			return found
		}
		open += rest
		rest = open + 1
		end := strings.IndexByte(s[rest:], ')')
		if end < 0 {
			return found
		}
		inside := s[rest : rest+end]
		before := Cut(clause(s[:open]))
		if pair, ok := explain(inside, before, clause(s[:open])); ok {
			found = append(found, pair)
		}
	}
}

// clause gives what stands before a bracket in the same sentence, up to a length.
func clause(s string) string {
	const reach = 160
	if len(s) > reach {
		s = s[len(s)-reach:]
	}
	if at := strings.LastIndexAny(s, ".;:!?()\n"); at >= 0 {
		s = s[at+1:]
	}
	return strings.ToValidUTF8(s, "")
}

// explain decides which of bracket and text before it is the short form.
func explain(inside string, before []Word, text string) (Pair, bool) {
	if len(before) == 0 {
		return Pair{}, false
	}
	in := Cut(inside)
	if len(in) == 1 && abbreviates(in[0]) {
		if at, ok := longStart(in[0].Lower, before); ok {
			return Pair{Short: inside, Long: text[before[at].Start:before[len(before)-1].End]}, true
		}
	}
	last := before[len(before)-1]
	if len(in) > 1 && len(in) <= longestShort+longestShort && abbreviates(last) {
		if at, ok := longStart(last.Lower, in); ok && at == 0 {
			return Pair{Short: text[last.Start:last.End], Long: strings.TrimSpace(inside)}, true
		}
	}
	return Pair{}, false
}

func abbreviates(w Word) bool {
	return w.capitals > 1 && len(w.Lower) > 1 && len(w.Lower) <= longestShort
}

// letter is one byte of a long form.
type letter struct {
	byte    byte
	word    int
	initial bool
}

// longStart finds the word with which the long form of a short one begins, reading both backwards.
func longStart(short string, long []Word) (int, bool) {
	var letters []letter
	for i, w := range long {
		for j := range len(w.Lower) {
			letters = append(letters, letter{w.Lower[j], i, j == 0})
		}
	}
	at := len(letters)
	for i, want := range slices.Backward([]byte(short)) {
		for at--; at >= 0 && (letters[at].byte != want || i == 0 && !letters[at].initial); at-- {
		}
		if at < 0 {
			return 0, false
		}
	}
	first := letters[at].word
	words := len(long) - first
	return first, words > 1 && words <= min(len(short)+5, 2*len(short))
}
