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
	Start, End int
	Term       string // what is compared: a stem, a short form, a name
	Word       string // what the term was made from, in lower case; empty for a name
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

// Analyser turns texts into tokens. It remembers words it has seen and is not safe for concurrent use.
type Analyser struct {
	lexicon *Lexicon
	stems   stems
	known   map[string][]Word // by the word as written: what it is, at place 0
	words   []Word
	marks   []ontology.Mark
	finder  *ontology.Finder
}

// NewAnalyser makes an analyser that knows what the lexicon knows.
func NewAnalyser(l *Lexicon) *Analyser {
	return &Analyser{lexicon: l, stems: stems{}, known: map[string][]Word{}, finder: l.phrases.NewFinder()}
}

// Read gives the tokens of a text in the order of its words, without those that say nothing, and what it is about.
func (a *Analyser) Read(s string) Reading {
	a.mark(s)
	r := Reading{Text: s, Tokens: make([]Token, 0, len(a.words))}
	for _, m := range a.finder.Find(a.marks) {
		r.Hits = append(r.Hits, hit(a.lexicon.phrases, m.Said, a.words[m.From].Start, a.words[m.To-1].End))
	}
	for at := 0; at < len(a.words); {
		if a.words[at].leads.name {
			r.Tokens = a.proper(r.Tokens, at)
		}
		f, ok := a.match(at)
		if !ok {
			r.Tokens = a.plain(r.Tokens, s, at)
			at++
			continue
		}
		r.Tokens = a.named(r.Tokens, s, at, f)
		r.Hits = a.implied(r.Hits, at, f)
		at += len(f.words)
	}
	return r
}

// Words gives the words of the text read last, small ones too. They are the analyser's until it reads the next.
func (a *Analyser) Words() []Word { return a.words }

// mark cuts the text and looks its words up.
func (a *Analyser) mark(s string) {
	a.words, a.marks = a.words[:0], a.marks[:0]
	last := 0
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		opens := len(a.words) == 0 || s[last:start] != " " && strings.ContainsAny(s[last:start], sentenceEnds)
		for _, w := range a.lookUp(s[start:end]) {
			w.Start, w.End, w.Opens = start, end, opens
			w.mark.Opens = opens
			a.words, a.marks = append(a.words, w), append(a.marks, w.mark)
			opens = false
		}
		last = end
	}
}

// lookUp gives what a word is. People use few words and use them often, so each is looked at once.
func (a *Analyser) lookUp(raw string) []Word {
	found, ok := a.known[raw]
	if ok {
		return found
	}
	found = slices.Clone(met.of(raw, a.stems.of))
	for i := range found {
		w := &found[i]
		w.leads = leads{
			form: len(a.lexicon.forms[w.Lower])+len(a.lexicon.forms[w.Stem]) > 0 || w.plural,
			name: len(a.lexicon.names[w.Lower]) > 0,
		}
		w.mark = mark(a.lexicon.phrases, *w)
	}
	a.known[raw] = found
	return found
}

// match finds the longest form that begins at a word.
func (a *Analyser) match(at int) (form, bool) {
	w := &a.words[at]
	best := form{}
	if !w.leads.form {
		return best, false
	}
	consider := func(first string) {
		for _, f := range a.lexicon.forms[first] {
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
	forms := a.lexicon.forms[strings.TrimSuffix(a.words[at].Lower, "s")]
	i := slices.IndexFunc(forms, func(f form) bool { return f.kind == shortForm && len(f.words) == 1 })
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
func (a *Analyser) named(tokens []Token, s string, at int, f form) []Token {
	m := a.lexicon.meanings[f.meaning]
	whole := Token{Start: a.words[at].Start, End: a.words[at+len(f.words)-1].End}
	literal := f.kind != longForm
	if literal {
		whole.Word = strings.Join(f.words, "")
		whole.Term = whole.Word
		tokens = append(tokens, whole)
	} else {
		for i := range f.words {
			tokens = a.plain(tokens, s, at+i)
		}
	}
	other := whole
	other.Kind = Expanded
	if m.short != "" && m.short != whole.Term {
		other.Word, other.Term = m.short, m.short
		tokens = append(tokens, other)
	}
	for _, w := range m.long {
		stem := a.stems.of(w.Lower)
		if !stopWords[w.Lower] && (literal || !slices.Contains(f.words, stem)) {
			other.Word, other.Term = w.Lower, stem
			tokens = append(tokens, other)
		}
	}
	return tokens
}

// implied adds what the long form of a short one is about, unless it lies within a longer phrase.
func (a *Analyser) implied(hits []Hit, at int, f form) []Hit {
	start, end := a.words[at].Start, a.words[at+len(f.words)-1].End
	for _, said := range a.lexicon.meanings[f.meaning].hits {
		known := slices.ContainsFunc(hits, func(h Hit) bool {
			within := h.Start <= start && end <= h.End && h.End-h.Start > end-start
			return within || h.Phrase == said.Phrase || h.Capability == said.Capability && h.Start < end && start < h.End
		})
		if !known {
			hits = append(hits, hit(a.lexicon.phrases, said, start, end))
		}
	}
	return hits
}

// plain adds a word, or the words inside a word with humps, unless it says nothing.
func (a *Analyser) plain(tokens []Token, s string, at int) []Token {
	w := &a.words[at]
	if w.capitals > 0 && w.End-w.Start <= longestWord {
		if parts := humps(s[w.Start:w.End]); len(parts) > 1 {
			return a.humped(tokens, s, *w, parts)
		}
	}
	if !w.says {
		return tokens
	}
	return append(tokens, Token{Start: w.Start, End: w.End, Term: w.Stem, Word: w.Lower})
}

func (a *Analyser) humped(tokens []Token, s string, w Word, parts []int) []Token {
	for i, start := range parts {
		end := w.End - w.Start
		if i+1 < len(parts) {
			end = parts[i+1]
		}
		for _, part := range normalForms(s[w.Start+start : w.Start+end]) {
			if says(part) {
				tokens = append(tokens, Token{Start: w.Start + start, End: w.Start + end, Term: a.stems.of(part), Word: part})
			}
		}
	}
	return tokens
}

// says reports whether a word says anything: small words and single letters do not, single digits do.
func says(lower string) bool {
	if stopWords[lower] || lower == "" {
		return false
	}
	return utf8.RuneCountInString(lower) > 1 || '0' <= lower[0] && lower[0] <= '9'
}
