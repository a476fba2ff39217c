package alignment

import (
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// Segment is a piece of a text, marked when it is evidence.
type Segment struct {
	Text   string
	Marked bool
}

// Marks cuts a text into marked and unmarked pieces, so that a page can show the words of evidence where they stand:
// in any inflection, and by any name that the table of abbreviations has for them. It works on either text of a
// pair. The pieces put together are the text; of an empty text there are none.
func Marks(s string, evidence []Evidence) []Segment {
	analyser := text.NewAnalyser(text.Default())
	wanted := newPhrases(analyser, evidence)
	reading := analyser.Read(s)
	marked := make([]bool, len(s))
	list := analyser.Words()
	for at := range list {
		if n := wanted.at(list[at:]); n > 0 {
			mark(marked, list[at].Start, list[at+n-1].End)
		}
	}
	for _, t := range reading.Tokens {
		if t.Kind == text.Expanded && wanted.short[t.Term] {
			mark(marked, t.Start, t.End)
		}
	}
	return segments(s, marked)
}

// phrases are the words of evidence as stems.
type phrases struct {
	first map[string][][]string // by the first stem: the stems that follow
	short map[string]bool       // short forms that evidence uses or stands for
}

func newPhrases(analyser *text.Analyser, evidence []Evidence) phrases {
	p := phrases{first: map[string][][]string{}, short: map[string]bool{}}
	for _, e := range evidence {
		if e.Kind == Judged || e.Kind == SimilarMeaning || e.Weight < 0 {
			continue
		}
		for _, words := range []string{e.Text, e.Target} {
			reading := analyser.Read(words)
			p.add(analyser.Words())
			if e.Kind == Abbreviation {
				p.abbreviate(reading)
			}
		}
	}
	return p
}

// abbreviate keeps the short forms of a reading: what stands for its words, and itself when it is one word.
func (p phrases) abbreviate(r text.Reading) {
	for _, t := range r.Tokens {
		if t.Kind == text.Expanded || !strings.Contains(r.Text, " ") {
			p.short[t.Term] = true
		}
	}
}

func (p phrases) add(list []text.Word) {
	if len(list) == 0 {
		return
	}
	var rest []string
	for _, w := range list[1:] {
		rest = append(rest, w.Stem)
	}
	p.first[list[0].Stem] = append(p.first[list[0].Stem], rest)
}

// at gives how many words the longest phrase that begins the list has, or 0.
func (p phrases) at(list []text.Word) int {
	longest := 0
	for _, rest := range p.first[list[0].Stem] {
		if n := len(rest) + 1; n > longest && n <= len(list) && follows(rest, list[1:]) {
			longest = n
		}
	}
	return longest
}

func follows(rest []string, list []text.Word) bool {
	for i, stem := range rest {
		if list[i].Stem != stem {
			return false
		}
	}
	return true
}

func mark(marked []bool, start, end int) {
	for i := start; i < end; i++ {
		marked[i] = true
	}
}

// segments cuts a text where marking begins and ends. What only spaces and hyphens part is one piece.
func segments(s string, marked []bool) []Segment {
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && !marked[end] && (s[end] == ' ' || s[end] == '-') {
			end++
		}
		if end == i {
			i++
			continue
		}
		if i > 0 && end < len(s) && marked[i-1] && marked[end] {
			mark(marked, i, end)
		}
		i = end
	}
	var list []Segment
	start := 0
	for i := 1; i <= len(s); i++ {
		if i == len(s) || marked[i] != marked[start] {
			list = append(list, Segment{Text: s[start:i], Marked: marked[start]})
			start = i
		}
	}
	return list
}
