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
	Term                   string // what is compared: a stem, a short form, a name
	Word                   string // what the term was made from, in lower case; empty for a name
	TermNumber, WordNumber int32
}

// Unnumbered is the number of what is not remembered.
const Unnumbered = -1

// Entry is what a word is wherever it stands. It is everybody's and never changes.
type Entry struct {
	Lower string // NFKC, lower case, without a possessive or an apostrophe
	Stem  string

	number   int32 // which of the words that are remembered it is, or Unnumbered
	sense    Sense
	capitals uint8 // how many capital letters the writer used
	initial  bool  // begins with a capital
	plural   bool  // capitals with a small s after them: EPRs
	says     bool  // is worth a token
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
		e.number, e.sense = Unnumbered, Sense{e.Stem, lower, Unnumbered, Unnumbered}
		e.says = says(lower)
		list[i] = e
	}
	return list
}

// memory remembers what words are, whatever system they were met in: every system is written in nearly the same ones.
// It is safe for concurrent use, who only looks up waits for nobody, and nothing hangs on what it has and has not met.
type memory struct {
	seed    maphash.Seed
	secrets [2]uint64                                 // drawn like the seed, so that nobody can write words that all want one slot
	slots   [2 * mostWords]atomic.Pointer[remembered] // open addressing; nothing is ever taken out
	mu      sync.Mutex                                // of who adds
	held    int32                                     // entries
	numbers map[string]int32                          // of terms and words, twice as many as entries at most
}

// remembered is a word as it was written.
type remembered struct {
	key     key
	raw     string
	entries []Entry
}

// key is what a word is found by. Of a word of up to shortWord bytes it is the word itself, so that nothing else need be
// fetched and compared: nearly all words are short, and to fetch is most of what it takes to look one up.
type key struct{ head, tail uint64 } // its first eight bytes; the others, with its length; of a longer word its hash, and 0

const shortWord = 15

func (m *memory) keyOf(raw string) key {
	if len(raw) > shortWord {
		return key{head: maphash.String(m.seed, raw)}
	}
	var k key
	for i := range min(len(raw), 8) {
		k.head = k.head<<8 | uint64(raw[i])
	}
	for i := 8; i < len(raw); i++ {
		k.tail = k.tail<<8 | uint64(raw[i])
	}
	k.tail = k.tail<<8 | uint64(len(raw))
	return k
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

// of gives what a word is, and whether that is remembered.
func (m *memory) of(raw string) ([]Entry, bool) {
	k := m.keyOf(raw)
	if found := m.slot(k, raw).Load(); found != nil {
		return found.entries, true
	}
	if len(raw) > longestWord {
		return entries(raw), false
	}
	raw = strings.Clone(raw) // or the text that it was cut from would stay
	list := entries(raw)
	m.mu.Lock()
	defer m.mu.Unlock()
	slot := m.slot(k, raw)
	if found := slot.Load(); found != nil {
		return found.entries, true
	}
	if len(list) == 0 || int(m.held)+len(list) > mostWords {
		return list, false
	}
	for i := range list {
		e := &list[i]
		e.number, e.sense = m.held, m.numbered(e.Stem, e.Lower)
		m.held++
	}
	slot.Store(&remembered{k, raw, list})
	return list, true
}

// slot gives where a word is, or the empty slot where it belongs. At least half of all are empty.
func (m *memory) slot(k key, raw string) *atomic.Pointer[remembered] {
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
	return Sense{term, word, m.number(term), m.number(word)}
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
