package evaluation_test

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/evaluation"
)

func link(objective, target string, suggested bool) alignment.Link {
	kind := alignment.ToGoal
	if strings.HasPrefix(target, "I") {
		kind = alignment.ToInitiative
	}
	return alignment.Link{Objective: objective, Target: target, Kind: kind, Suggested: suggested}
}

func TestEvaluateByHand(t *testing.T) {
	t.Parallel()
	g2 := "G2"
	report := alignment.Report{
		Links: []alignment.Link{
			link("A", "G1", true), link("A", "G2", true), link("A", "G3", false), // right targets: G2 (direct), G3 (partial)
			link("B", "G3", true), link("B", "G1", false), link("B", "G2", false), // right target: G3
			link("C", "G1", false), link("C", "G2", false), link("C", "G3", false), // none
			link("D", "G1", false), link("D", "G2", false), link("D", "G3", false), // right target: G2
			link("A", "I1", true), link("B", "I1", true), link("C", "I1", false), link("D", "I1", false), // right: A
		},
		Levels: []alignment.Placement{
			{Objective: "A", Level: alignment.Central},
			{Objective: "B", Level: alignment.Undecided, Leaning: alignment.Shared},
			{Objective: "C", Level: alignment.Shared},
			{Objective: "D", Level: alignment.Local},
		},
		Findings: []alignment.Finding{
			{Kind: alignment.Conflict, Items: []string{"C"}, Goal: &g2},
			{Kind: alignment.Conflict, Items: []string{"D"}, Goal: &g2},
			{Kind: alignment.Duplicate, Items: []string{"C", "A", "B"}},
			{Kind: alignment.Gap, Items: []string{"G2"}, Goal: &g2},
		},
	}
	gold := evaluation.Gold{
		Goals:       map[evaluation.Pair]int{{"A", "G2"}: 2, {"A", "G3"}: 1, {"B", "G3"}: 2, {"D", "G2"}: 1},
		Initiatives: map[evaluation.Pair]int{{"A", "I1"}: 2},
		Levels:      map[string]alignment.Level{"A": alignment.Central, "B": alignment.Shared, "C": alignment.Shared, "D": alignment.Local},
		Conflicts:   map[evaluation.Opposition]bool{{"C", "G2"}: true, {"D", "G1"}: true, {"N", "G1"}: true},
		Duplicates:  map[string][]string{"D1": {"A", "B"}, "D2": {"C", "D"}},
		Judged:      map[evaluation.Pair]bool{{"A", "G1"}: false, {"A", "G2"}: true, {"D", "G2"}: true, {"C", "G3"}: false},
		HasFlags:    true,
	}
	judged := 0.5 // right about A-G2 and C-G3, wrong about A-G1 and D-G2
	third := 1.0 / 3
	want := evaluation.Result{
		Objectives: 4,
		Goals: &evaluation.Links{
			// A: (1/2 + 2/3)/2, B: 1, D: 1/2.
			MAP: ((1.0/2+2.0/3)/2 + 1 + 1.0/2) / 3,
			// A: (3/log2 3 + 1/log2 4) / (3 + 1/log2 3), B: 1, D: (1/log2 3) / 1.
			NDCG3:     ((3/math.Log2(3)+1.0/2)/(3+1/math.Log2(3)) + 1 + 1/math.Log2(3)) / 3,
			Suggested: evaluation.Counts{Found: 3, Expected: 4, Right: 2, Precise: 2.0 / 3, Recall: 0.5, F1: 4.0 / 7},
		},
		Initiatives: &evaluation.Links{
			MAP: 1, NDCG3: 1,
			Suggested: evaluation.Counts{Found: 2, Expected: 1, Right: 1, Precise: 0.5, Recall: 1, F1: 2.0 / 3},
		},
		NoGoal:        &evaluation.Counts{Found: 2, Expected: 1, Right: 1, Precise: 0.5, Recall: 1, F1: 2.0 / 3},
		Levels:        &evaluation.Levels{Accuracy: 0.75, MacroF1: (1 + 2.0/3 + 1) / 3, Undecided: 1, Decided: 1},
		Conflicts:     &evaluation.Counts{Found: 2, Expected: 3, Right: 1, Precise: 0.5, Recall: third, F1: 0.4},
		ConflictItems: &evaluation.Counts{Found: 2, Expected: 3, Right: 2, Precise: 1, Recall: 2.0 / 3, F1: 0.8},
		Duplicates:    &evaluation.Counts{Found: 3, Expected: 2, Right: 1, Precise: third, Recall: 0.5, F1: 0.4},
		Judged:        &judged,
	}
	if diff := cmp.Diff(want, evaluation.Evaluate(gold, report), cmpopts.EquateApprox(0, 1e-12),
		cmpopts.IgnoreFields(evaluation.Links{}, "MAPInterval", "F1Interval")); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
}

func TestWhatWasNotLabelledIsNotMeasured(t *testing.T) {
	t.Parallel()
	got := evaluation.Evaluate(evaluation.Gold{}, alignment.Report{Links: []alignment.Link{link("A", "G1", true)}})
	if diff := cmp.Diff(evaluation.Result{}, got); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
}

func TestFindingNothingWhereThereIsNothingIsRight(t *testing.T) {
	t.Parallel()
	got := evaluation.Evaluate(evaluation.Gold{HasFlags: true}, alignment.Report{})
	if got.Conflicts.F1 != 1 || got.Duplicates.Recall != 1 {
		t.Errorf("conflicts %+v and duplicates %+v of a system that has none", got.Conflicts, got.Duplicates)
	}
}

func TestReadGold(t *testing.T) {
	t.Parallel()
	got, err := evaluation.ReadGold(fstest.MapFS{
		"gold/gold.csv":       {Data: []byte("objective_id,goal_id,grade\nA-1,G1,2\nA-2,G1,0\n")},
		"gold/gold_level.csv": {Data: []byte("objective_id,level\nA-1,shared\n")},
		"gold/gold_flags.csv": {Data: []byte("item_id,flag,ref,kind,reason\nA-1,conflict,G2,opposes,\"no, it says\"\nA-1,duplicate_group,D1,,\nB-1,duplicate_group,D1,,\nA-1,late,G1,,late\n")},
		"gold/judged.csv":     {Data: []byte("objective_id,goal_id,label\nA-1,G1,True\nA-2,G1,False\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := evaluation.Gold{
		Goals: map[evaluation.Pair]int{{"A-1", "G1"}: 2}, Initiatives: map[evaluation.Pair]int{},
		Levels: map[string]alignment.Level{"A-1": alignment.Shared}, Conflicts: map[evaluation.Opposition]bool{{"A-1", "G2"}: true},
		Duplicates: map[string][]string{"D1": {"A-1", "B-1"}}, HasFlags: true,
		Judged: map[evaluation.Pair]bool{{"A-1", "G1"}: true, {"A-2", "G1"}: false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("gold (-want +got):\n%s", diff)
	}
}

func TestReadGoldNamesFileAndLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, text, want string }{
		"a grade":       {"gold.csv", "objective_id,goal_id,grade\nA,G,2\nA,H,3\n", `gold/gold.csv:3: the grade is "3"`},
		"a header":      {"gold.csv", "objective,goal,grade\n", `gold/gold.csv:1 begins with "objective,goal,grade"`},
		"a level":       {"gold_level.csv", "objective_id,level\nA,global\n", `gold/gold_level.csv:2: the level is "global"`},
		"a flag":        {"gold_flags.csv", "item_id,flag,ref,kind,reason\nA,odd,,,\n", `gold/gold_flags.csv:2: the flag is "odd"`},
		"a label":       {"judged.csv", "objective_id,goal_id,label\nA,G,perhaps\n", `gold/judged.csv:2: the label is "perhaps"`},
		"missing cells": {"gold_initiatives.csv", "objective_id,initiative_id,grade\nA,I\n", "gold/gold_initiatives.csv is not a CSV file: record on line 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := evaluation.ReadGold(fstest.MapFS{"gold/" + c.file: {Data: []byte(c.text)}})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want it to say %s", err, c.want)
			}
		})
	}
}

func FuzzReadGold(f *testing.F) {
	f.Add("objective_id,goal_id,grade\nA,G,2\n")
	f.Add("\ufeffobjective_id,goal_id,grade\n\"A\n")
	f.Fuzz(func(_ *testing.T, text string) {
		g, err := evaluation.ReadGold(fstest.MapFS{"gold/gold.csv": {Data: []byte(text)}})
		if err == nil {
			evaluation.Evaluate(g, alignment.Report{Links: []alignment.Link{link("A", "G", true)}})
		}
	})
}

func TestTableAndJSON(t *testing.T) {
	t.Parallel()
	judged := 0.75
	r := evaluation.Result{
		Objectives: 2,
		Goals: &evaluation.Links{
			MAP: 0.5, Suggested: evaluation.Counts{Found: 2, Expected: 4, Right: 1, Precise: 0.5, Recall: 0.25, F1: 1.0 / 3},
			MAPInterval: evaluation.Interval{Value: 0.5, Low: 0.25, High: 0.75}, F1Interval: evaluation.Interval{Value: 1.0 / 3, Low: 0.125, High: 0.5},
		},
		Judged: &judged,
	}
	var table, out bytes.Buffer
	if err := r.Table(&table); err != nil {
		t.Fatal(err)
	}
	want := `Compared with people's labels  2 objectives
Goals, ranking                 MAP 0.500           nDCG@3 0.000
Goals, 95% intervals           MAP 0.250 to 0.750  F1 0.125 to 0.500
Goals, suggested               F1 0.333            precision 0.500  recall 0.250  1 right of 2 found, 4 expected
Judged pairs                   accuracy 0.750
`
	if diff := cmp.Diff(want, table.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	if err := r.JSON(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "{\n  \"objectives\": 2,\n  \"goals\": {") || !strings.HasSuffix(out.String(), "\"judged\": 0.75\n}\n") {
		t.Errorf("JSON:\n%s", out.String())
	}
}
