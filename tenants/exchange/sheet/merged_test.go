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

// What a cell says that is merged downwards is said of every row beside it, and what is merged across stays where it is.
func TestAMergedCellSpeaksForItsRows(t *testing.T) {
	t.Parallel()
	data := workbook(t, [][]any{
		{"Objective", "Lead", "Note"},
		{"One record", "Chief nurse", "a"},
		{"Letters the same day", "", ""},
		{},
		{"Reliable Wi-Fi", "", ""},
		{"Staff log on once", "Chief information officer", ""},
	}, func(f *excelize.File) {
		if err := errors.Join(f.MergeCell("Sheet1", "B2", "B5"), f.MergeCell("Sheet1", "B6", "C6")); err != nil {
			t.Fatal(err)
		}
	})
	book, err := sheet.Read("plan.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"Sheet1!B2": "Chief nurse", "Sheet1!B3": "Chief nurse", "Sheet1!B4": "", "Sheet1!B5": "Chief nurse", "Sheet1!B6": "Chief information officer", "Sheet1!C6": "", "Sheet1!C3": "",
	} {
		if got := book.At(address); got != want {
			t.Errorf("%s says %q, want %q", address, got, want)
		}
	}
}

// A file cannot have more said than its rows are worth.
func TestWhatIsMergedIsBounded(t *testing.T) {
	t.Parallel()
	rows := make([][]any, 3000)
	for i := range rows {
		rows[i] = []any{"Objective", "a"}
	}
	data := workbook(t, rows, func(f *excelize.File) {
		for column := 2; column <= 200; column++ {
			from, _ := excelize.CoordinatesToCellName(column, 1)
			to, _ := excelize.CoordinatesToCellName(column, len(rows))
			if err := errors.Join(f.SetCellStr("Sheet1", from, "x"), f.MergeCell("Sheet1", from, to)); err != nil {
				t.Fatal(err)
			}
		}
	})
	if _, err := sheet.Read("plan.xlsx", data); err == nil || !strings.Contains(fmt.Sprint(fault.From(err).Fields), "merged") {
		t.Errorf("read: %v", err)
	}
}
