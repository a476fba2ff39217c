package alignment

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// fewestExplaining is how many organisations have to explain an abbreviation in the same words before it is everybody's.
const fewestExplaining = 3

// Statement is what an assessment of a system lets its members know of all published strategies, for their own drafts
// to be assessed by: figures of terms that three or more organisations use, and of goals and initiatives. It is
// written and read as JSON; whoever reads it has made nothing of it but a statement.
type Statement struct {
	Model      string              `json:"model"` // of the assessment that it is of
	Background *lexical.Background `json:"background"`
	Targets    map[string]stated   `json:"targets"`
	// Explained are abbreviations with what they stand for, as a text explains them.
	Explained []string `json:"explained,omitempty"`
}

// stated is a goal or an initiative in a statement.
type stated struct {
	Text     string           `json:"text"` // hash of the words that it was assessed with
	Backdrop lexical.Backdrop `json:"backdrop"`
}

// statement gives what an assessment may say of itself; of a draft nothing.
func (a *assessment) statement(model string) *Statement {
	if a.picture.Statement != nil {
		return nil
	}
	b := a.counted.Background(a.goals.fit, a.initiatives.fit)
	if b == nil {
		return nil
	}
	s := &Statement{Model: model, Background: b, Targets: map[string]stated{}, Explained: explainedByMany(a.picture)}
	for j, g := range a.picture.Goals {
		s.Targets[g.ID] = stated{wordsOfGoal(a.picture, g), b.Sets[0][j]}
	}
	for j, i := range a.picture.Initiatives {
		s.Targets[i.ID] = stated{wordsOf(i), b.Sets[1][j]}
	}
	b.Sets = nil
	return s
}

// before gives the background of a draft's targets. Of a target whose words have changed since, nothing is known.
func (s *Statement) before(p Picture) *lexical.Background {
	if s == nil {
		return nil
	}
	backdrop := func(id, words string) lexical.Backdrop {
		if known := s.Targets[id]; known.Text == words {
			return known.Backdrop
		}
		return lexical.Backdrop{}
	}
	goals, initiatives := make([]lexical.Backdrop, len(p.Goals)), make([]lexical.Backdrop, len(p.Initiatives))
	for j, g := range p.Goals {
		goals[j] = backdrop(g.ID, wordsOfGoal(p, g))
	}
	for j, i := range p.Initiatives {
		initiatives[j] = backdrop(i.ID, wordsOf(i))
	}
	b := *s.Background
	b.Sets = [][]lexical.Backdrop{goals, initiatives}
	return &b
}

// wordsOfGoal is a hash of a goal's words and of the initiatives' that lend it theirs.
func wordsOfGoal(p Picture, g Goal) string {
	words := []any{g.Title, g.Description, g.Measures}
	for _, i := range p.Initiatives {
		if slices.Contains(i.Goals, g.ID) {
			words = append(words, i.Title, i.Description, len(i.Goals))
		}
	}
	return hashOf(words...)
}

func wordsOf(i Initiative) string { return hashOf(i.Title, i.Description) }

func hashOf(words ...any) string {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(words); err != nil {
		fmt.Fprintf(h, "%#v", words) // strings, lists and numbers can always be written
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// explainedByMany lists the abbreviations that enough organisations explain, in the words of the first.
func explainedByMany(p Picture) []string {
	by := map[string]int{}
	for _, o := range p.Organisations {
		own := map[string]bool{}
		for _, b := range o.Objectives {
			for _, words := range textsOf(b.Title, b.Description, b.Measures) {
				for _, pair := range text.Explained(words) {
					own[pair.String()] = true
				}
			}
		}
		for pair := range own {
			by[pair]++
		}
	}
	var list []string
	for pair, n := range by {
		if n >= fewestExplaining {
			list = append(list, pair)
		}
	}
	slices.Sort(list)
	return list
}
