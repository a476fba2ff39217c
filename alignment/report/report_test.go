package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/report"
)

func day(year int, month time.Month) time.Time {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
}

func picture() alignment.Picture {
	return alignment.Picture{
		System: "fenmarsh",
		Goals: []alignment.Goal{
			{ID: "G1", Title: "One shared record", Description: "Everyone opens the same record of care plans.", Due: day(2028, 3)},
			{ID: "G2", Title: "Nobody is shut out of services that are only to be had online any more", Description: "People without a device get help.", Due: day(2028, 3)},
		},
		Initiatives: []alignment.Initiative{{ID: "I1", Title: "Lighthouse: the record viewer", Delivery: "central", Goals: []string{"G1"}}},
		Organisations: []alignment.Organisation{
			{ID: "RIV", Name: "Riverside", Shared: true, Objectives: []alignment.Objective{{ID: "RIV-1", Title: "Open Lighthouse", Description: "Wards open the shared record.", Measures: []string{"views"}}}},
			{ID: "MOOR", Name: "Moorland", Shared: true, Objectives: []alignment.Objective{{ID: "MOOR-1", Title: "Our own record viewer", Description: "We will not join the shared record <yet>."}}},
			{ID: "DALE", Name: "Dale", Shared: false},
		},
		Judgements: []alignment.Judgement{{Objective: "RIV-1", Target: "G1", Verdict: alignment.Confirmed, Contribution: alignment.Direct}},
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := report.Table(&out, picture(), alignment.Assess(picture(), alignment.Options{})); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{
		"fenmarsh\n2 organisations have shared a strategy. 1 of 2 goals have at least one objective.\n",
		"                                             DALE  MOOR  RIV\n",
		"G1 One shared record                         ?     ◇!    ●1\n",
		"G2 Nobody is shut out of services that are…  ?     –     –\n",
		"I1 Lighthouse: the record viewer             ?     –     ○1\n",
		"● aligned  ◐ partial",
		"\nDALE Dale\n  Nothing is linked yet.\n",
		"  RIV-1 Open Lighthouse  G1 One shared record",
		"\nWhere objectives may belong\n  2 central, 0 shared, 0 local, 0 not decided\n",
		"\nPossible differences to discuss\n  MOOR-1 seems to stay out of what G1",
		"\n    not join; ",
		"\nGoals that nobody serves\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the table lacks %q:\n%s", want, got)
		}
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	r := alignment.Assess(picture(), alignment.Options{})
	var out bytes.Buffer
	if err := report.JSON(&out, r); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "{\n  \"system\": \"fenmarsh\",\n  \"links\": [\n    {\"objective\":\"MOOR-1\",") || !strings.HasSuffix(out.String(), "}\n") {
		t.Errorf("JSON:\n%s", out.String())
	}
	var back alignment.Report
	if err := json.Unmarshal(out.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, back); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

func TestJSONKeepsLetters(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := report.JSON(&out, alignment.Report{System: "A & E <1>"}); err != nil || !strings.Contains(out.String(), `"A & E <1>"`) {
		t.Errorf("JSON: %v\n%s", err, out.String())
	}
}

func TestCSV(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := report.CSV(&out, alignment.Report{Links: []alignment.Link{{
		Objective: "=A1", Target: "-G1", Kind: alignment.ToGoal, Score: 0.5, Suggested: true, Contribution: alignment.Direct,
		Evidence: []alignment.Evidence{{Text: "@home,\n at last", Target: "home"}, {Text: "care", Target: "Care"}},
	}}, Levels: []alignment.Placement{{Objective: "=A1", Level: alignment.Undecided, Leaning: alignment.Shared}}})
	if err != nil {
		t.Fatal(err)
	}
	want := "objective,target,kind,score,suggested,contribution,evidence,level,leaning\n" +
		"'=A1,'-G1,goal,0.500000,true,direct,\"'@home, at last ~ home; care\",undecided,shared\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("CSV (-want +got):\n%s", diff)
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching("[=+@\\-\t\r]?.{0,5}"))
		var out bytes.Buffer
		err := report.CSV(&out, alignment.Report{Links: []alignment.Link{{
			Objective: text.Draw(t, "objective"), Target: text.Draw(t, "target"), Evidence: []alignment.Evidence{{Text: text.Draw(t, "evidence")}},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows: %v", len(rows), err)
		}
		for _, cell := range rows[1] {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Fatalf("the cell %q may be run", cell)
			}
		}
	})
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestAWriterThatFails(t *testing.T) {
	t.Parallel()
	r := alignment.Assess(picture(), alignment.Options{})
	for name, err := range map[string]error{
		"JSON": report.JSON(broken{}, r), "CSV": report.CSV(broken{}, r), "Table": report.Table(broken{}, picture(), r),
	} {
		if err == nil {
			t.Errorf("%s lost the error of its writer", name)
		}
	}
}
