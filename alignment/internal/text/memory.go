package text

import (
	"hash/maphash"
	"strings"
	"sync"
	"sync/atomic"
)

// Sense is what a token is counted as.
type Sense struct {
	Term   string // what is compared: a stem, a short form, a name
	Word   string // what the term was made from, in lower case; empty for a name
	Number int32  // which of the words that are remembered it is, or Unnumbered
}

// Unnumbered is the number of what is not remembered.
const Unnumbered = -1

// Entry is what a word is wherever it stands. It is everybody's and never changes.
type Entry struct {
	Lower string // NFKC, lower case, without a possessive or an apostrophe
	Stem  string

	sense    Sense
	capitals int  // how many capital letters the writer used
	initial  bool // begins with a capital
	plural   bool // capitals with a small s after them: EPRs
	says     bool // is worth a token
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
		e.sense = Sense{Term: e.Stem, Word: lower, Number: Unnumbered}
		e.says = says(lower)
		list[i] = e
	}
	return list
}

// memory remembers what words are, whatever system they were met in: every system is written in nearly the same ones.
// It is safe for concurrent use, who only looks up waits for nobody, and nothing hangs on what it has and has not met.
type memory struct {
	seed  maphash.Seed
	slots [2 * mostWords]atomic.Pointer[remembered] // open addressing; nothing is ever taken out
	mu    sync.Mutex                                // of who adds
	held  int32                                     // entries
}

// remembered is a word as it was written.
type remembered struct {
	raw     string
	entries []Entry
}

// mostWords is how many words a memory holds: enough for the English of a country's strategies. What comes later, or is
// too long for a word, is worked out again by everybody who reads.
const mostWords = 1 << 15

var met = newMemory()

func newMemory() *memory { return &memory{seed: maphash.MakeSeed()} }

// of gives what a word is, and whether that is remembered.
func (m *memory) of(raw string) ([]Entry, bool) {
	if found := m.slot(raw).Load(); found != nil {
		return found.entries, true
	}
	if len(raw) > longestWord {
		return entries(raw), false
	}
	raw = strings.Clone(raw) // or the text that it was cut from would stay
	list := entries(raw)
	m.mu.Lock()
	defer m.mu.Unlock()
	slot := m.slot(raw)
	if found := slot.Load(); found != nil {
		return found.entries, true
	}
	if len(list) == 0 || int(m.held)+len(list) > mostWords {
		return list, false
	}
	for i := range list {
		list[i].sense.Number = m.held
		m.held++
	}
	slot.Store(&remembered{raw, list})
	return list, true
}

// slot gives where a word is, or the empty slot where it belongs. At least half of all are empty.
func (m *memory) slot(raw string) *atomic.Pointer[remembered] {
	for at := maphash.String(m.seed, raw); ; at++ {
		slot := &m.slots[at%uint64(len(m.slots))]
		if found := slot.Load(); found == nil || found.raw == raw {
			return slot
		}
	}
}
