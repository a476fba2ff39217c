package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// sharedRun is how many words in a row make two texts the same: longer than any name or usual turn of phrase.
const sharedRun = 12

// shelf knows every run of words that others have published, and who did.
type shelf struct {
	others []Published
	runs   map[string]int // by the words of a run, whose it is
}

// newShelf puts what others have published on a shelf, without what the system's goals say: whoever takes up a goal may use
// its words.
func newShelf(others []Published, goals []Goal) shelf {
	s := shelf{others: others, runs: map[string]int{}}
	for n, o := range others {
		for _, i := range o.Items {
			for _, p := range []passage{read("", i.Title), read("", i.Body.Description)} {
				for at := range runsOf(p) {
					if key := runAt(p, at); !hasKey(s.runs, key) {
						s.runs[key] = n
					}
				}
			}
		}
	}
	if len(s.runs) == 0 {
		return s
	}
	for _, g := range goals {
		for _, p := range []passage{read("", g.Title), read("", g.Description)} {
			for at := range runsOf(p) {
				delete(s.runs, runAt(p, at))
			}
		}
	}
	return s
}

func hasKey(m map[string]int, key string) bool { _, ok := m[key]; return ok }

// runsOf is how many runs a passage has.
func runsOf(p passage) int { return max(0, len(p.words)-sharedRun+1) }

func runAt(p passage, at int) string {
	var b strings.Builder
	for _, w := range p.words[at : at+sharedRun] {
		b.WriteString(w.Lower)
		b.WriteByte(' ')
	}
	return b.String()
}

func (c *checking) boilerplate(i *item) (found, bool) {
	if len(c.shelf.runs) == 0 || i != nil && i.Kind == strategy.KindPrinciple && i.Body.Adopts != "" {
		return found{}, false
	}
	var marks []Mark
	var whose []string
	for _, p := range c.texts(i) {
		for at := 0; at < runsOf(p); at++ {
			owner, ok := c.shelf.runs[runAt(p, at)]
			if !ok {
				continue
			}
			to := at + sharedRun
			for to < len(p.words) && hasKey(c.shelf.runs, runAt(p, to-sharedRun+1)) {
				to++
			}
			marks = append(marks, p.mark(hit{at, to}))
			if name := c.shelf.others[owner].Organisation; !slices.Contains(whose, name) {
				whose = append(whose, name)
			}
			at = to - 1
		}
	}
	return found{why: fmt.Sprintf("These words stand in what %s published.", strings.Join(whose, " and ")), marks: marks}, len(marks) > 0
}
