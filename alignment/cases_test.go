package alignment_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/ontology"
)

// file is one file of testdata: a system, and cases about it.
type file struct {
	System struct {
		Goals       []goal       `yaml:"goals"`
		Initiatives []initiative `yaml:"initiatives"`
	} `yaml:"system"`
	Cases []scenario `yaml:"cases"`
}

type goal struct {
	ID          string   `yaml:"id"`
	Title       string   `yaml:"title"`
	Description string   `yaml:"description"`
	Measures    []string `yaml:"measures"`
	Due         string   `yaml:"due"`
}

type initiative struct {
	ID          string   `yaml:"id"`
	Title       string   `yaml:"title"`
	Description string   `yaml:"description"`
	Delivery    string   `yaml:"delivery"`
	Goals       []string `yaml:"goals"`
}

// scenario is one case: what organisations have published and people decided, and what is expected of the report.
type scenario struct {
	Name          string                `yaml:"name"`
	Organisations []organisation        `yaml:"organisations"`
	Judgements    []judgement           `yaml:"judgements"`
	Capabilities  []ontology.Capability `yaml:"capabilities"`
	Expect        expectation           `yaml:"expect"`
}

type organisation struct {
	ID            string      `yaml:"id"`
	HasNotShared  bool        `yaml:"has_not_shared"`
	Objectives    []objective `yaml:"objectives"`
	NonPriorities []struct {
		ID   string `yaml:"id"`
		Text string `yaml:"text"`
	} `yaml:"non_priorities"`
}

type objective struct {
	ID          string `yaml:"id"`
	Title       string `yaml:"title"`
	Description string `yaml:"description"`
	Measure     string `yaml:"measure"`
	Horizon     string `yaml:"horizon"`
}

type judgement struct {
	Objective    string `yaml:"objective"`
	Target       string `yaml:"target"`
	Verdict      string `yaml:"verdict"`
	Contribution string `yaml:"contribution"`
}

// expectation lists what the report must say, and what it must not. What is not listed may be as it likes.
type expectation struct {
	Linked    []string          `yaml:"linked"`     // "objective target", suggested or confirmed
	NotLinked []string          `yaml:"not_linked"` // the same, not suggested
	Evidence  []evidence        `yaml:"evidence"`
	Levels    map[string]string `yaml:"levels"`
	Leanings  map[string]string `yaml:"leanings"` // of those that are undecided
	Reasons   map[string]string `yaml:"reasons"`  // objective: what its reasons must say
	Coverage  map[string]string `yaml:"coverage"` // "target organisation": state
	Findings  []string          `yaml:"findings"` // "kind[/difference] items [-> goal]"
	None      []string          `yaml:"none"`     // the same, or a kind of which there is to be none
}

type evidence struct {
	Link   string `yaml:"link"`
	Kind   string `yaml:"kind"`
	Text   string `yaml:"text"`
	Target string `yaml:"target"`
}

// TestCases runs every case of testdata.
func TestCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases found: %v", err)
	}
	for _, name := range names {
		f := readCases(t, name)
		for _, c := range f.Cases {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".yaml")+"/"+c.Name, func(t *testing.T) {
				t.Parallel()
				report := alignment.Assess(f.picture(c), alignment.Options{})
				for _, problem := range c.Expect.problems(report) {
					t.Error(problem)
				}
			})
		}
	}
}

func readCases(t *testing.T, name string) file {
	t.Helper()
	in, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var f file
	d := yaml.NewDecoder(in)
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func (f file) picture(c scenario) alignment.Picture {
	p := alignment.Picture{System: "fenmarsh", Capabilities: c.Capabilities}
	for _, g := range f.System.Goals {
		p.Goals = append(p.Goals, alignment.Goal{ID: g.ID, Title: g.Title, Description: g.Description, Measures: g.Measures, Due: endOfMonth(g.Due)})
	}
	for _, i := range f.System.Initiatives {
		p.Initiatives = append(p.Initiatives, alignment.Initiative{ID: i.ID, Title: i.Title, Description: i.Description, Delivery: i.Delivery, Goals: i.Goals})
	}
	for _, o := range c.Organisations {
		member := alignment.Organisation{ID: o.ID, Name: o.ID, Shared: !o.HasNotShared}
		for _, b := range o.Objectives {
			made := alignment.Objective{ID: b.ID, Title: b.Title, Description: b.Description, Horizon: endOfMonth(b.Horizon)}
			if b.Measure != "" {
				made.Measures = []string{b.Measure}
			}
			member.Objectives = append(member.Objectives, made)
		}
		for _, n := range o.NonPriorities {
			member.NonPriorities = append(member.NonPriorities, alignment.NonPriority{ID: n.ID, Text: n.Text})
		}
		p.Organisations = append(p.Organisations, member)
	}
	for _, j := range c.Judgements {
		p.Judgements = append(p.Judgements, alignment.Judgement{
			Objective: j.Objective, Target: j.Target, Verdict: alignment.Verdict(j.Verdict), Contribution: alignment.Contribution(j.Contribution),
		})
	}
	return p
}

func endOfMonth(month string) time.Time {
	if month == "" {
		return time.Time{}
	}
	day, err := time.Parse("2006-01", month)
	if err != nil {
		panic(err)
	}
	return day.AddDate(0, 1, -1)
}

// problems says in sentences where a report is not as expected.
func (e expectation) problems(r alignment.Report) []string {
	var list []string
	linked := map[string]alignment.Link{}
	for _, l := range r.Links {
		linked[l.Objective+" "+l.Target] = l
	}
	for _, pair := range e.Linked {
		if l := linked[pair]; !l.Suggested {
			list = append(list, fmt.Sprintf("%s should be linked; its score is %v", pair, l.Score))
		}
	}
	for _, pair := range e.NotLinked {
		if l := linked[pair]; l.Suggested {
			list = append(list, fmt.Sprintf("%s should not be linked; its score is %v, by %v", pair, l.Score, l.Evidence))
		}
	}
	for _, want := range e.Evidence {
		if !slices.ContainsFunc(linked[want.Link].Evidence, want.is) {
			list = append(list, fmt.Sprintf("%s should have evidence %+v; it has %+v", want.Link, want, linked[want.Link].Evidence))
		}
	}
	return slices.Concat(list, e.levelProblems(r), e.coverageProblems(r), e.findingProblems(r))
}

func (e evidence) is(found alignment.Evidence) bool {
	return string(found.Kind) == e.Kind && (e.Text == "" || found.Text == e.Text) && (e.Target == "" || found.Target == e.Target)
}

func (e expectation) levelProblems(r alignment.Report) []string {
	var list []string
	for _, p := range r.Levels {
		if want, ok := e.Levels[p.Objective]; ok && want != string(p.Level) {
			list = append(list, fmt.Sprintf("%s should be %s; it is %s by %+v: %q", p.Objective, want, p.Level, p.Criteria, p.Reasons))
		}
		if want, ok := e.Leanings[p.Objective]; ok && want != string(p.Leaning) {
			list = append(list, fmt.Sprintf("%s should lean to %s; it leans to %q", p.Objective, want, p.Leaning))
		}
		if (p.Leaning != "") != (p.Level == alignment.Undecided) {
			list = append(list, fmt.Sprintf("%s is %s and leans to %q", p.Objective, p.Level, p.Leaning))
		}
		if want := e.Reasons[p.Objective]; !strings.Contains(strings.Join(p.Reasons, " "), want) {
			list = append(list, fmt.Sprintf("%s should have the reason %q; its reasons are %q", p.Objective, want, p.Reasons))
		}
	}
	return list
}

func (e expectation) coverageProblems(r alignment.Report) []string {
	states := map[string]string{}
	for _, c := range r.Coverage {
		states[c.Goal+" "+c.Organisation] = string(c.State)
	}
	for _, c := range r.InitiativeCoverage {
		states[c.Initiative+" "+c.Organisation] = string(c.State)
	}
	var list []string
	for cell, want := range e.Coverage {
		if states[cell] != want {
			list = append(list, fmt.Sprintf("the cell %s should be %s; it is %q", cell, want, states[cell]))
		}
	}
	return list
}

func (e expectation) findingProblems(r alignment.Report) []string {
	found := map[string]string{}
	for _, f := range r.Findings {
		found[spelled(f)] = f.Reason
		found[string(f.Kind)] = f.Reason
	}
	var list []string
	for _, want := range e.Findings {
		if _, ok := found[want]; !ok {
			list = append(list, fmt.Sprintf("there should be a finding %q; there are %q", want, found))
		}
	}
	for _, unwanted := range e.None {
		if reason, ok := found[unwanted]; ok {
			list = append(list, fmt.Sprintf("there should be no finding %q; it says %q", unwanted, reason))
		}
	}
	return list
}

// spelled writes a finding as cases do.
func spelled(f alignment.Finding) string {
	s := string(f.Kind)
	if f.Difference != "" {
		s += "/" + string(f.Difference)
	}
	s += " " + strings.Join(f.Items, " ")
	if f.Goal != nil {
		s += " -> " + *f.Goal
	}
	return s
}
