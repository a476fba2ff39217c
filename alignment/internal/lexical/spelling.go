package lexical

import (
	"math"
	"slices"
	"unicode/utf8"
)

// The parts of a word that are compared: runs of three to five letters, the edges of the word counting as one.
const (
	shortestPart = 3
	longestPart  = 5
)

// spelling knows the parts of words.
type spelling struct {
	parts  [][]int32 // by word
	rarity []float64 // by part: ln((1 + N)/(1 + df)) + 1
}

// speller numbers the parts of words in the order in which it meets them.
type speller struct {
	slots []slot           // parts of ASCII, of which five letters fit into one number; a power of two of them, at most half in use
	short int              // how many are in use
	other map[string]int32 // other parts
	parts []int32          // of all words, one after the other
}

// slot is a part by its bytes, or nothing: no part has none.
type slot struct {
	key uint64
	id  int32
}

// spell numbers some parts and then those of all words.
func spell(first, words []string) ([][]int32, int) {
	letters := 0
	for _, word := range words {
		letters += len(word)
	}
	s := speller{slots: make([]slot, 1024), other: map[string]int32{}, parts: make([]int32, 0, (longestPart-shortestPart+1)*letters)}
	for _, part := range first {
		s.numberRunes(part)
	}
	ends := make([]int, len(words))
	for w, word := range words {
		s.take("_" + word + "_")
		ends[w] = len(s.parts)
	}
	from := 0
	parts := make([][]int32, len(words))
	for w, end := range ends {
		parts[w] = s.parts[from:end:end]
		from = end
	}
	return parts, s.met()
}

func (s *speller) met() int { return s.short + len(s.other) }

// take numbers the parts of one word, from the shortest to the longest.
func (s *speller) take(edged string) {
	if !ascii(edged) {
		s.takeRunes(edged)
		return
	}
	for size := shortestPart; size <= longestPart; size++ {
		key, all := uint64(0), uint64(1)<<(8*size)-1
		for i := range len(edged) {
			key = (key<<8 | uint64(edged[i])) & all
			if i+1 >= size {
				s.parts = append(s.parts, s.number(key))
			}
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
	if !ascii(part) {
		id, ok := s.other[part]
		if !ok {
			id = int32(s.met()) //nolint:gosec // far fewer parts than an int32 holds
			s.other[part] = id
		}
		return id
	}
	key := uint64(0)
	for i := range len(part) {
		key = key<<8 | uint64(part[i])
	}
	return s.number(key)
}

// number looks a part up, or gives it the next number.
func (s *speller) number(key uint64) int32 {
	at := s.find(key)
	if s.slots[at].key == key {
		return s.slots[at].id
	}
	id := int32(s.met()) //nolint:gosec // far fewer parts than an int32 holds
	s.slots[at] = slot{key, id}
	s.short++
	if 2*s.short > len(s.slots) {
		old := s.slots
		s.slots = make([]slot, 2*len(old))
		for _, o := range old {
			if o.key != 0 {
				s.slots[s.find(o.key)] = o
			}
		}
	}
	return id
}

// find gives the slot of a part, or the empty one where it belongs: open addressing, the hash is Knuth's.
func (s *speller) find(key uint64) int {
	mask := len(s.slots) - 1
	at := int(key*0x9E3779B97F4A7C15>>32) & mask
	for s.slots[at].key != key && s.slots[at].key != 0 {
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
func newSpelling(parts [][]int32, used usage, targets []bag) spelling {
	inTargets := countParts(parts, len(used.df), targets)
	s := spelling{parts, make([]float64, len(used.df))}
	for part, df := range used.df {
		s.rarity[part] = math.Log(float64(1+used.objectives+len(targets))/float64(1+df+inTargets[part])) + 1
	}
	return s
}

// usageOfParts counts the parts of words in some objectives: for everybody's eyes, and for those who see all of them.
func usageOfParts(parts [][]int32, n int, objectives []bag, owners []int) (forAll, whole usage) {
	df := countParts(parts, n, objectives)
	whole = usage{len(objectives), commonParts(parts, n, objectives, owners), df}
	return usage{whole.objectives, whole.common, slices.Clone(df)}.levelled(), whole
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

// countParts says of every part how many documents have it.
func countParts(parts [][]int32, n int, documents []bag) []int32 {
	last, df := make([]int32, n), make([]int32, n)
	for d, b := range documents {
		for _, c := range b {
			for _, part := range parts[c.term] {
				if last[part] != int32(d)+1 {
					last[part] = int32(d) + 1
					df[part]++
				}
			}
		}
	}
	return df
}

// commonParts says of every part whether enough organisations use it in their words.
func commonParts(parts [][]int32, n int, objectives []bag, owners []int) []bool {
	u := newUsers(owners, n)
	if u.owners == nil {
		return u.common()
	}
	for i, b := range objectives {
		for _, c := range b {
			for _, part := range parts[c.term] {
				u.use(i, part)
			}
		}
	}
	return u.common()
}

// length is the length of a document's vector of parts. The tally is of parts, and empty again afterwards.
func (sp spelling) length(t *tally, b bag) float64 {
	sp.count(t, b)
	sum := 0.0
	t.drain(func(part int32, n float64) {
		w := n * sp.rarity[part]
		sum += w * w
	})
	return math.Sqrt(sum)
}

// vector is a document's vector of parts.
func (sp spelling) vector(t *tally, b bag) vector {
	sp.count(t, b)
	parts := make(vector, 0, t.touched)
	t.drain(func(part int32, n float64) { parts = append(parts, entry{part, n * sp.rarity[part]}) })
	return parts
}

// count puts the parts of a document's words.
func (sp spelling) count(t *tally, b bag) {
	for _, c := range b {
		for _, part := range sp.parts[c.term] {
			t.put(part, c.n)
		}
	}
}
