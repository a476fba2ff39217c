package evaluation_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/evaluation"
)

// mistaken is a small system, what the engine might say of it, and what people said.
func mistaken() (alignment.Picture, evaluation.Gold, alignment.Report) {
	g1 := "G1"
	picture := alignment.Picture{
		Goals:       []alignment.Goal{{ID: "G1", Title: "One record", Description: "Seen by all."}, {ID: "G2", Title: "Online"}},
		Initiatives: []alignment.Initiative{{ID: "I1", Title: "The record"}},
		Organisations: []alignment.Organisation{{
			ID: "T", Objectives: []alignment.Objective{{ID: "A", Title: "Join in"}, {ID: "B", Title: "Portal"}}, NonPriorities: []alignment.NonPriority{{ID: "N", Text: "No sharing"}},
		}},
	}
	gold := evaluation.Gold{
		Goals: map[evaluation.Pair]int{{"A", "G1"}: 2, {"B", "G2"}: 1}, Initiatives: map[evaluation.Pair]int{{"A", "I1"}: 1},
		Levels: map[string]alignment.Level{"A": alignment.Central, "B": alignment.Local}, Conflicts: map[evaluation.Opposition]bool{{"N", "G2"}: true},
		Duplicates: map[string][]string{"D": {"A", "B"}}, Judged: map[evaluation.Pair]bool{{"A", "G2"}: false, {"B", "G2"}: true}, HasFlags: true,
	}
	report := alignment.Report{
		Model: "one",
		Links: []alignment.Link{
			{Objective: "A", Target: "G2", Kind: alignment.ToGoal, Score: 0.7, Suggested: true, Evidence: []alignment.Evidence{{Kind: alignment.SharedWord, Text: "in", Target: "online", Weight: 0.5}}},
			{Objective: "A", Target: "G1", Kind: alignment.ToGoal, Score: 0.6, Suggested: true},
			{Objective: "B", Target: "G1", Kind: alignment.ToGoal, Score: 0.2},
			{Objective: "B", Target: "G2", Kind: alignment.ToGoal, Score: 0.1},
			{Objective: "A", Target: "I1", Kind: alignment.ToInitiative, Score: 0.1},
			{Objective: "B", Target: "I1", Kind: alignment.ToInitiative, Score: 0.3, Suggested: true},
		},
		Levels:   []alignment.Placement{{Objective: "A", Level: alignment.Shared, Reasons: []string{"So."}}, {Objective: "B", Level: alignment.Local}},
		Findings: []alignment.Finding{{Kind: alignment.Conflict, Items: []string{"N"}, Goal: &g1, Reason: "It says no."}},
	}
	return picture, gold, report
}

func TestMistakesAreListedWithTheirTexts(t *testing.T) {
	t.Parallel()
	found := evaluation.ListMistakes(mistaken())
	var got []string
	for _, m := range found.List {
		got = append(got, m.Kind+": "+strings.Join(m.Items, " ")+", "+m.Said+", "+m.Asked)
	}
	want := []string{
		"goal missed: B G2, not suggested, partial", "goal not meant: A G2, suggested, no link",
		"initiative missed: A I1, not suggested, partial", "initiative not meant: B I1, suggested, no link",
		"level: A, shared, central", "conflict missed: N G2, no conflict, conflict", "conflict not meant: N G1, It says no., no conflict",
		"duplicate missed: A B, two things, duplicate", "judged pair: A G2, link, no link", "judged pair: B G2, no link, link",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var table bytes.Buffer
	if err := found.Table(&table); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"Goal missed: 1\n", "score 0.100, place 2\n  B  Portal\n", "  G1  One record. Seen by all.\n", "because: in ~ online (shared_word, 0.50)", "Judged pair: 2\n"} {
		if !strings.Contains(table.String(), said) {
			t.Errorf("the table does not say %q:\n%s", said, table.String())
		}
	}
}

func TestTwoVersionsAreCompared(t *testing.T) {
	t.Parallel()
	_, gold, before := mistaken()
	_, _, after := mistaken()
	after.Model, after.Links[0].Suggested, after.Links[3].Suggested, after.Links[5].Suggested = "two", false, true, false
	after.Links[0], after.Links[1] = after.Links[1], after.Links[0]
	got, err := evaluation.Compare(gold, before, after)
	if err != nil {
		t.Fatal(err)
	}
	wantChanged := []evaluation.Change{
		{Pair: evaluation.Pair{Objective: "A", Target: "G2"}, Right: true},
		{Pair: evaluation.Pair{Objective: "B", Target: "G2"}, Now: true, Right: true},
		{Pair: evaluation.Pair{Objective: "B", Target: "I1"}, Right: true},
	}
	if diff := cmp.Diff(wantChanged, got.Changed); diff != "" {
		t.Error(diff)
	}
	// Before: average precisions 1/2 and 1/2, 1 right of 2 found and 2 expected. After: 1 and 1/2, 2 right of 2.
	if got.GoalMAP.Value != 0.25 || got.GoalF1.Value != 0.5 || got.GoalMAP.Low > 0.25 || got.GoalMAP.High < 0.25 || got.Models != [2]string{"one", "two"} {
		t.Errorf("%+v %+v %v", got.GoalMAP, got.GoalF1, got.Models)
	}
	same, err := evaluation.Compare(gold, before, before)
	if err != nil || *same.GoalF1 != (evaluation.Interval{}) || len(same.Changed) != 0 {
		t.Errorf("a report and itself: %+v, %v, %v", same.GoalF1, same.Changed, err)
	}
	var table bytes.Buffer
	if err := got.Table(&table); err != nil || !strings.Contains(table.String(), "Links that changed") {
		t.Error(table.String(), err)
	}
	after.Links = after.Links[1:]
	if _, err := evaluation.Compare(gold, before, after); err == nil || !strings.Contains(err.Error(), "--all-scores") {
		t.Errorf("reports about other pairs: %v", err)
	}
}
