package text

import (
	"hash/maphash"
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"
)

// Sense is what a token is counted as. Both of its strings have a number, the same wherever they are met in the program,
// or are Unnumbered.
type Sense struct {
	TermNumber, WordNumber int32
	Term                   string // what is compared: a stem, a short form, a name
	Word                   string // what the term was made from, in lower case; empty for a name
}

// Unnumbered is the number of what is not remembered.
const Unnumbered = -1

// Entry is what a word is wherever it stands. It is everybody's and never changes. What is asked of every word of a text
// stands together at its beginning: to fetch is most of what it takes to read.
type Entry struct {
	number   int32 // which of the words that are remembered it is, or Unnumbered
	capitals uint8 // how many capital letters the writer used
	initial  bool  // begins with a capital
	plural   bool  // capitals with a small s after them: EPRs
	says     bool  // is worth a token
	sense    Sense

	Lower string // NFKC, lower case, without a possessive or an apostrophe
	Stem  string
}

// entries works out what a word is, in as many parts as its normal form has.
func entries(raw string) []Entry {
	if len(raw) > longestWord {
		raw = strings.ToValidUTF8(raw[:longestWord], "")
	}
	e := written(raw)
	forms := normalForms(raw)
	list := make([]Entry, len(forms))
	for i, lower := range forms {
		e.Lower, e.Stem = lower, Stem(lower)
		e.number, e.sense = Unnumbered, Sense{Unnumbered, Unnumbered, e.Stem, lower}
		e.says = says(lower)
		list[i] = e
	}
	return list
}

// memory remembers what words are, whatever system they were met in: every system is written in nearly the same ones.
// It is safe for concurrent use, who only looks up waits for nobody, and nothing hangs on what it has and has not met.
type memory struct {
	seed    maphash.Seed
	secrets [2]uint64                            // drawn like the seed, so that nobody can write words that all want one slot
	slots   [2 * mostWords]atomic.Pointer[known] // open addressing; nothing is ever taken out
	mu      sync.Mutex                           // of who adds
	held    int32                                // entries
	numbers map[string]int32                     // of terms and words, twice as many as entries at most
}

// known is a word as it was written, and what it is: several words, where its normal form has several.
type known struct {
	key     key
	raw     string
	entries []Entry
	first   int32 // the number of the first entry, which those of the others follow; or Unnumbered
}

// number gives the number of one of the entries.
func (k *known) number(entry int) int32 {
	if k.first == Unnumbered {
		return Unnumbered
	}
	return k.first + int32(entry) //nolint:gosec // a word has few
}

// key is what a word is found by. Of a word of up to shortWord bytes it is the word itself, so that nothing else need be
// fetched and compared: nearly all words are short, and to fetch is most of what it takes to look one up.
type key struct{ head, tail uint64 } // its first bytes; the others, with its length; of a longer word its hash, and 0

const shortWord = 15

func (m *memory) keyOf(raw string) key {
	n := len(raw)
	switch {
	case n > shortWord:
		return key{head: maphash.String(m.seed, raw)}
	case n >= 8: // the last eight are moved out of the word as far as the first eight have them already
		return key{eight(raw), eight(raw[n-8:])>>(8*(2*8-n))<<8 | uint64(n)}
	case n >= 4:
		return key{four(raw) | four(raw[n-4:])<<32, uint64(n)}
	case n > 0:
		return key{uint64(raw[0]) | uint64(raw[n/2])<<8 | uint64(raw[n-1])<<16, uint64(n)}
	}
	return key{}
}

// eight gives the first eight bytes of a string as a number, and four the first four.
func eight(s string) uint64 { return four(s) | four(s[4:])<<32 }

func four(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// mostWords is how many words a memory holds: enough for the English of a country's strategies. What comes later, or is
// too long for a word, is worked out again by everybody who reads.
const mostWords = 1 << 15

var met = newMemory()

func newMemory() *memory {
	m := &memory{seed: maphash.MakeSeed(), numbers: map[string]int32{}}
	m.secrets = [2]uint64{maphash.String(m.seed, "head"), maphash.String(m.seed, "tail")}
	return m
}

// of gives what a word is.
func (m *memory) of(raw string) *known {
	k := m.keyOf(raw)
	if found := m.slot(k, raw).Load(); found != nil {
		return found
	}
	if len(raw) > longestWord {
		return &known{entries: entries(raw), first: Unnumbered}
	}
	raw = strings.Clone(raw) // or the text that it was cut from would stay
	list := entries(raw)
	m.mu.Lock()
	defer m.mu.Unlock()
	slot := m.slot(k, raw)
	if found := slot.Load(); found != nil {
		return found
	}
	if len(list) == 0 || int(m.held)+len(list) > mostWords {
		return &known{entries: list, first: Unnumbered}
	}
	word := &known{k, raw, list, m.held}
	for i := range list {
		e := &list[i]
		e.number, e.sense = m.held, m.numbered(e.Stem, e.Lower)
		m.held++
	}
	slot.Store(word)
	return word
}

// slot gives where a word is, or the empty slot where it belongs. At least half of all are empty.
func (m *memory) slot(k key, raw string) *atomic.Pointer[known] {
	high, low := bits.Mul64(k.head^m.secrets[0], k.tail^m.secrets[1])
	for at := high ^ low; ; at++ {
		slot := &m.slots[at%uint64(len(m.slots))]
		if found := slot.Load(); found == nil || found.key == k && (k.tail != 0 || found.raw == raw) {
			return slot
		}
	}
}

// sense gives what a token is counted as that is more than a word.
func (m *memory) sense(term, word string) *Sense {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.numbered(term, word)
	return &s
}

func (m *memory) numbered(term, word string) Sense {
	return Sense{m.number(term), m.number(word), term, word}
}

func (m *memory) number(s string) int32 {
	n, ok := m.numbers[s]
	if ok {
		return n
	}
	if len(m.numbers) == 2*mostWords {
		return Unnumbered
	}
	n = int32(len(m.numbers)) //nolint:gosec // far from 2^31
	m.numbers[s] = n
	return n
}
