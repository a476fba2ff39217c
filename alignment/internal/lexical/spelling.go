package lexical

import (
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// The parts of a word that are compared: runs of three to five letters, the edges of the word counting as one.
const (
	shortestPart = 3
	longestPart  = 5
)

// spelled lists the parts of words, one word after the other: a slice for each would take as much room again.
type spelled struct {
	start []int32 // by word: where its parts begin; one more says where the last ones end
	parts []int32
}

// of gives the parts of a word.
func (s spelled) of(word int32) []int32 { return s.parts[s.start[word]:s.start[word+1]] }

// words is how many words are spelled.
func (s spelled) words() int { return len(s.start) - 1 }

// spelling knows the parts of words.
type spelling struct {
	spelled

	rarity []float64 // by part: ln((1 + N)/(1 + df)) + 1
}

// speller numbers the parts of words in the order in which it meets them.
type speller struct {
	slots []slot           // parts of ASCII; a power of two of them, at most half in use
	short int              // how many are in use
	other map[string]int32 // other parts
	parts []int32          // of all words, one after the other
}

// slot is a part of ASCII and its number in one word of the machine, so that as many as can be are at hand at once: five
// letters of seven bits, the first of which is not 0, and 29 bits for a number. A slot in which nothing is has neither.
type slot uint64

const (
	letterBits = 7
	numberBits = 64 - longestPart*letterBits
)

func (s slot) key() uint64   { return uint64(s) >> numberBits }
func (s slot) number() int32 { return int32(s & (1<<numberBits - 1)) }

// spell numbers some parts and then those of all words.
func spell(first, words []string, on *scratch) (spelled, int) {
	most := 0
	for _, word := range words {
		most += (longestPart - shortestPart + 1) * len(word)
	}
	// About a third of the parts of a vocabulary are new ones.
	s := speller{slots: room(&on.slots, 1<<bits.Len(uint(max(most/2, 512)))), other: map[string]int32{}, parts: make([]int32, 0, most)}
	for _, part := range first {
		s.numberRunes(part)
	}
	start := make([]int32, len(words)+1)
	for w, word := range words {
		s.take(word)
		start[w+1] = int32(len(s.parts)) //nolint:gosec // far fewer letters than an int32 holds
	}
	on.slots = s.slots // which may have grown
	return spelled{start, s.parts}, s.met()
}

func (s *speller) met() int { return s.short + len(s.other) }

// take numbers the parts of one word, from the shortest to the longest.
func (s *speller) take(word string) {
	if !ascii(word) {
		s.takeRunes("_" + word + "_")
		return
	}
	for size := shortestPart; size <= longestPart; size++ {
		all := uint64(1)<<(letterBits*size) - 1
		key := uint64('_')
		for i := range len(word) {
			key = (key<<letterBits | uint64(word[i])) & all
			if i+2 >= size {
				s.parts = append(s.parts, s.number(key))
			}
		}
		if len(word)+2 >= size {
			s.parts = append(s.parts, s.number((key<<letterBits|'_')&all))
		}
	}
}

// takeRunes is take for words with letters that take several bytes. A part of ASCII in one is the same part elsewhere.
func (s *speller) takeRunes(edged string) {
	starts := make([]int, 0, len(edged)+1)
	for i := range edged {
		starts = append(starts, i)
	}
	starts = append(starts, len(edged))
	runes := len(starts) - 1
	for size := shortestPart; size <= longestPart; size++ {
		for i := 0; i+size <= runes; i++ {
			s.parts = append(s.parts, s.numberRunes(edged[starts[i]:starts[i+size]]))
		}
	}
}

func (s *speller) numberRunes(part string) int32 {
	if !ascii(part) || len(part) > longestPart {
		id, ok := s.other[part]
		if !ok {
			id = int32(s.met()) //nolint:gosec // far fewer parts than an int32 holds
			s.other[part] = id
		}
		return id
	}
	key := uint64(0)
	for i := range len(part) {
		key = key<<letterBits | uint64(part[i])
	}
	return s.number(key)
}

// number looks a part up, or gives it the next number.
func (s *speller) number(key uint64) int32 {
	at := s.find(key)
	if s.slots[at] != 0 {
		return s.slots[at].number()
	}
	id := s.met()
	s.slots[at] = slot(key<<numberBits | uint64(id)) //nolint:gosec // never negative
	s.short++
	if 2*s.short > len(s.slots) {
		old := s.slots
		s.slots = make([]slot, 2*len(old))
		for _, o := range old {
			if o != 0 {
				s.slots[s.find(o.key())] = o
			}
		}
	}
	return int32(id) //nolint:gosec // far fewer parts than an int32 holds
}

// find gives the slot of a part, or the empty one where it belongs: open addressing, the hash is Knuth's.
func (s *speller) find(key uint64) int {
	mask := len(s.slots) - 1
	at := int(key*0x9E3779B97F4A7C15>>32) & mask
	for s.slots[at] != 0 && s.slots[at].key() != key {
		at = (at + 1) & mask
	}
	return at
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// newSpelling weighs the parts of words by how rare they are among objectives and targets.
func newSpelling(parts spelled, used usage, inTargets []int32, targets int) spelling {
	s := spelling{parts, make([]float64, len(used.df))}
	most := int32(0)
	for part, df := range used.df {
		most = max(most, df+inTargets[part])
	}
	known := make([]float64, most+1) // by number of documents: there are far fewer than parts, and a logarithm is dear
	for part, df := range used.df {
		in := df + inTargets[part]
		if known[in] == 0 {
			known[in] = math.Log(float64(1+used.objectives+targets)/float64(1+in)) + 1
		}
		s.rarity[part] = known[in]
	}
	return s
}

// partsOf lists the parts of a word in the order in which they are numbered.
func partsOf(word string) []string {
	edged := []rune("_" + word + "_")
	var list []string
	for size := shortestPart; size <= longestPart; size++ {
		for i := 0; i+size <= len(edged); i++ {
			list = append(list, string(edged[i:i+size]))
		}
	}
	return list
}

// parting goes through documents part by part.
type parting struct {
	spelled

	last  []parted // by part
	again []repeat // of all documents, one after the other
	start []int    // by document: where what it has again begins
}

// parted is the document that had a part last, how often it had it so far, and how many documents had it.
type parted struct {
	n        float64
	document int32
	df       int32
}

// repeat is a part that a document has once more: what that adds to the square of the number of times, beside the square
// of this one.
type repeat struct {
	adds float64
	part int32
}

func newParting(s spelled, parts int, on *scratch) *parting {
	return &parting{spelled: s, last: room(&on.last, parts), again: on.again[:0], start: []int{0}}
}

// count goes through some documents, says of every part how many of them have it, and notes where parts come again.
func (p *parting) count(documents bags) []int32 {
	for i := range documents.documents() {
		p.read(documents.of(i))
	}
	df := make([]int32, len(p.last))
	for part := range p.last {
		df[part], p.last[part].df = p.last[part].df, 0
	}
	return df
}

// read goes through the next document.
func (p *parting) read(b bag) {
	most := 0
	for _, c := range b.counts {
		most += len(p.of(c.term))
	}
	p.again = slices.Grow(p.again, most)
	again, repeats := p.again[len(p.again):][:most], 0
	document := int32(len(p.start)) //nolint:gosec // far fewer documents than an int32 holds
	for _, c := range b.counts {
		n := b.n(c)
		for _, part := range p.of(c.term) {
			last := &p.last[part]
			has := 0
			if last.document == document {
				has = 1
			}
			// Written every time and kept sometimes: whether a part comes again is nothing that a processor can guess.
			again[repeats] = repeat{2 * last.n * n, part}
			repeats += has
			*last = parted{n + float64(has)*last.n, document, last.df + 1 - int32(has)} //nolint:gosec // 0 or 1
		}
	}
	p.again = p.again[:len(p.again)+repeats]
	p.start = append(p.start, len(p.again))
}

// repeats gives what a document, by the order in which they were counted, has again.
func (p *parting) repeats(document int) []repeat {
	return p.again[p.start[document]:p.start[document+1]]
}

// commonParts says of every part whether enough organisations use it in their words. Who uses a part is who uses a word
// that has it.
func commonParts(parts spelled, n int, objectives bags, owners []int) []bool {
	ofParts := newUsers(owners, n)
	if ofParts.owners == nil {
		return ofParts.common()
	}
	ofWords := newUsers(owners, parts.words())
	for i := range objectives.documents() {
		for _, c := range objectives.of(i).counts {
			ofWords.use(i, c.term)
		}
	}
	for word, by := range ofWords.by {
		for _, part := range parts.of(int32(word)) {
			for _, owner := range by {
				ofParts.note(owner, part)
			}
		}
	}
	return ofParts.common()
}

// visit goes through all parts of some documents: those of one document, those of one word after the other.
func (s spelled) visit(documents bags, do func(part, document int32, n float64)) {
	for i := range documents.documents() {
		b := documents.of(i)
		for _, c := range b.counts {
			n := b.n(c)
			for _, part := range s.of(c.term) {
				do(part, int32(i), n) //nolint:gosec // far fewer documents than an int32 holds
			}
		}
	}
}

// squares gives for every word what one of it adds to the square of the length of a document's vector of parts, as long
// as the document has none of its parts otherwise.
func (sp spelling) squares() []float64 {
	squares := make([]float64, sp.words())
	for word := range squares {
		for _, part := range sp.of(int32(word)) {
			squares[word] += sp.rarity[part] * sp.rarity[part]
		}
	}
	return squares
}

// length is the length of a document's vector of parts, each counted as often as it stands in the document times its
// rarity: the squares of its words, and what comes with the parts that it has again.
func (sp spelling) length(b bag, again []repeat, squares []float64) float64 {
	sum := 0.0
	for _, c := range b.counts {
		n := b.n(c)
		sum += n * n * squares[c.term]
	}
	for _, r := range again {
		sum += r.adds * sp.rarity[r.part] * sp.rarity[r.part]
	}
	return math.Sqrt(sum)
}

// vector is a document's vector of parts. The tally is of parts, and empty again afterwards.
func (sp spelling) vector(t *tally, b bag) vector {
	for _, c := range b.counts {
		n := b.n(c)
		for _, part := range sp.of(c.term) {
			t.put(part, n)
		}
	}
	parts := make(vector, 0, t.touched)
	for _, part := range t.terms() {
		parts = append(parts, entry{part, t.out(part) * sp.rarity[part]})
	}
	return parts
}
