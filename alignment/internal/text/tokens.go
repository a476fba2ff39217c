package text

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/alignment/ontology"
)

// Kind says where a token comes from.
type Kind uint8

// The kinds of token.
const (
	Plain    Kind = iota // a word of the text
	Expanded             // another name of what the text names: a short form, or a word of a long one
	Proper               // a name of the system's own, as a whole
)

// Token is a term with the bytes of the text that it stands for.
type Token struct {
	*Sense

	Start, End int
	Kind       Kind
}

// Reading is what an analyser made of a text.
type Reading struct {
	Text   string
	Tokens []Token
	Hits   []Hit
}

// Within gives the part of a reading that stands between two bytes of its text.
func (r Reading) Within(from, to int) Reading {
	part := Reading{Text: r.Text}
	for _, t := range r.Tokens {
		if from <= t.Start && t.End <= to {
			part.Tokens = append(part.Tokens, t)
		}
	}
	for _, h := range r.Hits {
		if from <= h.Start && h.End <= to {
			part.Hits = append(part.Hits, h)
		}
	}
	return part
}

// Analyser turns texts into tokens. It is not safe for concurrent use.
type Analyser struct {
	lexicon *Lexicon
	finder  *ontology.Finder
	begins  []begins           // by the number of a word
	other   map[string][]Entry // words that are not remembered, as they were written

	// Of the text read last.
	words  []Word
	marks  []ontology.Mark
	tokens []Token
	hits   []Hit
}

// begins says what a word may begin, so that tables are looked into only where that may lead somewhere.
type begins uint8

const (
	lookedUp begins = 1 << iota
	aForm
	aName
)

// NewAnalyser makes an analyser that knows what the lexicon knows.
func NewAnalyser(l *Lexicon) *Analyser {
	return &Analyser{lexicon: l, finder: l.phrases.NewFinder(), begins: make([]begins, mostWords), other: map[string][]Entry{}}
}

// Read gives the tokens of a text in the order of its words, without those that say nothing, and what it is about.
func (a *Analyser) Read(s string) Reading {
	a.cut(s)
	a.tokens, a.hits = a.tokens[:0], a.hits[:0]
	for _, m := range a.finder.Find(a.marks) {
		a.hit(m.Said, a.words[m.From].Start, a.words[m.To-1].End)
	}
	for at := 0; at < len(a.words); {
		does := a.beginning(a.words[at].Entry)
		if does&aName != 0 {
			a.proper(at)
		}
		if does&aForm != 0 {
			if f, ok := a.match(at); ok {
				a.named(s, at, f)
				a.implied(at, f)
				at += len(f.words)
				continue
			}
		}
		a.plain(s, at)
		at++
	}
	return Reading{Text: s, Tokens: append([]Token(nil), a.tokens...), Hits: append([]Hit(nil), a.hits...)}
}

// Words gives the words of the text read last, small ones too. They are the analyser's until it reads the next.
func (a *Analyser) Words() []Word { return a.words }

// cut cuts the text and looks its words up.
func (a *Analyser) cut(s string) {
	a.words, a.marks = a.words[:0], a.marks[:0]
	last := 0
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		opens := len(a.words) == 0 || s[last:start] != " " && strings.ContainsAny(s[last:start], sentenceEnds)
		list := a.lookUp(s[start:end])
		for i := range list {
			a.words = append(a.words, Word{&list[i], start, end, opens})
			mark := *a.lexicon.phrases.mark(&list[i])
			mark.Opens = opens
			a.marks = append(a.marks, mark)
			opens = false
		}
		last = end
	}
}

// lookUp gives what a word is.
func (a *Analyser) lookUp(raw string) []Entry {
	if list, ok := a.other[raw]; ok {
		return list
	}
	list, remembered := met.of(raw)
	if !remembered {
		a.other[raw] = list
	}
	return list
}

// beginning says what a word may begin.
func (a *Analyser) beginning(e *Entry) begins {
	if e.sense.Number == Unnumbered {
		return a.lexicon.beginning(e)
	}
	known := &a.begins[e.sense.Number]
	if *known == 0 {
		*known = lookedUp | a.lexicon.beginning(e)
	}
	return *known
}

func (l *Lexicon) beginning(e *Entry) begins {
	does := begins(0)
	if e.plural || len(l.formsOf(e.Lower))+len(l.formsOf(e.Stem)) > 0 {
		does |= aForm
	}
	if len(l.names[e.Lower]) > 0 {
		does |= aName
	}
	return does
}

// match finds the longest form that begins at a word.
func (a *Analyser) match(at int) (form, bool) {
	w := &a.words[at]
	best := form{}
	consider := func(first string) {
		for _, f := range a.lexicon.formsOf(first) {
			if len(f.words) > len(best.words) && a.fits(f, at) {
				best = f
			}
		}
	}
	consider(w.Lower)
	if w.Stem != w.Lower {
		consider(w.Stem)
	}
	if len(best.words) == 0 && w.plural {
		return a.singular(at)
	}
	return best, len(best.words) > 0
}

// singular finds the short form in EPRs.
func (a *Analyser) singular(at int) (form, bool) {
	forms := a.lexicon.formsOf(strings.TrimSuffix(a.words[at].Lower, "s"))
	i := slices.IndexFunc(forms, isShortForm)
	if i < 0 {
		return form{}, false
	}
	return forms[i], true
}

func (a *Analyser) fits(f form, at int) bool {
	if at+len(f.words) > len(a.words) {
		return false
	}
	capitals := 0
	for i, want := range f.words {
		w := &a.words[at+i]
		got := w.Lower
		if f.kind == longForm {
			got = w.Stem
		}
		if got != want {
			return false
		}
		capitals += w.capitals
	}
	return f.kind != shortForm || capitals > 1
}

// named adds the words of a form, and the other names of what it means.
func (a *Analyser) named(s string, at int, f form) {
	m := a.lexicon.meanings[f.meaning]
	start, end := a.words[at].Start, a.words[at+len(f.words)-1].End
	literal := f.kind != longForm
	if literal {
		a.tokens = append(a.tokens, Token{f.whole, start, end, Plain})
	} else {
		for i := range f.words {
			a.plain(s, at+i)
		}
	}
	if m.short != nil && (!literal || m.short.Term != f.whole.Term) {
		a.tokens = append(a.tokens, Token{m.short, start, end, Expanded})
	}
	for _, w := range m.long {
		if !stopWords[w.Lower] && (literal || !slices.Contains(f.words, w.Stem)) {
			a.tokens = append(a.tokens, Token{&w.sense, start, end, Expanded})
		}
	}
}

func (a *Analyser) hit(said ontology.Said, start, end int) {
	a.hits = append(a.hits, Hit{said, start, end, a.lexicon.phrases.At(said.Capability).Code})
}

// implied adds what the long form of a short one is about, unless it lies within a longer phrase.
func (a *Analyser) implied(at int, f form) {
	start, end := a.words[at].Start, a.words[at+len(f.words)-1].End
	for _, said := range a.lexicon.meanings[f.meaning].hits {
		known := slices.ContainsFunc(a.hits, func(h Hit) bool {
			within := h.Start <= start && end <= h.End && h.End-h.Start > end-start
			return within || h.Phrase == said.Phrase || h.Capability == said.Capability && h.Start < end && start < h.End
		})
		if !known {
			a.hit(said, start, end)
		}
	}
}

// plain adds a word, or the words inside a word with humps, unless it says nothing.
func (a *Analyser) plain(s string, at int) {
	w := &a.words[at]
	if w.capitals > 0 && w.End-w.Start <= longestWord {
		if parts := humps(s[w.Start:w.End]); len(parts) > 1 {
			a.humped(s, w, parts)
			return
		}
	}
	if w.says {
		a.tokens = append(a.tokens, Token{&w.sense, w.Start, w.End, Plain})
	}
}

func (a *Analyser) humped(s string, w *Word, parts []int) {
	for i, start := range parts {
		end := w.End - w.Start
		if i+1 < len(parts) {
			end = parts[i+1]
		}
		list := a.lookUp(s[w.Start+start : w.Start+end])
		for part := range list {
			if list[part].says {
				a.tokens = append(a.tokens, Token{&list[part].sense, w.Start + start, w.Start + end, Plain})
			}
		}
	}
}

// says reports whether a word says anything: small words and single letters do not, single digits do.
func says(lower string) bool {
	if stopWords[lower] || lower == "" {
		return false
	}
	return utf8.RuneCountInString(lower) > 1 || '0' <= lower[0] && lower[0] <= '9'
}
