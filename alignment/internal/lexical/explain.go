package lexical

import (
	"math"
	"slices"
)

// Way is a way in which two texts have something in common.
type Way uint8

// The ways.
const (
	ByWord    Way = iota // a term
	ByPart               // parts of a word
	ByTheme              // a theme
	ByNeed               // a capability
	ByMeaning            // what both say as a whole
)

// Share is what one thing adds to a score.
type Share struct {
	Way    Way
	Term   string  // a term, a word as written, or a theme; of meaning nothing
	Weight float64 // of the score
	Own    bool    // the target's text has the term; it was not learned from the texts around it
	Taught bool    // it speaks against, or most of a word that is not the target's own comes from people's decisions
}

// Explain takes a score apart, into a slice that it may use again; the weights of all shares add up to the score, and
// gross is what they add up to when none counts against it. Those that weigh less than some part of the heaviest are
// left out.
func (f *Fit) Explain(shares []Share, row, target int, least float64) (list []Share, gross float64) {
	taught, wide, own := f.wordsFor(row, target), f.wordTargets[target], f.ownTargets[target]
	words := f.wordRows.of(row)
	for _, c := range words.counts {
		if w, weight := taught.at(c.term), words.weight(c); w != 0 && weight > 0 {
			has := own.at(c.term) > 0
			shares = append(shares, Share{
				Way: ByWord, Term: f.vocab.words.terms[c.term], Weight: weight * w,
				Own: has, Taught: w < 0 || !has && w > 2*wide.at(c.term),
			})
		}
	}
	parts := f.rows.parts.of(row)
	for _, c := range parts.counts {
		if w := partsShare * parts.n(c) * f.letters.row(c.term)[target]; w > 0 {
			shares = append(shares, Share{Way: ByPart, Term: f.vocab.parts.terms[c.term], Weight: w / f.partLengths[row], Own: true})
		}
	}
	scale := f.themeScale[target]
	shares = f.themes.shares(shares, row, target, themesShare*scale, ByTheme)
	shares = f.needs.shares(shares, row, target, needsShare*scale, ByNeed)
	shares = f.shareOfMeaning(shares, row, target)
	heaviest := 0.0
	for _, s := range shares {
		heaviest = max(heaviest, math.Abs(s.Weight))
		gross += math.Abs(s.Weight)
	}
	return slices.DeleteFunc(shares, func(s Share) bool { return math.Abs(s.Weight) < least*heaviest }), gross
}

// shares adds the shares of what phrases of a row and a target both speak of.
func (p phrases) shares(list []Share, row, target int, scale float64, way Way) []Share {
	said := p.rows.of(row)
	for _, c := range said.counts {
		if w := scale * said.weight(c) * p.targets[target].at(c.term); w > 0 {
			list = append(list, Share{Way: way, Term: p.terms[c.term], Weight: w, Own: true})
		}
	}
	return list
}

// Alike gives the word of a target that shares most parts with a word of a row, or nothing; of equals the shortest.
func (f *Fit) Alike(word string, target int) string {
	id, ok := f.written()[word]
	if !ok {
		return ""
	}
	var met []int32
	spelled := f.spelled[target]()
	for part := range f.spelling.of(id) {
		met = append(met, spelled[part]...)
	}
	slices.Sort(met)
	best, most := "", 0
	for i := 0; i < len(met); {
		n := 1
		for i+n < len(met) && met[i+n] == met[i] {
			n++
		}
		if like := f.vocab.parts.terms[met[i]]; n > most || n == most && nearer(like, best) {
			best, most = like, n
		}
		i += n
	}
	return best
}

// nearer prefers the shorter of two words, and of equals the first of the alphabet.
func nearer(word, than string) bool {
	return len(word) < len(than) || len(word) == len(than) && word < than
}

// wordsByPart lists the words of a document that have each part.
func wordsByPart(b bag, parts spelled) map[int32][]int32 {
	words := map[int32][]int32{}
	for _, c := range b.counts {
		for part := range parts.of(c.term) {
			words[part] = append(words[part], c.term)
		}
	}
	return words
}
