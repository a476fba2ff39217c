package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

// longestWord is how many bytes of a word are looked at. Nothing that people write as a word is longer; a file
// pasted into a text box is.
const longestWord = 64

// Word is a run of letters and digits as it stands in a text, before anything is left out.
type Word struct {
	Start, End int    // bytes of the text; parts of a word that was split by its normal form share them
	Lower      string // NFKC, lower case, without a possessive or an apostrophe
	Stem       string // empty until an analyser has read the text
	Opens      bool   // begins a sentence, or what follows a colon; not before an analyser has read the text

	capitals int  // how many capital letters the writer used
	initial  bool // begins with a capital
	plural   bool // capitals with a small s after them: EPRs
	says     bool // is worth a token; not before an analyser has read the text
	leads    leads
	mark     ontology.Mark // what the matcher of phrases knows of it
}

// leads says what a word may begin, so that tables are looked into only where that may lead somewhere.
type leads struct{ form, name bool }

// Cut cuts a text into words. Hyphens, slashes and everything else that is not a letter, a digit or a mark part
// words; an apostrophe or an ampersand between two letters does not (patient's, A&E).
func Cut(s string) []Word {
	found := make([]Word, 0, len(s)/6+1)
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		found = appendWord(found, s, start, end)
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
		if c := s[at]; c < utf8.RuneSelf && inASCIIWord[c] {
			at++
			continue
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

// appendWord adds the word at s[start:end], in as many parts as its normal form has.
func appendWord(found []Word, s string, start, end int) []Word {
	raw := s[start:end]
	if len(raw) > longestWord {
		raw = strings.ToValidUTF8(raw[:longestWord], "")
	}
	w := Word{Start: start, End: end}
	last := rune(0)
	for i, r := range raw {
		if unicode.IsUpper(r) {
			w.capitals++
			w.initial = w.initial || i == 0
		}
		last = r
	}
	w.plural = w.capitals > 1 && last == 's'
	for _, part := range normalForms(raw) {
		w.Lower = part
		found = append(found, w)
	}
	return found
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
