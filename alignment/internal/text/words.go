package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord is how many bytes of a word are looked at. Nothing that people write as a word is longer; a file
// pasted into a text box is.
const longestWord = 64

// Word is a run of letters and digits as it stands in a text, before anything is left out.
type Word struct {
	*Entry

	Start, End int  // bytes of the text; parts of a word that was split by its normal form share them
	Opens      bool // begins a sentence, or what follows a colon; not before an analyser has read the text
}

// Cut cuts a text into words. Hyphens, slashes and everything else that is not a letter, a digit or a mark part
// words; an apostrophe or an ampersand between two letters does not (patient's, A&E).
func Cut(s string) []Word {
	found := make([]Word, 0, len(s)/6+1)
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		list := met.of(s[start:end]).entries
		for i := range list {
			found = append(found, Word{Entry: &list[i], Start: start, End: end})
		}
	}
	return found
}

// nextWord gives where the next word begins and ends, or twice the length of the text.
func nextWord(s string, at int) (start, end int) {
	for at < len(s) {
		if c := s[at]; c < utf8.RuneSelf {
			if inASCIIWord[c] {
				return at, wordEnd(s, at+1)
			}
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if inWord(r) {
			return at, wordEnd(s, at+size)
		}
		at += size
	}
	return len(s), len(s)
}

// inASCIIWord says of every character of ASCII whether it is a letter or a digit.
var inASCIIWord = func() (is [utf8.RuneSelf]bool) {
	for r := range rune(utf8.RuneSelf) {
		is[r] = inWord(r)
	}
	return is
}()

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

// joins reports whether a rune between two letters keeps them one word.
func joins(r rune) bool { return r == '\'' || r == '’' || r == '&' }

func wordEnd(s string, at int) int {
	for at < len(s) {
		if c := s[at]; c < utf8.RuneSelf {
			if inASCIIWord[c] {
				at++
				continue
			}
			if !joins(rune(c)) {
				return at
			}
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if joins(r) {
			next, _ := utf8.DecodeRuneInString(s[at+size:])
			if !unicode.IsLetter(next) {
				return at
			}
		} else if !inWord(r) {
			return at
		}
		at += size
	}
	return at
}

// written says how a word is written.
func written(raw string) Entry {
	var e Entry
	last := rune(0)
	for i, r := range raw {
		if unicode.IsUpper(r) {
			e.capitals++
			e.initial = e.initial || i == 0
		}
		last = r
	}
	e.plural = e.capitals > 1 && last == 's'
	return e
}

// normalForms gives a word in NFKC and lower case. Compatibility forms such as ½ or ﷺ come apart into several.
func normalForms(raw string) []string {
	if isASCII(raw) {
		return []string{bare(strings.ToLower(raw))}
	}
	plain := norm.NFKC.String(strings.ToLower(norm.NFKC.String(raw)))
	parts := strings.FieldsFunc(plain, func(r rune) bool { return !inWord(r) && !joins(r) })
	kept := parts[:0]
	for _, part := range parts {
		if part = bare(part); part != "" {
			kept = append(kept, part)
		}
	}
	return kept
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// bare takes away a possessive and any apostrophe left.
func bare(s string) string {
	if !strings.ContainsAny(s, "'’") {
		return s
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	return strings.NewReplacer("'", "", "’", "").Replace(s)
}

// humps cuts a word where small letters turn into capitals, as in ePrescribing and MyChart: the offsets in raw
// where a part begins, the first being 0.
func humps(raw string) []int {
	starts := []int{0}
	small := false
	for i, r := range raw {
		if small && unicode.IsUpper(r) {
			starts = append(starts, i)
		}
		small = unicode.IsLower(r)
	}
	return starts
}
