package exchange_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/throughline-ics/throughline/internal/demodata"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// months lets folders be compared: a month has no exported fields.
var months = cmpopts.EquateComparable(strategy.Month{})

func month(t *testing.T, text string) strategy.Month {
	t.Helper()
	m, err := strategy.ParseMonth(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

const (
	smallSystem = `system:
  id: vale
  name: The Vale
  kind: ics
goals:
- id: G1
  title: One record
initiatives:
- id: I1
  title: Shared record
  goals: [G1]
`
	smallTrust = `organisation:
  id: AC
  name: The Infirmary
  kind: acute
  system: vale
constraints:
- id: C1
  type: finance
  text: There is no money.
objectives:
- id: O1
  title: Open the record
`
)

// folderOf makes a folder of files: the small ones, and those given.
func folderOf(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{
		"system.yaml": &fstest.MapFile{Data: []byte(smallSystem)},
		"ac.yaml":     &fstest.MapFile{Data: []byte(smallTrust)},
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// wrong lists what a failure says, one line for each problem.
func wrong(t *testing.T, err error) []string {
	t.Helper()
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Kind != fault.Invalid || f.Message == "" {
		t.Fatalf("%v is no fault of the kind invalid", err)
	}
	var lines []string
	for _, field := range f.Fields {
		lines = append(lines, field.Name+" "+field.Reason)
	}
	return lines
}

func TestReadSmall(t *testing.T) {
	t.Parallel()
	folder, err := exchange.ReadFS(folderOf(map[string]string{
		"system.yaml": "format: 1\nsystem:\n  id: vale\n  name: ' The\n    Vale '\n  kind: ics\n  fictional: true\n  strategy: Ours\n  vision: |\n    One.\n\n    Two.\n  period: 2025-2030\n  provenance: composed\n" +
			"principles:\n- First\n- 2\ngoals:\n- id: G1\n  title: One record\n  description: All of it\n  measure: {name: open, baseline: 7, target: 1e3}\n  due: 2027-03\n  provenance: plan\n" +
			"initiatives:\n- id: I1\n  title: Shared\n  description: Once\n  delivery: central\n  goals: [G1]\n  measures: [{name: a}, {name: b, baseline: 5 of 11}]\n  due: 2026-12\n",
		"ac.yaml": "organisation: {id: AC, name: Infirmary, kind: acute, system: vale, fictional: true}\nstrategy: {title: On, period: 2025, mission: Care, provenance: read}\n" +
			"constraints:\n- {id: C1, type: governance, text: Two boards}\n- {id: C2, type: digital_skills, text: None}\nnon_priorities:\n- {id: N1, text: No apps, until: 2028-01}\n- {id: N2, text: No robots}\n" +
			"objectives:\n- {id: O1, title: Open, description: Soon, measure: null, horizon: 2026-09, provenance: composed}\n",
		"bb.yaml":     "organisation: {id: '9', name: Council, kind: council, system: vale}\n",
		"claims.yaml": "claims:\n- {objective: O1, target: I1, verdict: confirmed, contribution: direct, reason: Because}\n- {objective: O1, target: G1, verdict: rejected}\n",
	}))
	if err != nil {
		t.Fatal(wrong(t, err))
	}
	want := exchange.Folder{
		System: exchange.Party{Code: "vale", Name: "The Vale", Sector: "ics", Fictional: true, Strategy: strategy.Document{
			Header: strategy.Header{Title: "Ours", Mission: "One.\n\nTwo.", Period: "2025-2030", Provenance: "composed"},
			Items: []strategy.Item{
				{Kind: strategy.KindPrinciple, Code: "P1", Title: "First"},
				{Kind: strategy.KindPrinciple, Code: "P2", Title: "2"},
				{Kind: strategy.KindGoal, Code: "G1", Title: "One record", Due: month(t, "2027-03"), Body: strategy.Body{
					Description: "All of it", Provenance: "plan", Measures: []strategy.Measure{{Name: "open", Baseline: "7", Target: "1e3"}},
				}},
				{Kind: strategy.KindInitiative, Code: "I1", Title: "Shared", Due: month(t, "2026-12"), Body: strategy.Body{
					Description: "Once", Delivery: strategy.DeliveryCentral, Goals: []string{"G1"},
					Measures: []strategy.Measure{{Name: "a"}, {Name: "b", Baseline: "5 of 11"}},
				}},
			},
		}},
		Members: []exchange.Party{
			{Code: "9", Name: "Council", Sector: "council"},
			{Code: "AC", Name: "Infirmary", Sector: "acute", Fictional: true, Strategy: strategy.Document{
				Header: strategy.Header{Title: "On", Period: "2025", Mission: "Care", Provenance: "read"},
				Items: []strategy.Item{
					{Kind: strategy.KindObjective, Code: "O1", Title: "Open", Due: month(t, "2026-09"), Body: strategy.Body{Description: "Soon", Provenance: "composed"}},
					{Kind: strategy.KindConstraint, Code: "C1", Title: "Two boards", Body: strategy.Body{Constraint: strategy.ConstraintOther, AsWritten: "governance"}},
					{Kind: strategy.KindConstraint, Code: "C2", Title: "None", Body: strategy.Body{Constraint: strategy.ConstraintDigitalSkills}},
					{Kind: strategy.KindNonPriority, Code: "N1", Title: "No apps", Due: month(t, "2028-01")},
					{Kind: strategy.KindNonPriority, Code: "N2", Title: "No robots"},
				},
			}},
		},
		Claims: []exchange.Claim{
			{Objective: "O1", Target: "I1", Verdict: "confirmed", Contribution: "direct", Reason: "Because"},
			{Objective: "O1", Target: "G1", Verdict: "rejected"},
		},
	}
	if diff := cmp.Diff(want, folder, months); diff != "" {
		t.Error(diff)
	}
}

func TestReadSystemAlone(t *testing.T) {
	t.Parallel()
	folder, err := exchange.ReadFS(fstest.MapFS{"system.yaml": &fstest.MapFile{Data: []byte("system: {id: sdg, name: sdg, kind: benchmark}\n")}})
	if err != nil || folder.System.Code != "sdg" || folder.Members != nil {
		t.Error(folder, err)
	}
}

// Each of these lines, put into the small folder, is told with its file, its line and what was expected.
func TestReadNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	const (
		trust  = smallTrust
		goals  = "principles: [First]\ngoals:\n- id: G1\n  title: One\n"
		claims = "claims:\n- objective: O1\n  target: G1\n"
	)
	top := strings.Replace(smallSystem, "goals:\n- id: G1\n  title: One record\n", "", 1)
	head, _, _ := strings.Cut(smallSystem, "goals:")
	organisation, _, _ := strings.Cut(smallTrust, "constraints:")
	for name, test := range map[string]struct {
		file, text string
		want       []string
	}{
		"unknown field":         {"ac.yaml", trust + "  titel: x\n", []string{`ac.yaml:13 Unknown field "titel" (did you mean "title"?): an objective has id, title, description, need, needs, excluded, non_digital, owner, owner_place, measure, measures, horizon, rank, aims, themes, changes, marking, marked_until and provenance.`}},
		"no words for a need":   {"ac.yaml", organisation + "user_needs:\n- id: U1\n", []string{`ac.yaml:7 A user need needs a text: field "text" is missing or empty.`}},
		"unknown part":          {"ac.yaml", trust + "goals: []\n", []string{`ac.yaml:13 Unknown field "goals": an organisation file has organisation, strategy, principles, aims, user_needs, constraints, non_priorities, objectives, initiatives, services, delivered, risks and changes_of_course.`}},
		"list for a text":       {"ac.yaml", trust + "  description: [a, b]\n", []string{`ac.yaml:13 Field "description" is a text, not a list.`}},
		"text for a list":       {"ac.yaml", organisation + "objectives: many\n", []string{`ac.yaml:6 Field "objectives" is a list (a dash before each item), not a text.`}},
		"text for an item":      {"ac.yaml", organisation + "objectives:\n- one\n", []string{`ac.yaml:7 An objective was expected, as fields (id, title, description, need, needs, excluded, non_digital, owner, owner_place, measure, measures, horizon, rank, aims, themes, changes, marking, marked_until and provenance), not a text.`}},
		"no id":                 {"ac.yaml", organisation + "objectives:\n- title: x\n", []string{`ac.yaml:7 An objective needs an id: field "id" is missing or empty.`}},
		"no title":              {"ac.yaml", organisation + "objectives:\n- id: O1\n  title: ''\n", []string{`ac.yaml:8 An objective needs a title: field "title" is missing or empty.`}},
		"long title":            {"ac.yaml", organisation + "objectives:\n- id: O1\n  title: " + strings.Repeat("é", 301) + "\n", []string{`ac.yaml:8 The text of "title" has 301 characters: at most 300 are allowed.`}},
		"long description":      {"ac.yaml", trust + "  description: " + strings.Repeat("x", 20_001) + "\n", []string{`ac.yaml:13 The text of "description" has 20001 characters: at most 20000 are allowed.`}},
		"wrong id":              {"ac.yaml", trust + "- id: a b\n  title: x\n", []string{`ac.yaml:13 The id "a b" is not one: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or digit.`}},
		"long id":               {"ac.yaml", trust + "- id: " + strings.Repeat("x", 65) + "\n  title: x\n", []string{`ac.yaml:13 The id "` + strings.Repeat("x", 40) + `…" is not one: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or digit.`}},
		"id of a file":          {"ac.yaml", trust + "- id: ../up\n  title: x\n", []string{`ac.yaml:13 The id "../up" is not one: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or digit.`}},
		"same id":               {"ac.yaml", trust + "- id: O1\n  title: x\n", []string{"ac.yaml:13 The id O1 is taken: an objective at ac.yaml:11 has it."}},
		"same id in two files":  {"ac.yaml", trust + "- id: G1\n  title: x\n", []string{"ac.yaml:13 The id G1 is taken: a goal at system.yaml:6 has it."}},
		"same organisation":     {"b.yaml", organisation, []string{"b.yaml:2 The id AC is taken: an organisation at ac.yaml:2 has it."}},
		"organisation system":   {"b.yaml", strings.Replace(organisation, "AC", "vale", 1), []string{"b.yaml:2 The id vale is taken: a system at system.yaml:2 has it."}},
		"id of a principle":     {"system.yaml", head + "principles: [First]\ngoals:\n- id: P1\n  title: One\n", []string{"system.yaml:7 The id P1 is the one of the principle at system.yaml:5: choose another."}},
		"other system":          {"ac.yaml", strings.Replace(trust, "system: vale", "system: hill", 1), []string{`ac.yaml:5 There is no system with the id "hill" in the folder: system.yaml is about vale.`}},
		"no system":             {"ac.yaml", strings.Replace(trust, "  system: vale\n", "", 1), []string{`ac.yaml:2 An organisation needs a system: field "system" is missing or empty.`}},
		"no organisation":       {"ac.yaml", "objectives: []\n", []string{`ac.yaml:1 An organisation file needs an organisation: field "organisation" is missing or empty.`}},
		"unknown kind":          {"ac.yaml", strings.Replace(trust, "kind: acute", "kind: accute", 1), []string{`ac.yaml:4 Unknown kind "accute" (did you mean "acute"?): write one of acute, ambulance, benchmark, cluster, combined, community, community_interest_company, council, hospice, icb, ics, independent_provider, mental_health, other, primary_care, provider_collaborative, specialist, supplier or voluntary.`}},
		"not fictional":         {"ac.yaml", strings.Replace(trust, "kind: acute", "kind: acute\n  fictional: a bit", 1), []string{`ac.yaml:5 Field "fictional" is either true or false.`}},
		"goal that is not":      {"system.yaml", top, []string{`system.yaml:8 There is no goal with the id "G1" in this file.`}},
		"goal that is a trust":  {"system.yaml", strings.Replace(smallSystem, "[G1]", "[O1]", 1), []string{"system.yaml:11 O1 is an objective: a goal was expected here."}},
		"goal twice":            {"system.yaml", strings.Replace(smallSystem, "[G1]", "[G1, G1]", 1), []string{`system.yaml:11 "G1" is in this list already, on line 11.`}},
		"no month":              {"system.yaml", head + goals + "  due: March 2027\n", []string{`system.yaml:9 "March 2027" is not a month: write it as YYYY-MM, such as 2027-03.`}},
		"a day":                 {"ac.yaml", trust + "  horizon: 2027-03-31\n", []string{`ac.yaml:13 "2027-03-31" is not a month: write it as YYYY-MM, such as 2027-03.`}},
		"month 13":              {"ac.yaml", organisation + "non_priorities:\n- id: N1\n  text: x\n  until: 2027-13\n", []string{`ac.yaml:9 "2027-13" is not a month: write it as YYYY-MM, such as 2027-03.`}},
		"unknown delivery":      {"system.yaml", smallSystem + "  delivery: centrally\n", []string{`system.yaml:12 Unknown delivery "centrally" (did you mean "central"?): write one of central, shared or local.`}},
		"two words for a type":  {"ac.yaml", strings.Replace(trust, "finance", "no money", 1), []string{`ac.yaml:8 The type "no money" is not one word: use up to 64 letters, digits and underscores, such as digital_skills.`}},
		"measure and measures":  {"ac.yaml", trust + "  measure: {name: a}\n  measures: [{name: b}]\n", []string{"ac.yaml:14 There is a measure on line 13 already: put all of them into the list of measures."}},
		"measure without name":  {"ac.yaml", trust + "  measure: {target: 5}\n", []string{`ac.yaml:13 A measure needs a name: field "name" is missing or empty.`}},
		"measure as a text":     {"ac.yaml", trust + "  measure: 5\n", []string{"ac.yaml:13 A measure was expected, as fields (name, baseline, target and unit), not a text."}},
		"later format":          {"system.yaml", "format: 2\n" + smallSystem, []string{"system.yaml:1 The folder is in format 2, which a later version of Throughline wrote: this version reads format 1."}},
		"no format":             {"system.yaml", "format: one\n" + smallSystem, []string{`system.yaml:1 "one" is not a format: this version of Throughline reads format 1.`}},
		"claim for nothing":     {"claims.yaml", "claims:\n- {objective: O9, target: G9, verdict: rejected}\n", []string{`claims.yaml:2 There is no objective with the id "O9" in the folder.`, `claims.yaml:2 There is no goal or initiative with the id "G9" in the folder.`}},
		"claim the wrong way":   {"claims.yaml", "claims:\n- {objective: I1, target: C1, verdict: rejected}\n", []string{"claims.yaml:2 I1 is an initiative: an objective was expected here.", `claims.yaml:2 There is no goal or initiative with the id "C1" in the folder.`}},
		"claim twice":           {"claims.yaml", claims + "  verdict: rejected\n- objective: O1\n  target: G1\n  verdict: rejected\n", []string{"claims.yaml:5 O1 and G1 are decided already, on line 2."}},
		"unknown verdict":       {"claims.yaml", claims + "  verdict: agreed\n", []string{`claims.yaml:4 Unknown verdict "agreed": write one of confirmed or rejected.`}},
		"no contribution":       {"claims.yaml", claims + "  verdict: confirmed\n", []string{"claims.yaml:4 A confirmed claim says what the contribution is: direct or partial."}},
		"rejected contribution": {"claims.yaml", claims + "  verdict: rejected\n  contribution: partial\n", []string{"claims.yaml:5 A rejected claim has no contribution: leave it out."}},
		"yml":                   {"bp.yml", "", []string{"bp.yml The name of a file ends in .yaml: call it bp.yaml."}},
		"capitals":              {"BP.YAML", "", []string{"BP.YAML The name of a file ends in .yaml: call it BP.yaml."}},
		"empty file":            {"bp.yaml", "", []string{"bp.yaml The file is empty."}},
		"large file":            {"bp.yaml", strings.Repeat("#", exchange.MaxFileSize+1), []string{"bp.yaml The file is too large: at most 8 MiB are allowed."}},
		"syntax":                {"claims.yaml", "claims:\n- objective: O1\n  target: I: J\n", []string{"claims.yaml:3 There is a colon where none was expected: put a text that has a colon and a space in it in quotes, and check the indentation."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, err := exchange.ReadFS(folderOf(map[string]string{test.file: test.text}))
			if err == nil {
				t.Fatal("nothing found wrong")
			}
			if diff := cmp.Diff(test.want, wrong(t, err)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(exchange.Folder{}, folder, months); diff != "" {
				t.Errorf("half a folder came back: %s", diff)
			}
		})
	}
}

// What is wrong in a file that cannot be read is not told again by every reference to it.
func TestReadTellsOneThingOnce(t *testing.T) {
	t.Parallel()
	claims := "claims:\n- {objective: O1, target: G1, verdict: rejected}\n"
	_, err := exchange.ReadFS(folderOf(map[string]string{"system.yaml": "", "claims.yaml": claims}))
	if diff := cmp.Diff([]string{"system.yaml The file is empty."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
	without := folderOf(map[string]string{"claims.yaml": claims})
	delete(without, "system.yaml")
	_, err = exchange.ReadFS(without)
	if diff := cmp.Diff([]string{"system.yaml This file is missing: it says which system the folder is about, and its goals."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
}

func TestReadIgnoresOtherFiles(t *testing.T) {
	t.Parallel()
	_, err := exchange.ReadFS(folderOf(map[string]string{"README.md": "\x00", "gold/gold.yaml": "{", "sub.yaml/x.yaml": "{", ".hidden.yaml": "{", "data.csv": "\xff", "yaml": "{"}))
	if err != nil {
		t.Error(wrong(t, err))
	}
}

func TestReadLimits(t *testing.T) {
	t.Parallel()
	var items strings.Builder
	items.WriteString(smallTrust)
	for i := range exchange.MaxItems {
		fmt.Fprintf(&items, "- {id: T%d, title: x}\n", i)
	}
	many := map[string]string{}
	for i := range exchange.MaxFiles {
		many[fmt.Sprintf("t%d.yaml", i)] = ""
	}
	large := map[string]string{}
	eight := strings.Repeat("\n", exchange.MaxFileSize)
	for i := range 25 {
		large[fmt.Sprintf("t%d.yaml", i)] = eight
	}
	for name, test := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"items":   {map[string]string{"ac.yaml": items.String()}, []string{"ac.yaml:20009 This is item 20001 of the folder: at most 20000 are allowed."}},
		"files":   {many, []string{"folder The folder has 2002 YAML files: at most 2000 are allowed."}},
		"200 MiB": {large, []string{"folder The YAML files of the folder have 200 MiB: at most 64 are allowed."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := exchange.ReadFS(folderOf(test.files))
			if diff := cmp.Diff(test.want, wrong(t, err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadClaims(t *testing.T) {
	t.Parallel()
	folder, err := exchange.ReadFS(demodata.Carrowmere())
	if err != nil {
		t.Fatal(err)
	}
	claims, err := exchange.ReadClaims(strings.NewReader("claims:\n- {objective: AC-01, target: I1, verdict: rejected}\n"), "mine.yaml", folder)
	if diff := cmp.Diff([]exchange.Claim{{Objective: "AC-01", Target: "I1", Verdict: "rejected"}}, claims); diff != "" || err != nil {
		t.Error(diff, err)
	}
	_, err = exchange.ReadClaims(strings.NewReader("claims:\n- {objective: AC-N1, target: AC-C1, verdict: rejected}\n- {objective: AC-99, target: G1, verdict: rejected}\n"), "mine.yaml", folder)
	want := []string{
		"mine.yaml:2 AC-N1 is a non-priority: an objective was expected here.",
		"mine.yaml:2 There is no goal or initiative with the id \"AC-C1\" in the folder.",
		`mine.yaml:3 There is no objective with the id "AC-99" in the folder.`,
	}
	if diff := cmp.Diff(want, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
	for text, want := range map[string]string{"": "mine.yaml The file is empty.", strings.Repeat("#", exchange.MaxFileSize+1): "mine.yaml The file is too large: at most 8 MiB are allowed."} {
		_, err = exchange.ReadClaims(strings.NewReader(text), "mine.yaml", folder)
		if diff := cmp.Diff([]string{want}, wrong(t, err)); diff != "" {
			t.Error(diff)
		}
	}
	_, err = exchange.ReadClaims(io.MultiReader(strings.NewReader("claims:"), brokenReader{}), "mine.yaml", folder)
	if diff := cmp.Diff([]string{"mine.yaml This cannot be read."}, wrong(t, err)); diff != "" {
		t.Error(diff)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, syscall.EIO }
