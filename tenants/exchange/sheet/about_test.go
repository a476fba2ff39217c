package sheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

var ours = strategy.Header{Title: "Digital strategy", Mission: "Safe care.\nClose to home.", Period: "2026-2031", NextReview: inMonth("2027-03"), Provenance: "Board, May"}

func inMonth(text string) strategy.Month {
	m, err := strategy.ParseMonth(text)
	if err != nil {
		panic(err)
	}
	return m
}

// aboutBook is our own workbook with other texts in some cells of its sheet about the strategy.
func aboutBook(t *testing.T, instead map[string]string) sheet.Book {
	t.Helper()
	data, err := sheet.WriteXLSX(strategy.Document{Header: ours})
	if err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for cell, text := range instead {
		if err := file.SetCellStr("About this strategy", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	out, err := file.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Read("strategy.xlsx", out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What our own workbook says of the strategy itself comes back, a row at a time.
func TestWhatAStrategySaysOfItselfIsReadBack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		instead map[string]string
		out     int
		rows    string
		header  func(*strategy.Header)
	}{
		{"nothing new", nil, 0, "Title same|Mission same|Period same|Next review same|Where it comes from same", func(*strategy.Header) {}},
		{
			"a mission and a month in words",
			map[string]string{"B3": " Safer care. ", "B5": "April 2028"},
			0,
			"Title same|Mission changed|Period same|Next review changed|Where it comes from same",
			func(h *strategy.Header) { h.Mission, h.NextReview = "Safer care.", inMonth("2028-04") },
		},
		{"a mission that is left out", map[string]string{"B3": "Safer care."}, 3, "Title same|Period same|Next review same|Where it comes from same", func(*strategy.Header) {}},
		{"an empty cell", map[string]string{"B2": "", "B5": ""}, 0, "Mission same|Period same|Where it comes from same", func(*strategy.Header) {}},
		{"no date", map[string]string{"B5": "TBC"}, 0, "Title same|Mission same|Period same|Next review changed (note)|Where it comes from same", func(h *strategy.Header) { h.NextReview = strategy.Month{} }},
		{"no month", map[string]string{"B5": "soon"}, 0, "Title same|Mission same|Period same|Next review wrong: 'About this strategy'!B5|Where it comes from same", func(*strategy.Header) {}},
		{
			"a period that is too long",
			map[string]string{"B4": strings.Repeat("x", 101)},
			0,
			"Title same|Mission same|Period wrong: 'About this strategy'!B4|Next review same|Where it comes from same",
			func(h *strategy.Header) { h.Period = strings.Repeat("x", 101) },
		},
		{
			"a label twice, and one that is none",
			map[string]string{"A7": "mission", "B7": "Another", "A8": "Author", "B8": "Ann"},
			0,
			"Title same|Mission same|Period same|Next review same|Where it comes from same|mission wrong: 'About this strategy'!B7|Author same (note)",
			func(*strategy.Header) {},
		},
	} {
		b := aboutBook(t, c.instead)
		m := sheet.Guess(b)
		if c.out > 0 {
			if left, err := b.LeaveOut(m, []sheet.Place{{Sheet: "About this strategy", Row: c.out}}); err != nil || len(left) != 1 {
				t.Errorf("%s: %v, %v", c.what, left, err)
			}
		}
		got := sheet.ProposeAbout(b, m, ours)
		var said []string
		for _, r := range got.Rows {
			one := fmt.Sprintf("%s %s", r.Title, r.State)
			if len(r.Problems) > 0 {
				one += ": " + r.Problems[0].Cell
			}
			if len(r.Notes) > 0 {
				one += " (note)"
			}
			if !r.About || r.Kind != "" || (r.State == sheet.Changed) != (len(r.Changes) == 1) {
				t.Errorf("%s: %+v", c.what, r)
			}
			said = append(said, one)
		}
		want := ours
		c.header(&want)
		if strings.Join(said, "|") != c.rows || got.Header != want {
			t.Errorf("%s:\n%s\n%+v", c.what, strings.Join(said, "|"), got.Header)
		}
	}
}

// A sheet of that name which has other things in it is not taken for ours, and one that is about the strategy has no columns.
func TestWhatIsAboutAStrategyIsKnownByItsLabels(t *testing.T) {
	t.Parallel()
	rows := func(texts ...string) sheet.Sheet {
		s := sheet.Sheet{Name: "About this strategy"}
		for n, text := range texts {
			label, said, _ := strings.Cut(text, ": ")
			s.Rows = append(s.Rows, sheet.Row{Number: n + 1, Cells: []sheet.Cell{{Text: label}, {Text: said}}})
		}
		return s
	}
	for want, s := range map[string]sheet.Sheet{
		"true 1":  rows("What: Text", "Mission: Safe"),
		"true 0":  rows("Mission: Safe", "Title: Plan"),
		"false 1": rows("Author: Ann", "Version: 3"),
	} {
		l := sheet.Guess(sheet.Book{Sheets: []sheet.Sheet{s}}).Sheets[0]
		if got := fmt.Sprint(l.About, " ", l.Header); got != want || len(l.Columns) > 0 {
			t.Errorf("%s instead of %s", got, want)
		}
	}
	b := sheet.Book{Sheets: []sheet.Sheet{rows("Mission: Safe")}}
	both := sheet.Layout{Sheet: "About this strategy", About: true, Kind: strategy.KindObjective, Columns: []sheet.Column{{Column: 1, As: "title"}}}
	if _, err := sheet.Propose(b, sheet.Mapping{Sheets: []sheet.Layout{both}}, nil, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("a sheet that is both: %v", err)
	}
}
