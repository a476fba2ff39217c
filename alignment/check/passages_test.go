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

// showMisses lists what detectors and labels differ on. Only of the half on which detectors may be tuned.
var showMisses = flag.Bool("misses", false, "list every difference in the tuning half")

// passageSet is testdata/passages.yaml.
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

func readPassages(t *testing.T) []labelled {
	t.Helper()
	raw, err := os.ReadFile("testdata/passages.yaml")
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

func measure(list []labelled, held bool, which func(rule string) bool) (tally, []string) {
	var count tally
	var differences []string
	for _, l := range list {
		if heldOut(l.id) != held {
			continue
		}
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

func TestRulesFindWhatAReaderWouldHoldAgainstAPassage(t *testing.T) {
	t.Parallel()
	list := readPassages(t)
	reads := func(rule string) bool { return slices.Contains(aboutWords, rule) }
	every := func(string) bool { return true }
	for _, half := range []bool{false, true} {
		name := map[bool]string{false: "tuning", true: "held out"}[half]
		all, differences := measure(list, half, every)
		byWords, _ := measure(list, half, reads)
		t.Logf("%s: all rules %s", name, all)
		t.Logf("%s: rules about words %s", name, byWords)
		if *showMisses && !half {
			t.Logf("differences:\n%s", strings.Join(differences, "\n"))
		}
		for what, count := range map[string]tally{"all rules": all, "rules about words": byWords} {
			if count.precision() < 0.9 || count.recall() < 0.8 {
				t.Errorf("%s, %s: %s; wanted precision 0.9 and recall 0.8", name, what, count)
			}
		}
	}
}

func TestPassagesAreManyAndInBothHalves(t *testing.T) {
	t.Parallel()
	list := readPassages(t)
	half := map[bool]int{}
	for _, l := range list {
		half[heldOut(l.id)]++
		for _, r := range l.rules {
			if _, ok := RuleOf(r); !ok {
				t.Errorf("%s: there is no rule %s", l.id, r)
			}
		}
	}
	if half[false] < 30 || half[true] < 30 {
		t.Errorf("the halves have %d and %d passages, wanted 30 or more in each", half[false], half[true])
	}
}
