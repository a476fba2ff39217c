package lexical

import (
	"iter"
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

// spelled lists the parts of words, one word after the other: a slice for each would take as much room again. Where a letter
// ends a part it ends the shorter ones too, so that only the longest is listed.
type spelled struct {
	start   []int32 // by word: where its parts begin; one more says where the last ones end
	longest []int32 // the longest part that ends with each letter, from the third on, and with the edge
	shorter []int32 // by part: what is left of it without its first letter, which has a lower number; or none
}

// none is what is left of the shortest parts.
const none = -1

// ends gives the longest part that ends with each letter of a word.
func (s spelled) ends(word int32) []int32 { return s.longest[s.start[word]:s.start[word+1]] }

// of gives all parts of a word, by where they end, the longest first.
func (s spelled) of(word int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for _, part := range s.ends(word) {
			for ; part != none; part = s.shorter[part] {
				if !yield(part) {
					return
				}
			}
		}
	}
}

// parts is how many parts there are.
func (s spelled) parts() int { return len(s.shorter) }

// words is how many words are spelled.
func (s spelled) words() int { return len(s.start) - 1 }

// spelling knows the parts of words.
type spelling struct {
	spelled

	rarity []float64 // by part: ln((1 + N)/(1 + df)) + 1
}

// speller numbers the parts of words in the order in which it meets them.
type speller struct {
	slots   []slot           // parts of ASCII; a power of two of them, at most half in use
	short   int              // how many are in use
	other   map[string]int32 // other parts
	longest []int32          // of all words, one after the other
	shorter []int32          // by part
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

// spell numbers some parts, of which the shorter come first, and then those of all words.
func spell(first, words []string, on *scratch) spelled {
	letters := 0
	for _, word := range words {
		letters += len(word)
	}
	// As many slots as letters: most parts are met again and again, and a table that is too small grows.
	s := speller{slots: room(&on.slots, 1<<bits.Len(uint(max(letters/2, 512)))), other: map[string]int32{}, longest: make([]int32, 0, letters)}
	for _, part := range first {
		s.numberRunes(part)
	}
	start := make([]int32, len(words)+1)
	for w, word := range words {
		s.take(word)
		start[w+1] = int32(len(s.longest)) //nolint:gosec // far fewer letters than an int32 holds
	}
	on.slots = s.slots // which may have grown
	return spelled{start, s.longest, slices.Clone(s.shorter)}
}

// take numbers the parts of one word.
func (s *speller) take(word string) {
	if !ascii(word) {
		s.takeRunes("_" + word + "_")
		return
	}
	key := uint64('_')
	for i := range len(word) {
		key = (key<<letterBits | uint64(word[i])) & lettersOf(longestPart)
		if i+2 >= shortestPart {
			s.longest = append(s.longest, s.number(key, min(i+2, longestPart)))
		}
	}
	if len(word)+2 >= shortestPart {
		s.longest = append(s.longest, s.number((key<<letterBits|'_')&lettersOf(longestPart), min(len(word)+2, longestPart)))
	}
}

// lettersOf has a bit for each of the letters of a part.
func lettersOf(size int) uint64 { return 1<<(letterBits*size) - 1 }

// takeRunes is take for words with letters that take several bytes. A part of ASCII in one is the same part elsewhere.
func (s *speller) takeRunes(edged string) {
	starts := make([]int, 0, len(edged)+1)
	for i := range edged {
		starts = append(starts, i)
	}
	starts = append(starts, len(edged))
	for end := shortestPart; end < len(starts); end++ {
		s.longest = append(s.longest, s.numberRunes(edged[starts[max(end-longestPart, 0)]:starts[end]]))
	}
}

func (s *speller) numberRunes(part string) int32 {
	size := utf8.RuneCountInString(part)
	if ascii(part) && size <= longestPart {
		key := uint64(0)
		for i := range len(part) {
			key = key<<letterBits | uint64(part[i])
		}
		return s.number(key, size)
	}
	id, known := s.other[part]
	if !known {
		shorter := int32(none)
		if size > shortestPart {
			_, first := utf8.DecodeRuneInString(part)
			shorter = s.numberRunes(part[first:])
		}
		id = s.next(shorter)
		s.other[part] = id
	}
	return id
}

// next gives a part the next number.
func (s *speller) next(shorter int32) int32 {
	id := int32(len(s.shorter)) //nolint:gosec // far fewer parts than an int32 holds
	s.shorter = append(s.shorter, shorter)
	return id
}

// number looks a part up, or gives it the next number after what is left of it without its first letter.
func (s *speller) number(key uint64, size int) int32 {
	at := s.find(key)
	if s.slots[at] != 0 {
		return s.slots[at].number()
	}
	shorter := int32(none)
	if size > shortestPart {
		shorter = s.number(key&lettersOf(size-1), size-1)
		at = s.find(key) // which may have gone to it, or moved
	}
	id := s.next(shorter)
	s.slots[at] = slot(key<<numberBits | uint64(id)) //nolint:gosec // never negative
	s.short++
	if 2*s.short > len(s.slots) {
		s.grow()
	}
	return id
}

func (s *speller) grow() {
	old := s.slots
	s.slots = make([]slot, 2*len(old))
	for _, o := range old {
		if o != 0 {
			s.slots[s.find(o.key())] = o
		}
	}
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

// partsOf lists the parts of a word in the order in which they are listed by number.
func partsOf(word string) []string {
	edged := []rune("_" + word + "_")
	var list []string
	for end := shortestPart; end <= len(edged); end++ {
		for size := min(end, longestPart); size >= shortestPart; size-- {
			list = append(list, string(edged[end-size:end]))
		}
	}
	return list
}

// visit goes through all parts of some documents: those of one document, those of one word after the other.
func (s spelled) visit(documents bags, do func(part, document int32, n float64)) {
	for i := range documents.documents() {
		b := documents.of(i)
		for _, c := range b.counts {
			n := b.n(c)
			for part := range s.of(c.term) {
				do(part, int32(i), n) //nolint:gosec // far fewer documents than an int32 holds
			}
		}
	}
}

// squares gives for every word what one of it adds to the square of the length of a document's vector of parts, as long
// as the document has none of its parts otherwise.
func (sp spelling) squares() []float64 {
	ending := make([]float64, sp.parts()) // by part: the squares of itself and of what is left of it
	for part, shorter := range sp.shorter {
		ending[part] = sp.rarity[part] * sp.rarity[part]
		if shorter != none {
			ending[part] += ending[shorter]
		}
	}
	squares := make([]float64, sp.words())
	for word := range squares {
		for _, part := range sp.ends(int32(word)) {
			squares[word] += ending[part]
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
		for part := range sp.of(c.term) {
			t.put(part, n)
		}
	}
	parts := make(vector, 0, t.touched)
	for _, part := range t.terms() {
		parts = append(parts, entry{part, t.out(part) * sp.rarity[part]})
	}
	return parts
}
