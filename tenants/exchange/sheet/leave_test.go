package sheet_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
)

// lines are rows of the sheet called plan, each with the row that it goes on with.
func lines(rowsAndUnder ...int) []sheet.Line {
	var list []sheet.Line
	for i := 0; i+1 < len(rowsAndUnder); i += 2 {
		list = append(list, sheet.Line{Place: sheet.Place{Sheet: "plan", Row: rowsAndUnder[i]}, Under: rowsAndUnder[i+1]})
	}
	return list
}

// without reads a file into an empty strategy and leaves out rows of its first sheet. It says what becomes of the rest, an
// item to a line, and what is left out.
func without(t *testing.T, name string, data []byte, rows ...int) (becomes, left []string) {
	t.Helper()
	b, err := sheet.Read(name, data)
	if err != nil {
		t.Fatal(err)
	}
	var places []sheet.Place
	for _, row := range rows {
		places = append(places, sheet.Place{Sheet: b.Sheets[0].Name, Row: row})
	}
	m := sheet.Guess(b)
	out, err := b.LeaveOut(m, places)
	if err != nil {
		t.Fatal(fault.From(err).Fields)
	}
	p, err := sheet.Propose(b, m, nil, nil)
	if err != nil {
		t.Fatal(fault.From(err).Fields)
	}
	for n, r := range p.Rows {
		said := []string{fmt.Sprint(r.State), r.Title}
		for _, l := range r.Lines {
			said = append(said, fmt.Sprintf("%d/%d", l.Row, l.Under))
		}
		for _, measure := range itemOf(p, n) {
			said = append(said, measure.Name)
		}
		becomes = append(becomes, strings.Join(said, ", "))
	}
	for _, l := range out {
		left = append(left, fmt.Sprintf("%d with %d: %s", l.Row, l.With, l.Text))
	}
	return becomes, left
}

// Leaving a row out gives no other row to an item that it was not of.
func TestARowIsLeftOut(t *testing.T) {
	t.Parallel()
	data := []byte("Code,Objective,Measure,Target,Source\n" + // row 1
		"O1,Share records,Wards,11,\n" +
		",,Clicks,3,\n" + // goes on with 2
		"O2,Log on once,Log-ons,1,\n" +
		",,Seconds,5,\n" + // goes on with 4
		",,Calls,40,\n" + // goes on with 4
		"Total,,,60,of all\n" +
		",,,,\n" +
		"O1,Share records,Sites,5,\n") // the item of row 2 once more
	for _, c := range []struct {
		what          string
		rows          []int
		becomes, left []string
	}{
		{"none", nil, []string{"new, Share records, 2/0, 3/2, 9/0, Wards, Clicks, Sites", "new, Log on once, 4/0, 5/4, 6/4, Log-ons, Seconds, Calls", "wrong, , 7/0"}, nil},
		{
			"a total",
			[]int{7},
			[]string{"new, Share records, 2/0, 3/2, 9/0, Wards, Clicks, Sites", "new, Log on once, 4/0, 5/4, 6/4, Log-ons, Seconds, Calls"},
			[]string{"7 with 0: Total; 60; of all"},
		},
		{
			"the first row of an item",
			[]int{4, 7},
			[]string{"new, Share records, 2/0, 3/2, 9/0, Wards, Clicks, Sites"},
			[]string{"4 with 0: O2; Log on once; Log-ons; 1", "5 with 4: Seconds; 5", "6 with 4: Calls; 40", "7 with 0: Total; 60; of all"},
		},
		{
			"a later row of an item",
			[]int{7, 5},
			[]string{"new, Share records, 2/0, 3/2, 9/0, Wards, Clicks, Sites", "new, Log on once, 4/0, 6/4, Log-ons, Calls"},
			[]string{"5 with 0: Seconds; 5", "7 with 0: Total; 60; of all"},
		},
		{
			"the first and a later row",
			[]int{4, 5, 5, 7},
			[]string{"new, Share records, 2/0, 3/2, 9/0, Wards, Clicks, Sites"},
			[]string{"4 with 0: O2; Log on once; Log-ons; 1", "5 with 0: Seconds; 5", "6 with 4: Calls; 40", "7 with 0: Total; 60; of all"},
		},
		{
			"the first of two rows that name an item",
			[]int{2, 7},
			[]string{"new, Log on once, 4/0, 5/4, 6/4, Log-ons, Seconds, Calls", "new, Share records, 9/0, Sites"},
			[]string{"2 with 0: O1; Share records; Wards; 11", "3 with 2: Clicks; 3", "7 with 0: Total; 60; of all"},
		},
		{
			"the headings",
			[]int{1, 7},
			[]string{"new, Share records, 2/0, 3/2, 9/0, Wards, Clicks, Sites", "new, Log on once, 4/0, 5/4, 6/4, Log-ons, Seconds, Calls"},
			[]string{"1 with 0: Code; Objective; Measure; Target; Source", "7 with 0: Total; 60; of all"},
		},
	} {
		becomes, left := without(t, "plan.csv", data, c.rows...)
		t.Log(c.what)
		same(t, c.becomes, becomes)
		same(t, c.left, left)
	}
}

// What a cell says that is merged over several rows is still said of the others when the first of them is left out.
func TestTheFirstRowOfAMergedCellIsLeftOut(t *testing.T) {
	t.Parallel()
	data := workbook(t, [][]any{
		{"Ref", "Objective", "Measure"},
		{"B1", "Share records", "Wards"},
		{"", "", "Clicks"},
		{"", "", "Calls"},
	}, func(f *excelize.File) {
		if err := errors.Join(f.MergeCell("Sheet1", "A2", "A3"), f.MergeCell("Sheet1", "B2", "B3")); err != nil {
			t.Fatal(err)
		}
	})
	becomes, left := without(t, "plan.xlsx", data)
	same(t, []string{"new, Share records, 2/0, 3/0, 4/3, Wards, Clicks, Calls"}, becomes)
	same(t, []string(nil), left)
	becomes, left = without(t, "plan.xlsx", data, 2)
	same(t, []string{"new, Share records, 3/0, 4/3, Clicks, Calls"}, becomes)
	same(t, []string{"2 with 0: B1; Share records; Wards"}, left)
	becomes, _ = without(t, "plan.xlsx", data, 3)
	same(t, []string{"new, Share records, 2/0, Wards"}, becomes)
}

// A row that is not there cannot be left out, and the fault says which.
func TestARowThatIsNotThereIsNotLeftOut(t *testing.T) {
	t.Parallel()
	b, err := sheet.Read("plan.csv", []byte("Objective\nShare records\n\nLog on once\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []sheet.Place{{Sheet: "plan", Row: 0}, {Sheet: "plan", Row: 3}, {Sheet: "plan", Row: 9}, {Sheet: "plan", Row: -1}, {Sheet: "other", Row: 2}} {
		_, err := b.LeaveOut(sheet.Guess(b), []sheet.Place{{Sheet: "plan", Row: 2}, p})
		if !fault.Is(err, fault.Invalid) || fault.From(err).Fields[0].Name != sheet.Address(p.Sheet, p.Row, 1) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if _, err := b.LeaveOut(sheet.Guess(b), make([]sheet.Place, 5001)); !fault.Is(err, fault.Invalid) || fault.From(err).Fields[0].Name != "left_out" {
		t.Error(err)
	}
}
