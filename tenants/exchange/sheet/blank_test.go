package sheet_test

import (
	"fmt"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

func measured(t *testing.T, baseline, target string) sheet.Outcome {
	t.Helper()
	return propose(t, "plan.csv", []byte(fmt.Sprintf("Objective,Measure,Baseline,Target\nShare records,Sites,%q,%q\n", baseline, target))).Rows[0]
}

// A word for there being nothing to write is no baseline and no target, and the preview says so.
func TestABlankWordIsNoBaselineAndNoTarget(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"n/a", "N/A", "na", "None", "TBC", "tbc.", "(TBC)", "[tbd]", "-", "–", "--", "?", "...", "…", "Not known", "not applicable", "To be  confirmed", "No baseline yet"} {
		r := measured(t, word, word)
		note := func(column, what string) sheet.Problem {
			return sheet.Problem{Cell: "plan!" + column + "2", Reason: fmt.Sprintf("%q is read as no %s.", word, what)}
		}
		same(t, []sheet.Problem{note("C", "baseline"), note("D", "target")}, r.Notes)
		same(t, []sheet.Change{{Field: "title", Label: "Title", After: "Share records"}, {Field: "measures", Label: "Measures", After: "Sites"}}, r.Changes)
	}
}

// What says more than that is kept as it is written.
func TestWhatSaysMoreThanABlankIsKept(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0", "nil", "*", "0%", "none of 11 wards", "TBC by June 2027", "n/a until the pilot ends", "not known for two sites"} {
		r := measured(t, text, "11")
		same(t, []sheet.Change{{Field: "title", Label: "Title", After: "Share records"}, {Field: "measures", Label: "Measures", After: "Sites | " + text + " | 11"}}, r.Changes)
		same(t, []sheet.Problem{}, r.Notes)
	}
}

// One blank word stands for all the measures of a row; among the lines of a cell each keeps its place. A measure that is called
// by one is none, and a figure beside it is asked about.
func TestBlankWordsAmongSeveralMeasures(t *testing.T) {
	t.Parallel()
	p := propose(t, "plan.csv", []byte("Objective,KPIs,Baseline,Target\n"+
		"Share records,\"Sites\nWards\",n/a,\"5\nTBC\"\n"+
		"Log on once,n/a,n/a,n/a\n"+
		"Letters the same day,TBC,5,\n"))
	same(t, []strategy.Measure{{Name: "Sites", Target: "5"}, {Name: "Wards"}}, itemOf(p, 0))
	same(t, []sheet.Problem{{Cell: "plan!C2", Reason: `"n/a" is read as no baseline.`}, {Cell: "plan!D2", Reason: `"TBC" is read as no target.`}}, p.Rows[0].Notes)
	if r := p.Rows[1]; r.State != sheet.New || len(itemOf(p, 1)) != 0 || len(r.Notes) != 3 {
		t.Errorf("%+v", r)
	}
	if r := p.Rows[2]; r.State != sheet.Wrong || r.Problems[0].Cell != "plan!C4" {
		t.Errorf("%+v", r)
	}
}

// A figure that is there stays where the sheet gives none.
func TestABlankWordTakesNothingAway(t *testing.T) {
	t.Parallel()
	now := kept(strategy.Document{Items: []strategy.Item{{
		Kind: strategy.KindObjective, Code: "O1", Title: "Share records", Body: strategy.Body{Measures: []strategy.Measure{{Name: "Sites", Baseline: "1", Target: "5"}}},
	}}})
	b, err := sheet.Read("plan.csv", []byte("Objective,Measure,Baseline,Target\nShare records,Sites,n/a,7\n"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := sheet.Propose(b, sheet.Guess(b), now, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, []sheet.Change{{Field: "measures", Label: "Measures", Before: "Sites | 1 | 5", After: "Sites | 1 | 7"}}, p.Rows[0].Changes)
}

// A word for there being nothing to write is nothing in a column of numbers, dates, choices or items too, and the preview says so.
func TestABlankWordIsNothingWhereverSomethingIsChosen(t *testing.T) {
	t.Parallel()
	const file = "Type,Title,Rank,Funding,Objectives,Deadline,Milestone,Milestone due,Milestone done\n" +
		"Objective,Share records,%[1]q,,,%[1]q,,,\n" +
		"Objective,Log on once,1,,,,,,\n" +
		"Initiative,Tap and go,,%[1]q,%[1]q,,First ward,%[1]q,%[1]q\n"
	for _, word := range []string{"TBC", "n/a", "Unknown", "[tbd]", "-", "not yet agreed"} {
		p := propose(t, "plan.csv", []byte(fmt.Sprintf(file, word)))
		if len(p.Items) != 3 {
			t.Fatalf("%q: %+v", word, p.Rows)
		}
		note := func(cell, what string) sheet.Problem {
			return sheet.Problem{Cell: "plan!" + cell, Reason: fmt.Sprintf("%q is read as %s.", word, what)}
		}
		same(t, []sheet.Problem{note("C2", "nothing"), note("F2", "no date")}, p.Rows[0].Notes)
		same(t, []sheet.Problem{note("H4", "no date"), note("D4", "nothing"), note("E4", "nothing")}, p.Rows[2].Notes)
		same(t, []strategy.Milestone{{Name: "First ward"}}, p.Items[2].Body.Milestones)
	}
}

// A column of ranks of which most are not decided yet is one.
func TestARankThatIsMostlyOpenIsARank(t *testing.T) {
	t.Parallel()
	p := propose(t, "plan.csv", []byte("Objective,Rank\nShare records,1\nLog on once,TBC\nLetters the same day,TBC\n"))
	if len(p.Items) != 3 || p.Items[0].Body.Rank != 1 || p.Items[1].Body.Rank != 0 {
		t.Errorf("%+v", p.Rows)
	}
}
