package sheet

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
)

// Only a formula without any result waits to be worked out: one that came to nothing, or to a nought, has its result.
func TestWhichFormulasHaveNoResult(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	part, err := w.Create("sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte(`<worksheet><sheetData><row r="2"><c r="A2"><f>B2+1</f></c><c r="B2"><f>C2</f><v/></c><c r="C2" t="str"><f>D2</f><v></v></c>` +
		`<c r="D2"><f>E2</f><v>0</v></c><c r="E2"><v></v></c><c r="F2"><f t="shared" si="0"/><v></v></c><c r="G2" t="str"><f>H2</f></c></row></sheetData></worksheet>`))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if got := unworkedIn(archive.File[0]); len(got) != 1 || !slices.Equal(got[2], []int{1, 2, 6, 7}) {
		t.Errorf("%v", got)
	}
}

// What somebody writes in the place of a formula is the cell's from then on.
func TestAFormulaIsPutRight(t *testing.T) {
	t.Parallel()
	b := Book{Sheets: []Sheet{{Name: "plan", Rows: []Row{{Number: 2, Cells: []Cell{{Text: "a"}, {Unworked: true}}}}}}}
	if err := b.correct([]Correction{{"plan!B2", "7"}}); err != nil || b.Sheets[0].Rows[0].at(2) != (Cell{Text: "7"}) {
		t.Errorf("%+v, %v", b, err)
	}
}
