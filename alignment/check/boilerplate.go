package check

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// sharedRun is how many words in a row make two texts the same: longer than any name or usual turn of phrase.
const sharedRun = 12

// shelf knows which runs of words of a strategy stand in what others have published, and in whose. Every text is gone through once,
// with a hash that rolls from word to word, and nothing of the others' is kept.
// Source: Karp and Rabin, IBM J. Res. Dev. 31(2), 1987.
type shelf struct {
	others []Published
	whose  map[uint64]int // by the hash of a run, who has it: a place in others
}

// nobody has a run.
const nobody = -1

// newShelf looks for runs of texts among what others have published, without those that the system's goals have: whoever
// takes up a goal may use its words.
func newShelf(texts []passage, others []Published, goals []Goal) shelf {
	s := shelf{others: others}
	if len(others) == 0 {
		return s
	}
	s.whose = map[uint64]int{}
	for _, p := range texts {
		runs(p.Text, func(run uint64, _, _ int) { s.whose[run] = nobody })
	}
	for n, o := range others {
		note := func(run uint64, _, _ int) {
			if owner, ours := s.whose[run]; ours && owner == nobody {
				s.whose[run] = n
			}
		}
		for i := range o.Items {
			runs(o.Items[i].Title, note)
			runs(o.Items[i].Body.Description, note)
		}
	}
	forget := func(run uint64, _, _ int) { delete(s.whose, run) }
	for _, g := range goals {
		runs(g.Title, forget)
		runs(g.Description, forget)
	}
	return s
}

var (
	runSeed = maphash.MakeSeed()
	// runBase is what a run's hash is multiplied by from word to word, and runLast to the power of the first word of a run.
	runBase uint64 = 0x9e3779b97f4a7c15
	runLast        = func() uint64 {
		power := uint64(1)
		for range sharedRun - 1 {
			power *= runBase
		}
		return power
	}()
)

// runs gives the hash of each run of a text, with the bytes that it covers.
func runs(s string, yield func(run uint64, start, end int)) {
	var hashes [sharedRun]uint64
	var starts [sharedRun]int
	var run uint64
	n := 0
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		at := n % sharedRun
		if n >= sharedRun {
			run -= hashes[at] * runLast
		}
		hashes[at], starts[at] = maphash.String(runSeed, strings.ToLower(s[start:end])), start
		run = run*runBase + hashes[at]
		n++
		if n >= sharedRun {
			yield(run, starts[n%sharedRun], end)
		}
	}
}

// nextWord gives where the next word begins and ends: letters, marks and digits.
func nextWord(s string, at int) (start, end int) {
	start = at
	for start < len(s) {
		r, size := utf8.DecodeRuneInString(s[start:])
		if inWord(r) {
			break
		}
		start += size
	}
	end = start
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !inWord(r) {
			break
		}
		end += size
	}
	return start, end
}

func inWord(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
		r >= utf8.RuneSelf && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

func (c *checking) boilerplate(i *item) (found, bool) {
	if len(c.shelf.whose) == 0 || i != nil && i.Kind == strategy.KindPrinciple && i.Body.Adopts != "" {
		return found{}, false
	}
	var marks []Mark
	var whose []string
	for _, p := range c.texts(i) {
		runs(p.Text, func(run uint64, start, end int) {
			owner, ours := c.shelf.whose[run]
			if !ours || owner == nobody {
				return
			}
			if last := len(marks) - 1; last >= 0 && marks[last].Field == p.field && start < marks[last].End {
				start, marks = marks[last].Start, marks[:last]
			}
			marks = append(marks, Mark{Field: p.field, Start: start, End: end, Words: p.Text[start:end]})
			if name := c.shelf.others[owner].Organisation; !slices.Contains(whose, name) {
				whose = append(whose, name)
			}
		})
	}
	return found{why: fmt.Sprintf("These words stand in what %s published.", strings.Join(whose, " and ")), marks: marks}, len(marks) > 0
}
