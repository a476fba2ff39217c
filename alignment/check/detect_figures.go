package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
)

// What a text says of when, and how much.

// farOff finds where a text promises something beyond what anybody can plan: by a year, over a number of years, or by words for
// a long time.
func (c *checking) farOff(p passage) []Mark {
	marks := p.marks(p.Find(c.words.farOff))
	for at, w := range p.Words {
		n, ok := countOf(w.Lower)
		switch {
		case !ok || at == 0 && !isYear(n):
		case isYear(n):
			if from := p.yearMeant(at); from >= 0 && n > c.Today.Year()+horizonYears && !p.sentence(at).Has(c.words.projected) {
				marks = append(marks, p.mark(phrase.Hit{From: from, To: at + 1}))
			}
		case n > horizonYears && n < 100 && at+1 < p.Ends[at] && strings.HasPrefix(p.Words[at+1].Lower, "year"):
			if p.aheadOf(at) {
				marks = append(marks, p.mark(phrase.Hit{From: at - 1, To: at + 2}))
			}
		}
	}
	return marks
}

// yearMeant gives where the words begin that make a year the time by which something is promised, or -1: by 2040, our 2040 vision.
func (p passage) yearMeant(at int) int {
	switch {
	case p.hyphened(at):
	case at > 0 && slices.Contains([]string{"by", "before", "in", "from", "to", "for", "around", "during", "towards", "of"}, p.Words[at-1].Lower):
		return at - 1
	case at+1 < p.Ends[at] && slices.Contains([]string{"vision", "ambition", "horizon", "roadmap"}, p.Words[at+1].Lower):
		return at
	}
	return -1
}

// aheadOf reports whether a number of years lies ahead: within ten years, over the next ten, in about ten, in ten years' time.
func (p passage) aheadOf(at int) bool {
	before := p.Words[at-1].Lower
	if slices.Contains([]string{"about", "around", "roughly", "some"}, before) && at > 1 {
		before = p.Words[at-2].Lower
	}
	if slices.Contains([]string{"next", "coming", "within", "in"}, before) {
		return true
	}
	return at+2 < p.Ends[at] && slices.Contains([]string{"time", "hence", "programme", "roadmap", "journey", "vision", "horizon"}, p.Words[at+2].Lower)
}

// hyphened reports whether a word is followed at once by another, as a model's number is.
func (p passage) hyphened(at int) bool {
	return at+1 < len(p.Words) && p.Text[p.Words[at].End:p.Words[at+1].Start] == "-"
}

var counts = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}

func countOf(lower string) (int, bool) {
	if n, ok := digits(lower); ok {
		return n, true
	}
	n := slices.Index(counts, lower)
	return n, n >= 0
}

// amount reports whether a word is a number that is neither a year, nor what follows one (2027/28), nor a place in an order (4th).
func (p passage) amount(at int) bool {
	lower := p.Words[at].Lower
	if lower == "" || lower[0] < '0' || lower[0] > '9' {
		return false
	}
	if n, ok := digits(lower); ok && isYear(n) || slices.ContainsFunc([]string{"st", "nd", "rd", "th"}, func(end string) bool { return strings.HasSuffix(lower, end) }) {
		return false
	}
	if at == 0 || p.Words[at-1].End > p.Words[at].Start {
		return true
	}
	before, ok := digits(p.Words[at-1].Lower)
	between := p.Text[p.Words[at-1].End:p.Words[at].Start]
	return !ok || !isYear(before) || between != "/" && between != "-" && between != "–"
}

// amounts reports whether a number stands in the text.
func (p passage) amounts() bool {
	for at := range p.Words {
		if p.amount(at) {
			return true
		}
	}
	return false
}

// digits reads a word that is a number. Most are none, and that is seen at once.
func digits(lower string) (int, bool) {
	if lower == "" || lower[0] < '0' || lower[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(lower)
	return n, err == nil
}

func isYear(n int) bool { return n >= 2000 && n < 2100 }
