package text

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

//go:embed abbreviations.txt
var abbreviations string

// Lexicon knows which forms are names of the same thing, and what a system calls its own. It is read only and safe
// for concurrent use.
type Lexicon struct {
	*table

	meanings []meaning
	forms    map[string][]form        // by the first word, longest form first; of a system, where they are not those of the table
	decided  map[string]func() []form // the same, worked out when somebody asks
	names    map[string][]Name        // by the first word
	own      []own                    // by the number of a word or a stem; beyond its end there is nothing
}

// own says what a system's own may begin with a word, so that tables are looked into only where that may lead somewhere.
type own uint8

const (
	ownForm own = 1 << iota
	ownName
)

// table is what the lexicons of all systems have in common.
type table struct {
	base    *Lexicon // without what is a system's own
	phrases *ontology.Matcher
	several []string               // the words that are a short form of more than one meaning
	looks   []atomic.Pointer[look] // by the number of a word, once somebody has met it
}

// look is what a table knows of a word.
type look struct {
	mark           ontology.Mark
	byWord, byStem []form // those that begin so
}

// meaning is one thing with all its names.
type meaning struct {
	short *Sense          // the short form, or nil
	long  []Word          // the words of the preferred long form
	own   bool            // a text of the system explains it
	hits  []ontology.Said // what the long form speaks of
}

// form is one way to write a meaning.
type form struct {
	words   []string // what a text must have in order: stems of a long form, words of a short one
	meaning int
	kind    formKind
	whole   *Sense // of a form that is compared by word
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
	l := &Lexicon{table: &table{phrases: m, looks: make([]atomic.Pointer[look], mostWords)}, forms: map[string][]form{}}
	for _, names := range tabled() {
		l.add(names[0], names[1:])
	}
	l.order()
	for first, forms := range l.forms {
		if len(shortForms(forms)) > 1 {
			l.several = append(l.several, first)
		}
	}
	l.base = l
	l.noteOwn()
	return l
}

// tabled is the lines of the table, each with its names as they stand there.
func tabled() (lines [][]string) {
	for line := range strings.Lines(abbreviations) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.Split(line, "|"))
		}
	}
	return lines
}

// SameNames are the names of the curated table as people write them; those of one list mean the same.
func SameNames() [][]string {
	lists := tabled()
	for i, names := range lists {
		var same []string
		for _, name := range names {
			if name = strings.TrimSpace(strings.TrimLeft(name, "~")); name != "-" {
				same = append(same, name)
			}
		}
		lists[i] = same
	}
	return lists
}

// add takes one line of the table: a short form and the names that mean the same.
func (l *Lexicon) add(short string, names []string) {
	m := meaning{long: Cut(names[0])}
	m.hits = phrasesIn(l.phrases, m.long)
	kind := shortForm
	if strings.HasPrefix(short, "~") {
		kind = anyCaseForm
	}
	m.short = l.put(Cut(short), kind)
	for _, name := range names {
		words := Cut(name)
		if kind = longForm; isShort(words) {
			kind = shortForm
		}
		l.put(words, kind)
	}
	l.meanings = append(l.meanings, m)
}

// put adds a form of the meaning that comes next, and gives what it is counted as if it is compared by word.
func (l *Lexicon) put(words []Word, kind formKind) *Sense {
	if len(words) == 0 {
		return nil
	}
	f := form{words: lowers(words), meaning: len(l.meanings), kind: kind}
	if kind == longForm {
		for i, w := range words {
			f.words[i] = w.Stem
		}
	} else {
		whole := strings.Join(f.words, "")
		f.whole = met.sense(whole, whole)
	}
	first := f.words[0]
	l.forms[first] = append(slices.Clip(l.formsOf(first)), f)
	return f.whole
}

// formsOf gives the forms that begin with a word.
func (l *Lexicon) formsOf(first string) []form {
	if own, ok := l.forms[first]; ok {
		return own
	}
	if decided := l.decided[first]; decided != nil {
		return decided()
	}
	if l.base == nil {
		return nil
	}
	return l.base.forms[first]
}

// differs reports whether the forms that begin with a word are not those of the table.
func (l *Lexicon) differs(first string) bool {
	_, own := l.forms[first]
	return own || l.decided[first] != nil
}

// noteOwn notes with which words and stems something of the lexicon's own begins.
func (l *Lexicon) noteOwn() {
	for first := range l.forms {
		l.begins(first, ownForm)
	}
	for first := range l.decided {
		l.begins(first, ownForm)
	}
	for first := range l.names {
		l.begins(first, ownName)
	}
}

func (l *Lexicon) begins(with string, what own) {
	n := int(met.sense(with, with).TermNumber)
	if n == Unnumbered { // as every word is then that is written so
		return
	}
	if n >= len(l.own) {
		l.own = append(l.own, make([]own, n+1-len(l.own))...)
	}
	l.own[n] |= what
}

// ownOf says what of the system's own may begin with a word.
func (l *Lexicon) ownOf(e *Entry) own {
	if e.sense.TermNumber == Unnumbered || e.sense.WordNumber == Unnumbered {
		return l.lookForOwn(e)
	}
	may := own(0)
	if n := int(e.sense.TermNumber); n < len(l.own) {
		may |= l.own[n] & ownForm
	}
	if n := int(e.sense.WordNumber); n < len(l.own) {
		may |= l.own[n]
	}
	return may
}

// lookForOwn is ownOf for words without a number.
func (l *Lexicon) lookForOwn(e *Entry) own {
	may := own(0)
	if l.differs(e.Lower) || l.differs(e.Stem) {
		may |= ownForm
	}
	if len(l.names[e.Lower]) > 0 {
		may |= ownName
	}
	return may
}

// look gives what is known of a word, which may have a number, in every system.
func (t *table) look(e *Entry, number int32) *look {
	if number == Unnumbered {
		return t.lookUp(e)
	}
	slot := &t.looks[number]
	known := slot.Load()
	if known == nil {
		known = t.lookUp(e)
		slot.Store(known)
	}
	return known
}

func (t *table) lookUp(e *Entry) *look {
	k := look{mark: mark(t.phrases, e), byWord: t.base.forms[e.Lower]}
	if e.Stem != e.Lower {
		k.byStem = t.base.forms[e.Stem]
	}
	return &k
}

// order puts longer forms before shorter ones; forms of one length keep the order of the table.
func (l *Lexicon) order() {
	for _, forms := range l.forms {
		slices.SortStableFunc(forms, func(a, b form) int { return len(b.words) - len(a.words) })
	}
}

// isShort reports whether a name is one word with capitals inside.
func isShort(name []Word) bool { return len(name) == 1 && name[0].capitals > 1 }

func lowers(list []Word) []string {
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
		table: l.table, meanings: slices.Clip(l.meanings),
		forms: map[string][]form{}, decided: map[string]func() []form{}, names: map[string][]Name{},
	}
	own.decide(texts)
	for _, p := range explainedIn(texts) {
		own.drop(lowers(Cut(p.Short)))
		own.add(p.Short, []string{p.Long})
		own.meanings[len(own.meanings)-1].own = true
	}
	own.order()
	own.know(names, texts)
	own.noteOwn()
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
		l.remove(short[0], func(f form) bool { return f.kind == shortForm && slices.Equal(f.words, short) })
	}
}

// remove forgets some of the forms that begin with a word.
func (l *Lexicon) remove(first string, which func(form) bool) {
	l.forms[first] = slices.DeleteFunc(slices.Clone(l.formsOf(first)), which)
}

// decide leaves one meaning to each short form that has several: the first whose long form stands in a text. Few systems
// use one, so the texts are looked through only then.
func (l *Lexicon) decide(texts []string) {
	for _, first := range l.several {
		l.decided[first] = sync.OnceValue(func() []form {
			forms := l.base.forms[first]
			short := shortForms(forms)
			keep := short[0].meaning
			for _, f := range slices.Backward(short) {
				if anySays(texts, l.meanings[f.meaning].long) {
					keep = f.meaning
				}
			}
			return slices.DeleteFunc(slices.Clone(forms), func(f form) bool { return isShortForm(f) && f.meaning != keep })
		})
	}
}

// shortForms gives the short forms of one word.
func shortForms(forms []form) []form {
	return slices.DeleteFunc(slices.Clone(forms), func(f form) bool { return !isShortForm(f) })
}

func isShortForm(f form) bool { return f.kind == shortForm && len(f.words) == 1 }

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
