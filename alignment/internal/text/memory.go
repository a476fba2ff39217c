package text

import (
	"strings"
	"sync"
)

// memory remembers what words are, whatever system they were met in: every system is written in nearly the same ones.
// It is safe for concurrent use, and nothing hangs on what it has and has not met.
type memory struct {
	mu    sync.RWMutex
	words map[string][]Word
}

// mostWords is how many words a memory holds: enough for the English of a country's strategies. What comes later, or is
// too long for a word, is worked out again each time.
const mostWords = 1 << 15

var met = memory{words: map[string][]Word{}}

// of gives what a word is, as it was written, without what hangs on a lexicon, in as many parts as its normal form has.
// They are everybody's: whoever wants to change them makes a copy.
func (m *memory) of(raw string, stem func(lower string) string) []Word {
	m.mu.RLock()
	found, ok := m.words[raw]
	m.mu.RUnlock()
	if ok {
		return found
	}
	keep := len(raw) <= longestWord
	if keep {
		raw = strings.Clone(raw) // or the text that it was cut from would stay
	}
	found = appendWord(nil, raw, 0, len(raw))
	for i := range found {
		w := &found[i]
		w.Stem = stem(w.Lower)
		w.says = says(w.Lower)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if keep && len(m.words) < mostWords {
		m.words[raw] = found
	}
	return found
}
