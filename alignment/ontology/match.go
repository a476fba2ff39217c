package ontology

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// The notation of phrases.
const (
	gap     = "~" // up to widest words may stand here
	exactly = "=" // before a word that is meant as it is written, in no other inflection
	widest  = 2
)

// Spelled is a word of a phrase: as it is written, in lower case, and its stem.
type Spelled struct{ Lower, Stem string }

// Matcher finds the phrases of an ontology in texts. It is read only and safe for concurrent use.
type Matcher struct {
	*Ontology

	stems, words map[string]int32 // numbers from 1
	nodes        []node           // the tree of phrases; the first is its root
	phrases      int
}

// node is what has been said of some phrases.
type node struct {
	stems, words []step // where a word leads by its stem, and as it is written
	gap          int32  // where a gap leads, or 0
	ends         []end  // the phrases that are complete
}

// step leads by a word to a node.
type step struct{ word, node int32 }

// by gives the node to which a word leads, or 0.
func by(steps []step, word int32) int32 {
	for _, s := range steps {
		if s.word == word {
			return s.node
		}
	}
	return 0
}

// end is a phrase that ends at a node.
type end struct {
	Said

	spelling spelling
}

// spelling says how a phrase has to be written.
type spelling uint8

const (
	anyhow     spelling = iota
	capitalled          // its first word with a capital
	shortForm           // with two capitals or more
)

// Said is a phrase of a capability.
type Said struct {
	Capability int      // its place
	Phrase     int      // its number among all phrases: saying the same thing twice adds nothing
	Weight     float64  // the square root of the number of its words, for longer phrases say more
	Given      bool     // it names the capability's national service
	Themes     ThemeSet // those that it speaks for: of several capabilities at one place one speaks for their common theme
}

// ThemeSet is a set of Themes, a bit for each.
type ThemeSet uint64

// First gives the place of the first of some themes among Themes.
func (s ThemeSet) First() int { return bits.TrailingZeros64(uint64(s)) }

// Rest is the set without its first theme.
func (s ThemeSet) Rest() ThemeSet { return s & (s - 1) }

// shortWeight is what a short form says: more than one common word.
var shortWeight = math.Sqrt2

// Matcher makes the tree of phrases. Cut cuts a phrase as texts are cut.
func (o *Ontology) Matcher(cut func(phrase string) []Spelled) *Matcher {
	m := &Matcher{
		Ontology: o, stems: map[string]int32{}, words: map[string]int32{}, nodes: make([]node, 1),
	}
	for i, c := range o.list {
		var themes ThemeSet
		for _, name := range append([]string{c.Theme}, c.Also...) {
			place, _ := theme(name)
			themes |= 1 << place
		}
		put := func(p string, given bool, s spelling) {
			m.add(p, end{Said: Said{Capability: i, Given: given, Themes: themes}, spelling: s}, cut)
		}
		for _, p := range c.GivenBy {
			put(p, true, anyhow)
		}
		for _, p := range c.Short {
			put(asWritten(p, cut), c.named(p), shortForm)
		}
		for _, p := range c.Products {
			put(asWritten(p, cut), false, capitalled)
		}
		for _, p := range c.Phrases {
			put(p, c.named(p), anyhow)
		}
	}
	return m
}

// named reports whether a phrase or a short form names the capability's given.
func (c Capability) named(phrase string) bool {
	if len(c.GivenBy) == 0 {
		return c.Given != ""
	}
	return slices.ContainsFunc(c.GivenBy, func(by string) bool { return strings.EqualFold(by, phrase) })
}

// asWritten marks every word of a name as meant as it is written.
func asWritten(name string, cut func(string) []Spelled) string {
	var pieces []string
	for _, w := range cut(name) {
		pieces = append(pieces, exactly+w.Lower)
	}
	return strings.Join(pieces, " ")
}

// add puts a phrase into the tree, unless the capability has it already.
func (m *Matcher) add(phrase string, e end, cut func(string) []Spelled) {
	at, words := int32(0), 0
	for piece := range strings.FieldsSeq(phrase) {
		if piece == gap {
			if m.nodes[at].gap == 0 {
				m.nodes[at].gap = m.grow()
			}
			at = m.nodes[at].gap
			continue
		}
		bare, exact := strings.CutPrefix(piece, exactly)
		for _, w := range cut(bare) {
			at = m.follow(at, w, exact)
			words++
		}
	}
	ends := &m.nodes[at].ends
	if at == 0 || slices.ContainsFunc(*ends, func(o end) bool { return o.Capability == e.Capability }) {
		return
	}
	e.Phrase = m.phrases
	m.phrases++
	e.Weight = math.Sqrt(float64(words))
	if e.spelling == shortForm {
		e.Weight = max(e.Weight, shortWeight)
	}
	*ends = append(*ends, e)
}

// follow gives the node to which a word leads.
func (m *Matcher) follow(from int32, w Spelled, exact bool) int32 {
	word := number(m.stems, w.Stem)
	steps := func() *[]step { return &m.nodes[from].stems }
	if exact {
		word = number(m.words, w.Lower)
		steps = func() *[]step { return &m.nodes[from].words }
	}
	to := by(*steps(), word)
	if to == 0 {
		to = m.grow()
		*steps() = append(*steps(), step{word, to})
	}
	return to
}

func (m *Matcher) grow() int32 {
	m.nodes = append(m.nodes, node{})
	return int32(len(m.nodes) - 1) //nolint:gosec // phrases have far fewer words than an int32 holds
}

func number(of map[string]int32, word string) int32 {
	n, known := of[word]
	if !known {
		n = int32(len(of) + 1) //nolint:gosec // phrases have far fewer words than an int32 holds
		of[word] = n
	}
	return n
}

// Mark is what a matcher needs to know of a word of a text.
type Mark struct {
	stem, word        int32
	first, firstExact int32 // where it leads when a phrase begins with it, or 0
	Capitals          uint8 // how many capital letters it has
	Initial           bool  // begins with one
	Opens             bool  // begins a sentence: no phrase reaches across
}

// Mark looks a word up. The caller says how it is written and where it stands.
func (m *Matcher) Mark(lower, stem string) Mark {
	k := Mark{stem: m.stems[stem], word: m.words[lower]}
	k.first, k.firstExact = by(m.nodes[0].stems, k.stem), by(m.nodes[0].words, k.word)
	return k
}

// Match is a phrase in a text.
type Match struct {
	Said

	From, To int // words: from the first up to, but not including, To
}

// Finder finds phrases in one text after another. It is not safe for concurrent use.
type Finder struct {
	m     *Matcher
	marks []Mark
	here  []ending // the phrases that begin at the word at hand
	found []Match
}

type ending struct {
	*end

	to int
}

// NewFinder makes a finder.
func (m *Matcher) NewFinder() *Finder { return &Finder{m: m} }

// Find gives the phrases in a text, in the order in which they begin, but for those that lie within a longer one: a
// primary care network is no network. Its time is linear in the number of words. The answer is the finder's until it
// finds again.
func (f *Finder) Find(marks []Mark) []Match {
	f.marks, f.found = marks, f.found[:0]
	covered := 0
	for at := range marks {
		k := &marks[at]
		if k.first == 0 && k.firstExact == 0 {
			continue
		}
		f.here = f.here[:0]
		f.arrive(k.first, at, at+1)
		f.arrive(k.firstExact, at, at+1)
		slices.SortStableFunc(f.here, func(a, b ending) int {
			return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(a.Phrase, b.Phrase))
		})
		if len(f.here) > 0 && f.here[0].to > covered {
			covered = f.here[0].to
			f.take(at)
		}
	}
	return f.found
}

// take keeps the longest of the phrases at hand, each theme and each capability once.
func (f *Finder) take(at int) {
	var spoken ThemeSet
	before := len(f.found)
	for _, e := range f.here {
		twice := slices.ContainsFunc(f.found[before:], func(m Match) bool { return m.Capability == e.Capability })
		if e.to < f.here[0].to || twice {
			continue
		}
		match := Match{Said: e.Said, From: at, To: e.to}
		match.Themes &^= spoken
		spoken |= e.Themes
		f.found = append(f.found, match)
	}
}

// walk follows the phrases on from a node, with the word at a place.
func (f *Finder) walk(n *node, from, at int) {
	if at >= len(f.marks) || f.marks[at].Opens {
		return
	}
	k := &f.marks[at]
	f.arrive(by(n.stems, k.stem), from, at+1)
	f.arrive(by(n.words, k.word), from, at+1)
}

// arrive notes the phrases that end at a node, if it is one, and follows those that go on.
func (f *Finder) arrive(at int32, from, to int) {
	if at == 0 {
		return
	}
	n := &f.m.nodes[at]
	for i := range n.ends {
		if e := &n.ends[i]; f.written(e.spelling, from, to) {
			f.here = append(f.here, ending{e, to})
		}
	}
	f.walk(n, from, to)
	if n.gap == 0 {
		return
	}
	over := &f.m.nodes[n.gap]
	for skip := to; skip <= to+widest; skip++ {
		f.walk(over, from, skip)
		if skip < len(f.marks) && f.marks[skip].Opens {
			return
		}
	}
}

func (f *Finder) written(s spelling, from, to int) bool {
	switch s {
	case anyhow:
		return true
	case capitalled:
		return f.marks[from].Initial
	case shortForm:
		capitals := 0
		for _, k := range f.marks[from:to] {
			capitals += int(k.Capitals)
		}
		return capitals > 1
	}
	return false
}
