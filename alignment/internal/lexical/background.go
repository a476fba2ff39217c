package lexical

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Background is what a corpus says of its terms and targets to those who may not read its objectives: how many of them
// use a term that three or more organisations use, what the targets' words were widened to with such terms, and the mean
// and spread of each target's scores. It stands for the objectives where others are fitted.
type Background struct {
	Objectives int              `json:"objectives"`
	Words      map[string]int32 `json:"words"` // by term: the objectives that have it
	Parts      map[string]int32 `json:"parts"`
	Themes     map[string]int32 `json:"themes"`
	Needs      map[string]int32 `json:"needs"`
	Sets       [][]Backdrop     `json:"sets"` // by set and target
}

// Backdrop is what the objectives of a corpus make of a target. Without words nothing is known of it.
type Backdrop struct {
	Words  map[string]float64 `json:"words,omitempty"` // the widened vector, by term
	Mean   float64            `json:"mean,omitempty"`
	Spread float64            `json:"spread,omitempty"`
}

// Background gives what a corpus and its fits, one for each set, may say to those who may not read the objectives; where
// fewer than three organisations wrote them that is nothing.
func (c *Corpus) Background(fits ...*Fit) *Background {
	if len(slices.Compact(slices.Sorted(slices.Values(c.owners)))) < fewestUsers {
		return nil
	}
	b := &Background{
		Objectives: c.objectives,
		Words:      c.used.words.known(c.vocab.words.terms),
		Parts:      c.used.parts.known(names(c.vocab.parts.terms, c.spelling.spelled)),
		Themes:     c.used.themes.known(c.vocab.themes.terms),
		Needs:      c.used.needs.known(c.vocab.needs.terms),
	}
	for _, f := range fits {
		set := make([]Backdrop, f.size)
		for j, column := range f.byTexts {
			set[j] = Backdrop{map[string]float64{}, column.mean, column.spread}
			for _, e := range f.wordTargets[j] {
				set[j].Words[c.vocab.words.terms[e.term]] = e.w
			}
		}
		b.Sets = append(b.Sets, set)
	}
	return b
}

// known gives the common terms with the number of objectives that have them.
func (u usage) known(terms []string) map[string]int32 {
	known := map[string]int32{}
	for t, is := range u.common {
		if is && u.df[t] > 0 {
			known[terms[t]] = u.df[t]
		}
	}
	return known
}

// usage is how much the objectives of the background use so many terms, of which those with a name come first; they use no
// other.
func (b *Background) usage(named []string, terms int, known map[string]int32) usage {
	u := usage{b.Objectives, make([]bool, terms), make([]int32, terms)}
	for t, term := range named {
		u.df[t], u.common[t] = known[term]
	}
	return u.levelled()
}

// parts lists the parts of words that the background knows, the shorter ones first.
func (b *Background) parts() []string {
	if b == nil {
		return nil
	}
	return slices.SortedFunc(maps.Keys(b.Parts), func(x, y string) int {
		return cmp.Or(cmp.Compare(utf8.RuneCountInString(x), utf8.RuneCountInString(y)), strings.Compare(x, y))
	})
}

// enter numbers the terms that targets were widened with, for decisions to move them too.
func (b *Background) enter(v vocabularies) {
	if b == nil {
		return
	}
	for _, set := range b.Sets {
		for _, s := range set {
			for _, term := range slices.Sorted(maps.Keys(s.Words)) {
				v.words.id(term)
			}
		}
	}
}

// widened gives the words of each target as the background has them, and where it knows nothing of one, its own.
func (b *Background) widened(set int, own []vector, terms *vocabulary) []vector {
	wide := slices.Clone(own)
	for j := range wide {
		s := b.of(set, j)
		if len(s.Words) == 0 {
			continue
		}
		wide[j] = make(vector, 0, len(s.Words))
		for term, w := range s.Words {
			wide[j] = append(wide[j], entry{terms.id(term), w})
		}
		slices.SortFunc(wide[j], func(x, y entry) int { return int(x.term - y.term) })
	}
	return wide
}

// columns gives the mean and spread of each target's scores, and of one that nothing is known of, what is usual.
func (b *Background) columns(set, targets int) []column {
	columns := make([]column, targets)
	for j := range columns {
		columns[j] = column{usualMean, usualSpread}
		if s := b.of(set, j); len(s.Words) > 0 {
			columns[j] = column{s.Mean, s.Spread}
		}
	}
	return columns
}

func (b *Background) of(set, target int) Backdrop {
	if set < len(b.Sets) && target < len(b.Sets[set]) {
		return b.Sets[set][target]
	}
	return Backdrop{}
}

// names gives the text of every part of some words, by its number; nothing comes before the parts of words.
func names(words []string, parts spelled) []string {
	list := make([]string, parts.parts())
	for w, word := range words {
		texts := partsOf(word)
		for part := range parts.of(int32(w)) {
			list[part], texts = texts[0], texts[1:]
		}
	}
	return list
}
