package text

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

//go:embed abbreviations.txt
var abbreviations string

// Lexicon knows which forms are names of the same thing, and what a system calls its own. It is read only and safe
// for concurrent use.
type Lexicon struct {
	phrases  *ontology.Matcher
	meanings []meaning
	forms    map[string][]form // by the first word, longest form first
	names    map[string][]Name // by the first word
}

// meaning is one thing with all its names.
type meaning struct {
	short string          // the short form in lower case, or ""
	long  []Word          // the words of the preferred long form
	hits  []ontology.Said // what the long form speaks of
}

// form is one way to write a meaning.
type form struct {
	words   []string // what a text must have in order: stems of a long form, words of a short one
	meaning int
	kind    formKind
}

type formKind uint8

const (
	longForm    formKind = iota // compared by stem
	shortForm                   // compared by word, with at least two capitals
	anyCaseForm                 // compared by word
)

// Default is the lexicon of the curated table, with the ontology that is part of the program.
var Default = sync.OnceValue(func() *Lexicon { return NewLexicon(Standard()) })

// NewLexicon makes the lexicon of the curated table with the phrases of an ontology.
func NewLexicon(m *ontology.Matcher) *Lexicon {
	l := &Lexicon{phrases: m, forms: map[string][]form{}}
	c := stems{}
	for line := range strings.Lines(abbreviations) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			fields := strings.Split(line, "|")
			l.add(fields[0], fields[1:], c)
		}
	}
	l.order()
	return l
}

// add takes one line of the table: a short form and the names that mean the same.
func (l *Lexicon) add(short string, names []string, c stems) {
	m := meaning{short: strings.Join(lowerWords(short), ""), long: Cut(names[0])}
	m.hits = phrasesIn(l.phrases, m.long, c)
	kind := shortForm
	if strings.HasPrefix(short, "~") {
		kind = anyCaseForm
	}
	l.put(form{words: lowerWords(short), meaning: len(l.meanings), kind: kind})
	for _, name := range names {
		f := form{words: lowerWords(name), meaning: len(l.meanings), kind: shortForm}
		if !isShort(name) {
			f.kind = longForm
			for i, w := range f.words {
				f.words[i] = c.of(w)
			}
		}
		l.put(f)
	}
	l.meanings = append(l.meanings, m)
}

func (l *Lexicon) put(f form) {
	if len(f.words) > 0 {
		l.forms[f.words[0]] = append(l.forms[f.words[0]], f)
	}
}

// order puts longer forms before shorter ones; forms of one length keep the order of the table.
func (l *Lexicon) order() {
	for _, forms := range l.forms {
		slices.SortStableFunc(forms, func(a, b form) int { return len(b.words) - len(a.words) })
	}
}

// isShort reports whether a name is one word with capitals inside.
func isShort(name string) bool {
	w := Cut(name)
	return len(w) == 1 && w[0].capitals > 1
}

func lowerWords(s string) []string {
	list := Cut(s)
	lower := make([]string, len(list))
	for i, w := range list {
		lower[i] = w.Lower
	}
	return lower
}

// For gives a lexicon for the texts of one system: it also knows the abbreviations that the texts explain and the
// names that they use, and has decided which meaning an abbreviation with two has here.
func (l *Lexicon) For(texts []string, names []Name) *Lexicon {
	own := &Lexicon{
		phrases:  l.phrases,
		meanings: slices.Clone(l.meanings),
		forms:    make(map[string][]form, len(l.forms)),
		names:    map[string][]Name{},
	}
	for first, forms := range l.forms {
		own.forms[first] = slices.Clone(forms)
	}
	own.decide(texts)
	c := stems{}
	for _, p := range explainedIn(texts) {
		own.drop(lowerWords(p.Short))
		own.add(p.Short, []string{p.Long}, c)
	}
	own.order()
	own.know(names, texts)
	return own
}

// explainedIn gives what the texts explain, each once, in an order that does not hang on that of the texts.
func explainedIn(texts []string) []Pair {
	var pairs []Pair
	for _, s := range texts {
		pairs = append(pairs, Explained(s)...)
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		return strings.Compare(a.Short+"\x00"+a.Long, b.Short+"\x00"+b.Long)
	})
	return slices.CompactFunc(pairs, func(a, b Pair) bool { return strings.EqualFold(a.Short, b.Short) })
}

// drop forgets the short forms that are written so.
func (l *Lexicon) drop(short []string) {
	if len(short) > 0 {
		l.forms[short[0]] = slices.DeleteFunc(l.forms[short[0]], func(f form) bool {
			return f.kind == shortForm && slices.Equal(f.words, short)
		})
	}
}

// decide leaves one meaning to a short form that has several: the first whose long form stands in a text.
func (l *Lexicon) decide(texts []string) {
	for first, forms := range l.forms {
		var several []form
		for _, f := range forms {
			if f.kind == shortForm && len(f.words) == 1 {
				several = append(several, f)
			}
		}
		if len(several) < 2 {
			continue
		}
		keep := several[0].meaning
		for _, f := range slices.Backward(several) {
			if anySays(texts, l.meanings[f.meaning].long) {
				keep = f.meaning
			}
		}
		l.forms[first] = slices.DeleteFunc(forms, func(f form) bool {
			return f.kind == shortForm && len(f.words) == 1 && f.meaning != keep
		})
	}
}

// anySays reports whether a long form stands in one of the texts, as it is or with capitals.
func anySays(texts []string, long []Word) bool {
	lower, title := make([]string, len(long)), make([]string, len(long))
	for i, w := range long {
		lower[i], title[i] = w.Lower, strings.ToUpper(w.Lower[:1])+w.Lower[1:]
	}
	ways := []string{
		strings.Join(lower, " "), strings.Join(title, " "), strings.Join(append(title[:1:1], lower[1:]...), " "),
	}
	common := lower[0][1:] // of all ways, and rare enough to look for that first
	return slices.ContainsFunc(texts, func(s string) bool {
		return strings.Contains(s, common) && slices.ContainsFunc(ways, func(way string) bool { return strings.Contains(s, way) })
	})
}
