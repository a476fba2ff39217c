package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// writing puts rows as the format writes them at the end of the sheet of a workbook with one objective.
func writing(t *testing.T, rows string) []byte {
	t.Helper()
	plain := workbook(t, [][]any{{"Objective"}, {"One record"}})
	archive, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range archive.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(bytes.Replace(text, []byte("</sheetData>"), []byte(rows+"</sheetData>"), 1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// took is how many MB some work allocates, so no other test runs beside it.
func took(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// What is read of a file costs what stands in it, and not what it could have: an empty cell far to the right is no row of cells, rows
// without a number cost each as much as the one before, and where no row is there is no formula to look for.
func TestEmptyPlacesCostNothing(t *testing.T) { //nolint:paralleltest // it counts what is allocated
	var far strings.Builder
	for n := 3; n < 203; n++ {
		_, _ = fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"/></row>`, n, n)
	}
	for what, rows := range map[string]string{
		"cells far to the right":     far.String(),
		"rows without a number":      strings.Repeat("<row/>", 20_000),
		"formulas with nothing near": `<row r="3"><c r="A3"><f>1</f></c></row><row r="100000"><c r="A100000"><f>1</f></c></row>`,
	} {
		data := writing(t, rows)
		var book sheet.Book
		var err error
		spent := took(func() { book, err = sheet.Read("plan.xlsx", data) })
		if err != nil || book.At("Sheet1!A2") != "One record" {
			t.Fatalf("%s: %v %v", what, book, err)
		}
		if spent > 100 {
			t.Errorf("%s took %d MB", what, spent)
		}
	}
}

// A text that a file says once and shows in many cells is counted in each of them.
func TestATextInManyCellsIsCountedInEach(t *testing.T) { //nolint:paralleltest // it counts what is allocated
	text := "\u2028" + strings.Repeat("x", 19_000)
	rows := make([][]any, 50)
	for i := range rows {
		rows[i] = slices.Repeat([]any{text}, 200)
	}
	data := workbook(t, rows)
	var err error
	if spent := took(func() { _, err = sheet.Read("plan.xlsx", data) }); err == nil || spent > 150 {
		t.Errorf("it took %d MB: %v", spent, err)
	}
}

// Long texts above the headings, and long lists of codes, cost what they are long.
func TestLongCellsCostTheirLength(t *testing.T) { //nolint:paralleltest // it counts what is allocated
	words, codes := strings.Repeat("risk ", 600), strings.TrimSuffix(strings.Repeat("G1;", 250), ";")
	var described strings.Builder
	described.WriteString("Objective,Description\n")
	var now []strategy.Kept[strategy.Item]
	for n := range 300 {
		_, _ = fmt.Fprintf(&described, "title %d,%s %d\n", n, words, n)
		item := strategy.Item{Kind: strategy.KindObjective, Code: fmt.Sprint("O", n), Title: fmt.Sprint("another ", n), Body: strategy.Body{Description: fmt.Sprint(words, -n)}}
		now = append(now, strategy.Kept[strategy.Item]{Item: item})
	}
	var many strings.Builder
	many.WriteString("Initiative,Objectives it serves\n")
	for n := range 2_000 {
		_, _ = fmt.Fprintf(&many, "title %d,%q\n", n, codes)
	}
	for what, text := range map[string]string{
		"long texts": "Objective,Description\n" + strings.Repeat("One record,"+words+"\n", 4),
		"long lists": many.String(), "long descriptions": described.String(),
	} {
		spent := took(func() {
			book, err := sheet.Read("plan.csv", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := sheet.Propose(book, sheet.Guess(book), now, nil); err != nil {
				t.Fatal(err)
			}
		})
		if spent > 150 {
			t.Errorf("%s took %d MB", what, spent)
		}
	}
}

// A format of numbers is read for every cell that has it; Excel takes none that is longer.
func TestALongFormatIsRefused(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	long := strings.Repeat("yyyy ", 60)
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &long})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.SetCellValue("Sheet1", "A1", "Objective"), f.SetCellValue("Sheet1", "A2", 46000), f.SetCellStyle("Sheet1", "A2", "A2", style)); err != nil {
		t.Fatal(err)
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sheet.Read("plan.xlsx", data.Bytes()); !fault.Is(err, fault.Invalid) {
		t.Errorf("read: %v", err)
	}
}

// A row has a number that a spreadsheet can have.
func TestARowIsWhereASpreadsheetEnds(t *testing.T) {
	t.Parallel()
	if book, err := sheet.Read("plan.xlsx", writing(t, `<row r="2000000000"><c t="str"><v>Far</v></c></row>`)); err == nil {
		t.Errorf("read: %v", book)
	}
}
