package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/alignment/check"
)

// soundFolder is a folder against which there is nothing but notes.
func soundFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"system.yaml": "system: {id: vale, name: The Vale, kind: ics, vision: Care near home., next_review: 2027-05}\n" +
			"goals:\n- {id: G1, title: One record for residents, due: 2027-09, measure: {name: partners, baseline: 1, target: 5}}\n" +
			"non_priorities:\n- {id: VN1, text: No system-wide intranet.}\n",
		"ac.yaml": "organisation: {id: AC, name: The Infirmary, kind: acute, system: vale}\n" +
			"strategy: {title: Nearer, mission: Care near home., next_review: 2027-05}\n" +
			"aims:\n- {id: A1, title: Safe}\n- {id: A2, title: Near}\n- {id: A3, title: Fair}\n- {id: A4, title: Skilled}\n" +
			"user_needs:\n- {id: U1, text: I cannot see the record., role: ward nurse, evidence: Nine interviews.}\n" +
			"non_priorities:\n- {id: N1, text: No new intranet.}\n" +
			"objectives:\n- {id: O1, title: Nurses open one record for residents, needs: [U1], owner: Chief nurse, horizon: 2027-09,\n" +
			"   aims: [A1, A2, A3, A4], measure: {name: wards, baseline: 0, target: 12}}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCheckSaysByItsExitCodeWhetherThereAreWarnings(t *testing.T) {
	t.Parallel()
	sound := soundFolder(t)
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"notes only":       {[]string{"check", sound, "--today", "2026-11-26"}, 0, "The Infirmary (AC): no warnings, three notes"},
		"a year later":     {[]string{"check", sound, "--today", "2027-11-26"}, 1, "Its date, September 2027, has passed."},
		"warnings":         {[]string{"check", carrowmere, "--today", "2026-11-26"}, 1, "(technology-first)"},
		"one organisation": {[]string{"check", carrowmere, "--organisation", "SA"}, 1, "Saltermark Ambulance Service NHS Trust (SA)"},
		"nobody":           {[]string{"check", carrowmere, "--organisation", "ZZ"}, 2, `"ZZ" is not in the folder`},
		"no folder":        {[]string{"check", sound + "/none"}, 2, "There is no such folder."},
		"no argument":      {[]string{"check"}, 2, "check is written as: throughline check DIR"},
		"format":           {[]string{"check", sound, "--format", "csv"}, 2, `"csv" is not one of table, json, sarif`},
		"day":              {[]string{"check", sound, "--today", "soon"}, 2, "write it as YYYY-MM-DD"},
		"rules":            {[]string{"check", "--rules"}, 0, "no-user-need (warning): No user need"},
		"rules of a kind":  {[]string{"check", "--rules", "--format", "sarif"}, 2, "not one of table, json"},
		"rules of nothing": {[]string{"check", "--rules", sound}, 2, "check is written as: throughline check DIR"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, out, said := asked(t, nil, test.args...)
			if code != test.code || !strings.Contains(out+said, test.says) {
				t.Errorf("exit %d\n%s%s", code, out, said)
			}
			if name == "one organisation" && strings.Contains(out, "(AC)") {
				t.Error("others are checked as well")
			}
		})
	}
}

// A code host shows a finding beside its line.
func TestCheckWritesWhereEachFindingStands(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "check.sarif")
	if code, out, said := asked(t, nil, "check", carrowmere, "--today", "2026-11-26", "--format", "sarif", "-o", file); code != 1 || out+said != "" {
		t.Fatalf("exit %d, %s%s", code, out, said)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID    string `json:"ruleId"`
				Locations []struct {
					Physical struct {
						File   struct{ URI string }    `json:"artifactLocation"`
						Region struct{ StartLine int } `json:"region"`
					} `json:"physicalLocation"`
					Logical []struct {
						Name string `json:"name"`
					} `json:"logicalLocations"`
				} `json:"locations"`
			} `json:"results"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(raw, &log); err != nil {
		t.Fatal(err)
	}
	for _, r := range log.Runs[0].Results {
		at := r.Locations[0]
		text, err := os.ReadFile(at.Physical.File.URI)
		if err != nil {
			t.Fatal(err)
		}
		line := strings.Split(string(text), "\n")[at.Physical.Region.StartLine-1]
		if !strings.Contains(line, "id: "+at.Logical[0].Name) {
			t.Errorf("%s about %s: line %d of %s is %q", r.RuleID, at.Logical[0].Name, at.Physical.Region.StartLine, at.Physical.File.URI, line)
		}
	}
	if got := fileURI("/data/our strategies/ac.yaml"); got != "file:///data/our%20strategies/ac.yaml" {
		t.Error(got)
	}
}

func TestCheckAsJSONHasTheRules(t *testing.T) {
	t.Parallel()
	_, out, _ := asked(t, nil, "check", carrowmere, "--format", "json")
	var read struct {
		Organisations []check.Checked `json:"-"`
		Rules         []check.Rule    `json:"rules"`
	}
	if err := json.Unmarshal([]byte(out), &read); err != nil || len(read.Rules) != len(check.Rules()) {
		t.Errorf("%d rules, %v", len(read.Rules), err)
	}
	if _, out, _ = asked(t, nil, "check", "--rules", "--format", "json"); !strings.Contains(out, `"id": "boilerplate"`) {
		t.Error(out)
	}
}
