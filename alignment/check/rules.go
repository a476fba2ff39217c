package check

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

//go:embed rules.yaml
var rulesFile []byte

// Level is how much a finding matters.
type Level string

// The levels.
const (
	Warning Level = "warning" // a weakness that a board would ask about
	Note    Level = "note"    // something to think about
)

// Group is where a rule is read out, beside others of its kind.
type Group string

// The groups, in the order in which they are read out.
const (
	Board        Group = "board"        // what a board would ask
	Good         Group = "good"         // signs of a good strategy
	Weak         Group = "weak"         // signs of a weak one
	Completeness Group = "completeness" // what is still to be said
)

// Groups lists the groups in the order in which they are read out.
func Groups() []Group { return []Group{Board, Good, Weak, Completeness} }

// Rule is what a strategy is held against.
type Rule struct {
	ID       string   `yaml:"id" json:"id"`
	Name     string   `yaml:"name" json:"name"`
	Level    Level    `yaml:"level" json:"level"`
	About    []string `yaml:"about" json:"about"`                     // kinds of item, or WholeStrategy
	Field    string   `yaml:"field,omitempty" json:"field,omitempty"` // to be mended, where it is always the same
	Group    Group    `yaml:"group" json:"group"`
	Source   string   `yaml:"source" json:"source"`
	Why      string   `yaml:"why" json:"why"`
	Detected string   `yaml:"detected" json:"detected"`
	Satisfy  string   `yaml:"satisfy" json:"satisfy"`
	Dismiss  string   `yaml:"dismiss" json:"dismiss"`                       // a good reason to dismiss it
	Together string   `yaml:"together,omitempty" json:"together,omitempty"` // said once, when all items of a kind are alike; of most of them Detected is
}

// WholeStrategy stands among the kinds that a rule is about for the strategy as a whole.
const WholeStrategy = "strategy"

// looksAt reports whether the rule looks at items of a kind.
func (r Rule) looksAt(kind strategy.ItemKind) bool { return slices.Contains(r.About, string(kind)) }

// Rules lists the rules in the order in which they are read out. They are not to be changed.
var Rules = sync.OnceValue(func() []Rule {
	list, err := readRules(rulesFile)
	if err != nil {
		panic(err)
	}
	return list
})

// RuleOf finds a rule by its id.
func RuleOf(id string) (Rule, bool) {
	i := slices.IndexFunc(Rules(), func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return Rules()[i], true
}

// readRules reads and checks the rules. An error names the rule and what is wrong.
func readRules(data []byte) ([]Rule, error) {
	var file struct {
		Rules []Rule `yaml:"rules"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("rules.yaml: %w", err)
	}
	seen := map[string]bool{}
	for _, r := range file.Rules {
		if err := r.flaw(); err != nil {
			return nil, fmt.Errorf("rules.yaml: rule %q: %w", r.ID, err)
		}
		if seen[r.ID] {
			return nil, fmt.Errorf("rules.yaml: rule %q stands twice", r.ID)
		}
		seen[r.ID] = true
	}
	return file.Rules, nil
}

func (r Rule) flaw() error {
	if slices.Contains([]string{r.ID, r.Name, r.Source, r.Why, r.Detected, r.Satisfy, r.Dismiss}, "") || len(r.About) == 0 {
		return errors.New("id, name, about, source, why, detected, satisfy and dismiss are all needed")
	}
	if r.Level != Warning && r.Level != Note {
		return fmt.Errorf("%q is not a level", r.Level)
	}
	if !slices.Contains(Groups(), r.Group) {
		return fmt.Errorf("%q is not a group", r.Group)
	}
	for _, about := range r.About {
		if about != WholeStrategy && !slices.Contains(strategy.Kinds(), strategy.ItemKind(about)) {
			return fmt.Errorf("%q is not a kind of item", about)
		}
	}
	if detectors[r.ID] == nil {
		return errors.New("nothing detects it")
	}
	return nil
}
