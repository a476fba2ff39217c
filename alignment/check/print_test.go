package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// weak is a strategy with a finding of each sort: of the whole, of several items, of one with marks.
func weak() []Checked {
	s := sound()
	s.Strategy.Mission = ""
	s.item("O1").Body.Owner, s.item("O2").Body.Owner = "", ""
	s.item("O2").Title = "World-class <care>"
	return []Checked{{Code: "AC", Name: "The Infirmary", Findings: Check(s)}, {Code: "BP", Name: "Brackenlea"}}
}

func placed(_, item string) Place {
	return Place{File: "strategies/ac%20one.yaml", Line: map[string]int{"": 2, "O2": 31}[item]}
}

func TestTable(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Table(&out, weak(), placed); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"The Infirmary (AC): two warnings, one note\n",
		"\n  No mission: one warning (no-mission)\n    why   People decide well without asking when they know what the strategy is for.\n    mend  Say in one or two sentences",
		"\n      strategies/ac%20one.yaml:2  There is no mission.\n",
		"\n      strategies/ac%20one.yaml:31  O2  Nobody would say the opposite of 'World-class'.\n",
		"Brackenlea (BP): nothing found\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	var rules bytes.Buffer
	if err := RulesTable(&rules); err != nil {
		t.Fatal(err)
	}
	for _, r := range Rules() {
		if !strings.Contains(rules.String(), r.ID+" (") || !strings.Contains(rules.String(), r.Dismiss) {
			t.Errorf("%s is not in the list of rules", r.ID)
		}
	}
}

// What is true of many findings is said once, and what a board would ask most about comes first.
func TestTheTableSaysOfARuleOnceWhyItMatters(t *testing.T) {
	t.Parallel()
	finding := func(rule, item string) Finding {
		r, _ := RuleOf(rule)
		return Finding{Rule: rule, Level: r.Level, Item: item, Why: "Found in " + item + "."}
	}
	checked := []Checked{{Code: "AC", Name: "The Infirmary", Findings: []Finding{
		finding("empty-words", "O1"), finding("no-owner", "O1"), finding("no-measure", "O1"), finding("empty-words", "O2"),
		finding("no-measure", "O2"), finding("empty-words", "O3"),
	}}}
	var out bytes.Buffer
	if err := Table(&out, checked, placed); err != nil {
		t.Fatal(err)
	}
	rest := out.String()
	for _, want := range []string{
		": two warnings (no-measure)\n", "  O1  Found in O1.\n", "  O2  Found in O2.\n", ": one warning (no-owner)\n",
		": three notes (empty-words)\n", "  O3  Found in O3.\n",
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("%q does not come in its turn in\n%s", want, out.String())
		}
		rest = after
	}
	if r, _ := RuleOf("no-measure"); strings.Count(out.String(), r.Why) != 1 || strings.Count(out.String(), r.Satisfy) != 1 {
		t.Errorf("what is true of both is not said once in\n%s", out.String())
	}
}

func TestJSONIsReadAsWhatWasFound(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := JSON(&out, weak()); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Organisations []struct {
			Code     string `json:"code"`
			Findings []struct {
				Rule, Item string
				Items      []string
				Marks      []Mark
			} `json:"findings"`
		} `json:"organisations"`
		Rules []Rule `json:"rules"`
	}
	if err := json.Unmarshal(out.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if f := read.Organisations[0].Findings; len(f) != 3 || len(f[1].Items) != 2 || f[2].Item != "O2" || f[2].Marks[0].Words != "World-class" {
		t.Errorf("read %+v", read.Organisations[0])
	}
	if read.Organisations[1].Findings == nil || len(read.Rules) != len(Rules()) {
		t.Error("an organisation without findings has no list of them, or rules are missing")
	}
}

// What the schema of SARIF 2.1.0 requires, and what code hosts refuse to do without.
func TestSARIFKeepsTheRulesOfItsSchema(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := SARIF(&out, weak(), placed, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	if err := sarifFlaw(out.Bytes(), 3); err != nil {
		t.Errorf("%v in\n%s", err, out.String())
	}
	for name, broken := range map[string][2]string{
		"version":    {`"version": "2.1.0"`, `"version": "2.0.0"`},
		"a rule":     {`"ruleId": "no-mission"`, `"ruleId": "no-such-rule"`},
		"a level":    {`"level": "warning",`, `"level": "bad",`},
		"a line":     {`"startLine": 31`, `"startLine": 0`},
		"a URI":      {`ac%20one.yaml`, `ac one.yaml`},
		"no message": {`There is no mission. Say in one or two sentences what will be different for the people you serve.`, ``},
	} {
		if sarifFlaw(bytes.Replace(out.Bytes(), []byte(broken[0]), []byte(broken[1]), 1), 3) == nil {
			t.Errorf("%s: nobody minds", name)
		}
	}
}

// sarifFlaw finds what a reader of SARIF would refuse in a log with so many results.
func sarifFlaw(data []byte, results int) error {
	var log sarifLog
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&log); err != nil {
		return err
	}
	if log.Version != "2.1.0" || !strings.HasPrefix(log.Schema, "https://") || len(log.Runs) != 1 {
		return errors.New("version, schema or run")
	}
	run := log.Runs[0]
	if run.Tool.Driver.Name == "" || run.Results == nil || len(run.Results) != results {
		return errors.New("driver or results")
	}
	seen := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		if r.ID == "" || seen[r.ID] || r.Short.Text == "" || r.Full.Text == "" || r.Help.Text == "" || !sarifLevel(r.Configuration.Level) {
			return errors.New("rule " + r.ID)
		}
		seen[r.ID] = true
	}
	for _, r := range run.Results {
		switch {
		case r.RuleIndex < 0 || r.RuleIndex >= len(run.Tool.Driver.Rules) || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID:
			return errors.New("rule id and index " + r.RuleID)
		case r.Message.Text == "" || !sarifLevel(r.Level) || len(r.Fingerprints) == 0 || len(r.Locations) == 0:
			return errors.New("result of " + r.RuleID)
		}
		for _, l := range r.Locations {
			uri := l.Physical.File.URI
			if uri == "" || strings.ContainsAny(uri, " \\") || l.Physical.Region == nil || l.Physical.Region.StartLine < 1 || len(l.Logical) == 0 {
				return errors.New("location of " + r.RuleID)
			}
		}
	}
	return nil
}

func sarifLevel(l Level) bool { return l == "none" || l == "note" || l == "warning" || l == "error" }
