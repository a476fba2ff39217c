package evaluation

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// A phrase that people make a short form of has so many words.
const (
	fewestWords = 2
	mostWords   = 4
)

// abbreviated gives an organisation that writes short forms for what its objectives and the system's targets both say,
// and explains each once, in a list beside its objectives; with how many phrases, and in how many places. One short form
// means one thing to one organisation: of several phrases with the same letters the longest has them, and of equals the
// one that it writes most.
func abbreviated(o alignment.Organisation, theirs map[string]bool) (written alignment.Organisation, phrases, places int) {
	written = o
	written.Objectives = slices.Clone(o.Objectives)
	var texts []*string
	for i := range written.Objectives {
		b := &written.Objectives[i]
		b.Measures = slices.Clone(b.Measures)
		texts = append(texts, wordings(b)...)
	}
	shorts := shortForms(uses(texts, theirs))
	used := map[string]bool{}
	for _, t := range texts {
		var found []string
		*t, found = shortened(*t, shorts)
		places += len(found)
		for _, phrase := range found {
			used[phrase] = true
		}
	}
	if len(used) > 0 {
		written.NonPriorities = append(slices.Clone(o.NonPriorities), glossary(o.ID, used, shorts))
	}
	return written, len(used), places
}

// uses counts the phrases in texts that are theirs too.
func uses(texts []*string, theirs map[string]bool) map[string]int {
	n := map[string]int{}
	for _, t := range texts {
		for _, s := range phrasesIn(*t) {
			if theirs[s.phrase] {
				n[s.phrase]++
			}
		}
	}
	return n
}

func wordings(o *alignment.Objective) []*string {
	list := []*string{&o.Title, &o.Description}
	for i := range o.Measures {
		list = append(list, &o.Measures[i])
	}
	return list
}

// glossaries ends the id of a list of short forms. It stands among what an organisation does not do, where the engine reads short
// forms without taking them for an objective; what it lists is declined by nobody.
const glossaries = " short forms"

func isGlossary(id string) bool { return strings.HasSuffix(id, glossaries) }

// glossary explains short forms.
func glossary(organisation string, used map[string]bool, shorts map[string]string) alignment.NonPriority {
	var lines []string
	for _, phrase := range slices.Sorted(maps.Keys(used)) {
		lines = append(lines, phrase+" ("+shorts[phrase]+")")
	}
	return alignment.NonPriority{ID: organisation + glossaries, Text: strings.Join(lines, "; ")}
}

// phrasesOfTargets lists the phrases of a system's goals and initiatives.
func phrasesOfTargets(p alignment.Picture) map[string]bool {
	var texts []string
	for _, g := range p.Goals {
		texts = append(append(texts, g.Title, g.Description), g.Measures...)
	}
	for _, i := range p.Initiatives {
		texts = append(texts, i.Title, i.Description)
	}
	theirs := map[string]bool{}
	for _, t := range texts {
		for _, s := range phrasesIn(t) {
			theirs[s.phrase] = true
		}
	}
	return theirs
}

// stretch is a phrase in lower case and the bytes of a text where it stands.
type stretch struct {
	phrase     string
	start, end int
}

// phrasesIn lists the phrases of a text of which somebody might make a short form: words side by side, the first and the
// last of which say something, and none of which is a short form; longer ones before shorter ones at each place.
func phrasesIn(s string) []stretch {
	var list []stretch
	words := text.Cut(s)
	for at := range words {
		for n := min(mostWords, len(words)-at); n >= fewestWords; n-- {
			run := words[at : at+n]
			if !text.Small(run[0].Lower) && !text.Small(run[n-1].Lower) && together(s, run) {
				start, end := run[0].Start, run[n-1].End
				list = append(list, stretch{strings.ToLower(s[start:end]), start, end})
			}
		}
	}
	return list
}

// together reports whether words are plain ones with one space between them.
func together(s string, run []text.Word) bool {
	for i, w := range run {
		raw := s[w.Start:w.End]
		small := strings.ToLower(raw[:1]) + raw[1:]
		plain := strings.IndexFunc(small, func(r rune) bool { return !unicode.IsLower(r) }) < 0
		if !plain || i > 0 && s[run[i-1].End:w.Start] != " " {
			return false
		}
	}
	return true
}

// shortForms gives each phrase the first letters of its words, when no other has them.
func shortForms(uses map[string]int) map[string]string {
	order := slices.SortedFunc(maps.Keys(uses), func(a, b string) int {
		return cmp.Or(
			cmp.Compare(strings.Count(b, " "), strings.Count(a, " ")), cmp.Compare(uses[b], uses[a]), strings.Compare(a, b),
		)
	})
	shorts, taken := map[string]string{}, map[string]bool{}
	for _, phrase := range order {
		var letters strings.Builder
		for w := range strings.FieldsSeq(phrase) {
			letters.WriteString(strings.ToUpper(w[:1]))
		}
		if short := letters.String(); !taken[short] {
			taken[short] = true
			shorts[phrase] = short
		}
	}
	return shorts
}

// shortened writes the short forms of the phrases in a text, from its beginning on the longest first.
func shortened(s string, shorts map[string]string) (written string, found []string) {
	var b strings.Builder
	last := 0
	for _, p := range phrasesIn(s) {
		if short, ok := shorts[p.phrase]; ok && p.start >= last {
			b.WriteString(s[last:p.start])
			b.WriteString(short)
			last = p.end
			found = append(found, p.phrase)
		}
	}
	return b.String() + s[last:], found
}
