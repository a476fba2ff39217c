package check

import (
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// showMisses lists what detectors and labels differ on. Only of what detectors may be tuned on.
var showMisses = flag.Bool("misses", false, "list every difference in the sets for tuning")

// passageSet is a file of testdata.
type passageSet struct {
	Today    string                       `yaml:"today"`
	Complete map[string]map[string]string `yaml:"complete"`
	Passages []map[string]any             `yaml:"passages"`
}

// labelled is a passage as a strategy, with the rules that it should break.
type labelled struct {
	id      string
	subject Subject
	rules   []string
}

// heldOut says in which half a passage is: a bit from the middle of a hash of its id.
func heldOut(id string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return h.Sum32()>>8&1 == 1
}

func readPassages(t *testing.T, file string) []labelled {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var set passageSet
	if err := yaml.Unmarshal(raw, &set); err != nil {
		t.Fatal(err)
	}
	today, err := time.Parse("2006-01", set.Today)
	if err != nil {
		t.Fatal(err)
	}
	var list []labelled
	for _, p := range set.Passages {
		one := labelled{id: p["id"].(string), subject: Subject{Today: today, Linked: map[string]bool{"X": true}}}
		for _, r := range p["rules"].([]any) {
			one.rules = append(one.rules, r.(string))
		}
		if mission, ok := p["mission"].(string); ok {
			one.subject.Strategy.Mission = mission
		} else {
			one.subject.Strategy.Items = []strategy.Item{makeItem(t, set.Complete, p)}
		}
		list = append(list, one)
	}
	return list
}

func makeItem(t *testing.T, complete map[string]map[string]string, p map[string]any) strategy.Item {
	t.Helper()
	i := strategy.Item{Kind: strategy.ItemKind(p["kind"].(string)), Code: "X"}
	put := func(name, value string) {
		f, ok := strategy.FieldOf(i.Kind, name)
		if !ok {
			t.Fatalf("%s: a %s has no field %s", p["id"], i.Kind, name)
		}
		if err := f.Put(&i, value); err != nil {
			t.Fatalf("%s: %s: %v", p["id"], name, err)
		}
	}
	for name, value := range complete[string(i.Kind)] {
		put(name, value)
	}
	for name, value := range p {
		if !slices.Contains([]string{"id", "kind", "rules"}, name) {
			put(name, value.(string))
		}
	}
	return i
}

// broken gives the rules that a passage breaks: its own, and of those about strategies the ones that read the mission.
func (l labelled) broken() []string {
	var rules []string
	for _, f := range Check(l.subject) {
		if f.Item != "" || l.subject.Strategy.Mission != "" && f.Field == "mission" {
			rules = append(rules, f.Rule)
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

// tally counts pairs of a passage and a rule.
type tally struct{ right, wrong, missed int }

func (t tally) precision() float64 { return float64(t.right) / float64(max(1, t.right+t.wrong)) }
func (t tally) recall() float64    { return float64(t.right) / float64(max(1, t.right+t.missed)) }

func (t tally) String() string {
	return fmt.Sprintf("precision %.3f (%d of %d), recall %.3f (%d of %d)",
		t.precision(), t.right, t.right+t.wrong, t.recall(), t.right, t.right+t.missed)
}

// aboutWords are the rules that read what a text says, which are the ones that can be wrong.
var aboutWords = []string{
	"technology-first", "unproven-technology", "vague-verb", "empty-words", "weak-promise", "unfunded", "exclusion-not-said",
	"horizon-far", "owner-in-it", "need-without-people", "no-target", "no-baseline", "no-stop-if", "mission-long",
}

func measure(list []labelled, which func(rule string) bool) (tally, []string) {
	var count tally
	var differences []string
	for _, l := range list {
		found := l.broken()
		for _, r := range found {
			switch {
			case !which(r):
			case slices.Contains(l.rules, r):
				count.right++
			default:
				count.wrong++
				differences = append(differences, l.id+": should not break "+r)
			}
		}
		for _, r := range l.rules {
			if which(r) && !slices.Contains(found, r) {
				count.missed++
				differences = append(differences, l.id+": should break "+r)
			}
		}
	}
	return count, differences
}

// set is a set of passages: one on which detectors may be tuned, or one that is held out.
type set struct {
	name     string
	held     bool
	passages []labelled
}

// sets are the passages of whoever wrote the detectors, in their halves, and those of others, who had not seen them.
func sets(t *testing.T) []set {
	t.Helper()
	list := []set{
		{"own, tuning", false, readPassages(t, "passages.yaml")},
		{"own, held out", true, readPassages(t, "passages.yaml")},
		{"others, tuning", false, readPassages(t, "others_tuning.yaml")},
		{"others, held out", true, readPassages(t, "others_held_out.yaml")},
	}
	for i := range list[:2] {
		s := &list[i]
		s.passages = slices.DeleteFunc(s.passages, func(l labelled) bool { return heldOut(l.id) != s.held })
	}
	return list
}

func TestRulesFindWhatAReaderWouldHoldAgainstAPassage(t *testing.T) {
	t.Parallel()
	reads := func(rule string) bool { return slices.Contains(aboutWords, rule) }
	every := func(string) bool { return true }
	for _, s := range sets(t) {
		all, differences := measure(s.passages, every)
		byWords, _ := measure(s.passages, reads)
		t.Logf("%s: all rules %s", s.name, all)
		t.Logf("%s: rules about words %s", s.name, byWords)
		if *showMisses && !s.held {
			t.Logf("differences:\n%s", strings.Join(differences, "\n"))
		}
		for what, count := range map[string]tally{"all rules": all, "rules about words": byWords} {
			if count.precision() < 0.9 || count.recall() < 0.8 {
				t.Errorf("%s, %s: %s; wanted precision 0.9 and recall 0.8", s.name, what, count)
			}
		}
	}
}

func TestPassagesAreManyAndInEachSet(t *testing.T) {
	t.Parallel()
	for _, s := range sets(t) {
		for _, l := range s.passages {
			for _, r := range l.rules {
				if _, ok := RuleOf(r); !ok {
					t.Errorf("%s: there is no rule %s", l.id, r)
				}
			}
		}
		if len(s.passages) < 30 {
			t.Errorf("%s: %d passages, wanted 30 or more", s.name, len(s.passages))
		}
	}
}
