package board

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

//go:embed questions.yaml
var questionsFile []byte

// Question is one that a board asks, and how what the strategy has to show for it is found.
type Question struct {
	ID       string   `yaml:"id"`
	Text     string   `yaml:"text"`
	Why      string   `yaml:"why"`
	Source   string   `yaml:"source"`
	Answered string   `yaml:"answered"` // where its facts come from
	Facts    []string `yaml:"facts"`
	Rules    []string `yaml:"rules"` // of the strategy check
}

// counted is a fact as the file describes it: of the things that it is about, how many are so.
type counted struct {
	ID       string `yaml:"id"`
	About    about  `yaml:"about"`
	Says     string `yaml:"says"`
	Unwanted bool   `yaml:"unwanted"`
}

// about is what a fact counts: items of a kind, or one of the others.
type about string

const (
	wholeStrategy    about = "strategy"
	systemGoal       about = "system_goal"
	systemInitiative about = "system_initiative"
)

// noun is so many of the things as a person says it.
func (a about) noun(n int) string {
	one, many := strategy.ItemKind(a).Noun(), strategy.ItemKind(a).Many()
	switch a {
	case systemGoal:
		one, many = "system goal", "system goals"
	case systemInitiative:
		one, many = "shared initiative", "shared initiatives"
	case wholeStrategy:
		one, many = "strategy", "strategies"
	}
	if n == 1 {
		return one
	}
	return many
}

type catalogue struct {
	Questions []Question `yaml:"questions"`
	Facts     []counted  `yaml:"facts"`
}

// Questions lists the questions in the order in which they are read out. They are not to be changed.
func Questions() []Question { return known().Questions }

// QuestionOf finds a question by its id.
func QuestionOf(id string) (Question, bool) {
	i := slices.IndexFunc(Questions(), func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return Questions()[i], true
}

// known are the questions and facts that are part of the program. Their file has been checked by the tests.
var known = sync.OnceValue(func() catalogue {
	c, err := readQuestions(questionsFile)
	if err != nil {
		panic(err)
	}
	return c
})

// readQuestions reads and checks the questions and facts. An error names the one and what is wrong.
func readQuestions(data []byte) (catalogue, error) {
	var c catalogue
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&c); err != nil {
		return c, fmt.Errorf("questions.yaml: %w", err)
	}
	asked := map[string]bool{}
	for _, q := range c.Questions {
		if err := c.flaw(q); err != nil {
			return c, fmt.Errorf("questions.yaml: question %q: %w", q.ID, err)
		}
		if asked[q.ID] {
			return c, fmt.Errorf("questions.yaml: question %q stands twice", q.ID)
		}
		asked[q.ID] = true
	}
	for _, f := range c.Facts {
		if err := f.flaw(); err != nil {
			return c, fmt.Errorf("questions.yaml: fact %q: %w", f.ID, err)
		}
	}
	return c, nil
}

func (c catalogue) flaw(q Question) error {
	if slices.Contains([]string{q.ID, q.Text, q.Why, q.Source, q.Answered}, "") || len(q.Facts) == 0 {
		return errors.New("id, text, why, source, answered and facts are all needed")
	}
	for _, id := range q.Facts {
		if _, ok := c.fact(id); !ok {
			return fmt.Errorf("there is no fact %q", id)
		}
	}
	for _, id := range q.Rules {
		if _, ok := check.RuleOf(id); !ok {
			return fmt.Errorf("the strategy check has no rule %q", id)
		}
	}
	return nil
}

func (c catalogue) fact(id string) (counted, bool) {
	i := slices.IndexFunc(c.Facts, func(f counted) bool { return f.ID == id })
	if i < 0 {
		return counted{}, false
	}
	return c.Facts[i], true
}

func (f counted) flaw() error {
	if f.About == wholeStrategy {
		if statements[f.ID] == nil {
			return errors.New("nothing states it")
		}
		return nil
	}
	if f.About != systemGoal && f.About != systemInitiative && !slices.Contains(strategy.Kinds(), strategy.ItemKind(f.About)) {
		return fmt.Errorf("nothing is a %q", f.About)
	}
	if !strings.Contains(f.Says, "{n}") || !strings.Contains(f.Says, "{kind}") {
		return errors.New("says needs {n} and {kind}")
	}
	if tests[f.ID] == nil {
		return errors.New("nothing tests it")
	}
	return nil
}
