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
	other   map[string]*known // words that are not remembered, as they were written

	// Of the text read last.
	words []Word
	looks []*look
	marks []ontology.Mark

	// Of the text at hand, at the end of what those before were given: a reading keeps its own part of a long list, so
	// that memory is asked for once in many texts.
	tokens []Token
	hits   []Hit
}

// atOnce is for how many tokens, or hits, memory is asked for.
const atOnce = 512

// after gives room for about so many after those that a list has, or elsewhere.
func after[T any](list []T, room int) []T {
	if cap(list)-len(list) < room {
		return make([]T, 0, max(atOnce, 2*room))
	}
	return list[len(list):]
}

// given is a list as a reading has it: what comes after is not its own, and of nothing there is none.
func given[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clip(list)
}

// NewAnalyser makes an analyser that knows what the lexicon knows.
func NewAnalyser(l *Lexicon) *Analyser {
	return &Analyser{lexicon: l, finder: l.phrases.NewFinder(), other: map[string]*known{}}
}

// Read gives the tokens of a text in the order of its words, without those that say nothing, and what it is about.
func (a *Analyser) Read(s string) Reading {
	a.cut(s)
	found := a.finder.Find(a.marks)
	a.tokens, a.hits = after(a.tokens, len(a.words)), after(a.hits, len(found))
	for _, m := range found {
		a.hit(m.Said, a.words[m.From].Start, a.words[m.To-1].End)
	}
	for at := 0; at < len(a.words); {
		own := a.lexicon.ownOf(a.words[at].Entry)
		if own&ownName != 0 {
			a.proper(at)
		}
		f, ok := a.match(at, own)
		if !ok {
			a.plain(s, at)
			at++
			continue
		}
		a.named(s, at, f)
		a.implied(at, f)
		at += len(f.words)
	}
	return Reading{Text: s, Tokens: given(a.tokens), Hits: given(a.hits)}
}

// Words gives the words of the text read last, small ones too. They are the analyser's until it reads the next.
func (a *Analyser) Words() []Word { return a.words }

// cut cuts the text and looks its words up.
func (a *Analyser) cut(s string) {
	a.words, a.looks, a.marks = a.words[:0], a.looks[:0], a.marks[:0]
	last := 0
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		opens := len(a.words) == 0 || s[last:start] != " " && strings.ContainsAny(s[last:start], sentenceEnds)
		word := a.lookUp(s[start:end])
		for i := range word.entries {
			e := &word.entries[i]
			look := a.lexicon.look(e, word.number(i))
			a.words, a.looks, a.marks = append(a.words, Word{e, start, end, opens}), append(a.looks, look), append(a.marks, look.mark)
			a.marks[len(a.marks)-1].Opens = opens
			opens = false
		}
		last = end
	}
}

// lookUp gives what a word is.
func (a *Analyser) lookUp(raw string) *known {
	if len(a.other) > 0 {
		if word, ok := a.other[raw]; ok {
			return word
		}
	}
	word := met.of(raw)
	if word.first == Unnumbered {
		a.other[raw] = word
	}
	return word
}

// match finds the longest form that begins at a word.
func (a *Analyser) match(at int, own own) (form, bool) {
	w := &a.words[at]
	byWord, byStem := a.looks[at].byWord, a.looks[at].byStem
	if own&ownForm != 0 {
		byWord, byStem = a.lexicon.formsOf(w.Lower), a.lexicon.formsOf(w.Stem)
	}
	if len(byWord)+len(byStem) == 0 && !w.plural { // as it is with most
		return form{}, false
	}
	best := a.longest(a.longest(nil, byWord, at), byStem, at)
	if best == nil && w.plural {
		return a.singular(at)
	}
	if best == nil {
		return form{}, false
	}
	return *best, true
}

// longest gives the first of the longest forms that begin at a word, if it is longer than the best so far.
func (a *Analyser) longest(best *form, forms []form, at int) *form {
	for i := range forms {
		if f := &forms[i]; (best == nil || len(f.words) > len(best.words)) && a.fits(f, at) {
			best = f
		}
	}
	return best
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

func (a *Analyser) fits(f *form, at int) bool {
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
		capitals += int(w.capitals)
	}
	return f.kind != shortForm || capitals > 1
}

// named adds the words of a form, and the other names of what it means.
func (a *Analyser) named(s string, at int, f form) {
	m := a.lexicon.meanings[f.meaning]
	start, end := a.words[at].Start, a.words[at+len(f.words)-1].End
	literal := f.kind != longForm
	if literal {
		a.called(m, start, end)
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

// called adds the name of the system's own that a short form of the system's own stands for.
func (a *Analyser) called(m meaning, start, end int) {
	if !m.own {
		return
	}
	for _, n := range a.lexicon.names[m.long[0].Lower] {
		if slices.EqualFunc(n.words, m.long, func(name string, w Word) bool { return name == w.Lower }) {
			a.tokens = append(a.tokens, Token{n.sense, start, end, Proper})
		}
	}
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
		list := a.lookUp(s[w.Start+start : w.Start+end]).entries
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
