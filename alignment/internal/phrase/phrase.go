package phrase

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// The notation of List, as alignment/check/words.yaml explains it.
const (
	exactly = "="
	// Named stands before a word that counts when it begins with a capital, where it does so in the list.
	Named  = "^"
	gap    = "~"
	widest = 3 // words that may stand in a gap
)

// spelled is one word of a phrase.
type spelled struct {
	lower, stem string
	exact       bool // in no other inflection
	capitals    bool // counts when it is written in capitals
	initial     bool // counts when it begins with a capital
	gap         bool
}

// List is a list of phrases by the stem of the first word, longest first. It is read only.
type List map[string][][]spelled

// New makes a list of phrases as they are written.
func New(list []string) List {
	p := List{}
	for _, phrase := range list {
		if words := spell(phrase); len(words) > 0 {
			first := words[0].stem
			p[first] = append(p[first], words)
		}
	}
	for _, known := range p {
		slices.SortStableFunc(known, func(a, b []spelled) int { return len(b) - len(a) })
	}
	return p
}

func spell(phrase string) []spelled {
	var words []spelled
	for part := range strings.FieldsSeq(phrase) {
		if part == gap {
			words = append(words, spelled{gap: true})
			continue
		}
		plain, exact := strings.CutPrefix(part, exactly)
		plain, name := strings.CutPrefix(plain, Named)
		for _, w := range text.Cut(plain) {
			raw := plain[w.Start:w.End]
			words = append(words, spelled{lower: w.Lower, stem: w.Stem, exact: exact, capitals: Shouts(raw), initial: name && opens(raw)})
		}
	}
	return words
}

// Shouts reports whether a word has two capitals or more.
func Shouts(raw string) bool {
	n := 0
	for _, r := range raw {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

// opens reports whether a word begins with a capital.
func opens(raw string) bool {
	first, _ := utf8.DecodeRuneInString(raw)
	return unicode.IsUpper(first)
}

// Passage is a text, cut into words.
type Passage struct {
	Text  string
	Words []text.Word
	Ends  []int // for each word, the first word after its sentence
}

// Read cuts a text into words.
func Read(s string) Passage {
	p := Passage{Text: s, Words: text.Cut(s)}
	p.Ends = make([]int, len(p.Words))
	last := len(p.Words)
	for i := len(p.Words) - 1; i >= 0; i-- {
		p.Ends[i] = last
		// Parts of a word that its normal form split share their bytes.
		if i > 0 && p.Words[i-1].End < p.Words[i].Start && strings.ContainsAny(s[p.Words[i-1].End:p.Words[i].Start], ".!?;:\n") {
			last = i
		}
	}
	return p
}

// First is the passage's first sentence.
func (p Passage) First() Passage {
	if len(p.Words) == 0 {
		return p
	}
	end := p.Ends[0]
	return Passage{p.Text, p.Words[:end], p.Ends[:end]}
}

// Hit is a phrase in a passage: the words from From and before To.
type Hit struct{ From, To int }

// Find gives the phrases of a list in a passage, from left to right, none within another.
func (p Passage) Find(list List) []Hit {
	var hits []Hit
	for at := 0; at < len(p.Words); {
		to := p.At(list, at)
		if to == 0 {
			at++
			continue
		}
		hits = append(hits, Hit{at, to})
		at = to
	}
	return hits
}

// At gives where the longest phrase of a list ends that begins at a word, or 0.
func (p Passage) At(list List, at int) int {
	for _, phrase := range list[p.Words[at].Stem] {
		if to, ok := p.says(phrase, at); ok {
			return to
		}
	}
	return 0
}

func (p Passage) says(phrase []spelled, at int) (int, bool) {
	limit := min(p.Ends[at], len(p.Words))
	for i, s := range phrase {
		if s.gap {
			return p.after(phrase[i+1:], at, limit)
		}
		if at >= limit || !p.is(s, at) {
			return 0, false
		}
		at++
	}
	return at, true
}

// after finds the rest of a phrase behind a gap.
func (p Passage) after(rest []spelled, at, limit int) (int, bool) {
	for skip := range min(widest+1, limit-at) {
		if to, ok := p.says(rest, at+skip); ok {
			return to, true
		}
	}
	return 0, false
}

func (p Passage) is(s spelled, at int) bool {
	w := p.Words[at]
	raw := p.Text[w.Start:w.End]
	switch {
	case s.initial && !opens(raw):
		return false
	case s.capitals:
		return (w.Lower == s.lower || w.Lower == s.lower+"s") && Shouts(raw)
	case s.exact:
		return w.Lower == s.lower
	default:
		return w.Stem == s.stem
	}
}

// Has reports whether any phrase of a list stands in the passage.
func (p Passage) Has(list List) bool { return len(p.Find(list)) > 0 }

// Place gives where a hit stands: bytes of the text.
func (p Passage) Place(h Hit) (start, end int) { return p.Words[h.From].Start, p.Words[h.To-1].End }

// Without is the passage with some of its words masked: a list does not find them.
func (p Passage) Without(hits []Hit) Passage {
	masked := p
	masked.Words = slices.Clone(p.Words)
	for _, h := range hits {
		for i := h.From; i < h.To; i++ {
			masked.Words[i].Entry = maskedWord
		}
	}
	return masked
}

var maskedWord = &text.Entry{}
