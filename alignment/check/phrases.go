package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// The notation of phrases, as words.yaml explains it.
const (
	exactly = "="
	named   = "^" // before a word that counts when it begins with a capital, where it does so here
	gap     = "~"
	widest  = 3 // words that may stand in a gap
)

// spelled is one word of a phrase.
type spelled struct {
	lower, stem string
	exact       bool // in no other inflection
	capitals    bool // counts when it is written in capitals
	initial     bool // counts when it begins with a capital
	gap         bool
}

// phrases are a list of phrases by the stem of the first word, longest first. It is read only.
type phrases map[string][][]spelled

func newPhrases(list []string) phrases {
	p := phrases{}
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
		plain, name := strings.CutPrefix(plain, named)
		for _, w := range text.Cut(plain) {
			raw := plain[w.Start:w.End]
			words = append(words, spelled{lower: w.Lower, stem: w.Stem, exact: exact, capitals: shouts(raw), initial: name && opens(raw)})
		}
	}
	return words
}

// shouts reports whether a word has two capitals or more.
func shouts(raw string) bool {
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

// passage is a text of an item, cut into words.
type passage struct {
	field string
	text  string
	words []text.Word
	ends  []int // for each word, the first word after its sentence
}

func read(field, s string) passage {
	p := passage{field: field, text: s, words: text.Cut(s)}
	p.ends = make([]int, len(p.words))
	last := len(p.words)
	for i := len(p.words) - 1; i >= 0; i-- {
		p.ends[i] = last
		// Parts of a word that its normal form split share their bytes.
		if i > 0 && p.words[i-1].End < p.words[i].Start && strings.ContainsAny(s[p.words[i-1].End:p.words[i].Start], ".!?;:\n") {
			last = i
		}
	}
	return p
}

// first is the passage's first sentence.
func (p passage) first() passage {
	if len(p.words) == 0 {
		return p
	}
	end := p.ends[0]
	return passage{field: p.field, text: p.text, words: p.words[:end], ends: p.ends[:end]}
}

// hit is a phrase in a passage: the words from and before to.
type hit struct{ from, to int }

// find gives the phrases of a list in a passage, from left to right, none within another.
func (p passage) find(list phrases) []hit {
	var hits []hit
	for at := 0; at < len(p.words); {
		to := p.at(list, at)
		if to == 0 {
			at++
			continue
		}
		hits = append(hits, hit{at, to})
		at = to
	}
	return hits
}

// at gives where the longest phrase of a list ends that begins at a word, or 0.
func (p passage) at(list phrases, at int) int {
	for _, phrase := range list[p.words[at].Stem] {
		if to, ok := p.says(phrase, at); ok {
			return to
		}
	}
	return 0
}

func (p passage) says(phrase []spelled, at int) (int, bool) {
	limit := min(p.ends[at], len(p.words))
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
func (p passage) after(rest []spelled, at, limit int) (int, bool) {
	for skip := range min(widest+1, limit-at) {
		if to, ok := p.says(rest, at+skip); ok {
			return to, true
		}
	}
	return 0, false
}

func (p passage) is(s spelled, at int) bool {
	w := p.words[at]
	raw := p.text[w.Start:w.End]
	switch {
	case s.initial && !opens(raw):
		return false
	case s.capitals:
		return (w.Lower == s.lower || w.Lower == s.lower+"s") && shouts(raw)
	case s.exact:
		return w.Lower == s.lower
	default:
		return w.Stem == s.stem
	}
}

// has reports whether any phrase of a list stands in the passage.
func (p passage) has(list phrases) bool { return len(p.find(list)) > 0 }

// mark is a hit as part of a finding.
func (p passage) mark(h hit) Mark {
	start, end := p.words[h.from].Start, p.words[h.to-1].End
	return Mark{Field: p.field, Start: start, End: end, Words: p.text[start:end]}
}

func (p passage) marks(hits []hit) []Mark {
	marks := make([]Mark, len(hits))
	for i, h := range hits {
		marks[i] = p.mark(h)
	}
	return marks
}

// without is the passage with some of its words masked: a list does not find them.
func (p passage) without(hits []hit) passage {
	masked := p
	masked.words = slices.Clone(p.words)
	for _, h := range hits {
		for i := h.from; i < h.to; i++ {
			masked.words[i].Entry = maskedWord
		}
	}
	return masked
}

var maskedWord = &text.Entry{}
