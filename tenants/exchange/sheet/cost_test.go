package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
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

// What is read of a file costs what stands in it, and not what it could have: an empty cell far to the right is no row of cells, and
// rows without a number cost each as much as the one before. It counts what is allocated, so no other test runs beside it.
func TestEmptyPlacesCostNothing(t *testing.T) { //nolint:paralleltest // as above
	var far strings.Builder
	for n := 3; n < 203; n++ {
		_, _ = fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"/></row>`, n, n)
	}
	for what, rows := range map[string]string{"cells far to the right": far.String(), "rows without a number": strings.Repeat("<row/>", 20_000)} {
		data := writing(t, rows)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		book, err := sheet.Read("plan.xlsx", data)
		runtime.ReadMemStats(&after)
		if err != nil || book.At("Sheet1!A2") != "One record" {
			t.Fatalf("%s: %v %v", what, book, err)
		}
		if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 100 {
			t.Errorf("%s took %d MB", what, took)
		}
	}
}

// A row has a number that a spreadsheet can have.
func TestARowIsWhereASpreadsheetEnds(t *testing.T) {
	t.Parallel()
	if book, err := sheet.Read("plan.xlsx", writing(t, `<row r="2000000000"><c t="str"><v>Far</v></c></row>`)); err == nil {
		t.Errorf("read: %v", book)
	}
}
