package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// propose reads a file and says what it would make of an empty strategy.
func propose(t *testing.T, name string, data []byte, change ...func(*sheet.Mapping)) sheet.Proposal {
	t.Helper()
	b, err := sheet.Read(name, data)
	if err != nil {
		t.Fatal(fault.From(err).Fields)
	}
	m := sheet.Guess(b)
	for _, c := range change {
		c(&m)
	}
	p, err := sheet.Propose(b, m, nil, nil)
	if err != nil {
		t.Fatal(fault.From(err).Fields)
	}
	return p
}

// one reads a CSV of one objective whose deadline is written so.
func one(t *testing.T, date string, yearEnds bool) sheet.Outcome {
	t.Helper()
	text := "Objective;By when\nShare records;\"" + date + "\"\n"
	p := propose(t, "plan.csv", []byte(text), func(m *sheet.Mapping) { m.YearEnds = yearEnds })
	if len(p.Rows) != 1 {
		t.Fatalf("%q: %d rows", date, len(p.Rows))
	}
	return p.Rows[0]
}

func due(r sheet.Outcome) string {
	for _, c := range r.Changes {
		if c.Field == "due" {
			return c.After
		}
	}
	return ""
}

func TestDatesAreReadAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"2027-03", "2027-03-31", "2027/03", "31/03/2027", "31.3.2027", "31-03-27", "03/2027", "Mar-27", "Mar 27", "mar '27", "March 2027", "MARCH 2027", "31 March 2027",
		"31st March 2027", "31st of March, 2027", "31-Mar-27", "March 31, 2027", "by March 2027", "End of March 2027", "by end Mar 2027", "Wed 31 March 2027", "Q4 2026/27",
		"Q4 26/27", "q4 2026-27", "2026/27 Q4", "FY26/27 Q4", "Quarter 4 2026/27", "2027-03-31 00:00:00", "  March  2027. ",
	} {
		if got := one(t, text, false); due(got) != "2027-03" {
			t.Errorf("%q is read as %q: %v", text, due(got), got.Problems)
		}
	}
	for text, want := range map[string]string{"Q1 2026/27": "2026-06", "Q2 2026/27": "2026-09", "Q3 2026/27": "2026-12", "Sept 2026": "2026-09", "1/4/2026": "2026-04", "4/1/2026": "2026-01"} {
		if got := one(t, text, false); due(got) != want {
			t.Errorf("%q is read as %q, not %s: %v", text, due(got), want, got.Problems)
		}
	}
	for text, want := range map[string]string{"2026/27": "2027-03", "FY2026/27": "2027-03", "26/27": "2027-03", "2027": "2027-12", "by 2027": "2027-12"} {
		if got := one(t, text, true); due(got) != want {
			t.Errorf("%q is read as %q at the end of the year, not %s: %v", text, due(got), want, got.Problems)
		}
		if got := one(t, text, false); got.State != sheet.Wrong || !strings.Contains(got.Problems[0].Reason, "such as "+want) {
			t.Errorf("%q is not asked about: %+v", text, got)
		}
	}
	for _, text := range []string{"TBC", "n/a", "-", "To be confirmed"} {
		if got := one(t, text, false); got.State != sheet.New || due(got) != "" || len(got.Notes) != 1 {
			t.Errorf("%q: %+v", text, got)
		}
	}
	for _, text := range []string{"spring 2027", "soon", "Q4 2026", "03-31-27", "13/2027", "2027-13", "31/03/1999", "2026/28", "03/27", "Mar", "March", "40%"} {
		got := one(t, text, false)
		if got.State != sheet.Wrong || got.Problems[0].Cell != "plan!B2" || !strings.Contains(got.Problems[0].Reason, text) || !strings.Contains(got.Problems[0].Reason, "write") {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// workbook makes an XLSX file of one sheet.
func workbook(t *testing.T, rows [][]any, more ...func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	for n, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", n+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range more {
		m(f)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func format(t *testing.T, cell string, number int, custom string) func(*excelize.File) {
	t.Helper()
	return func(f *excelize.File) {
		style := excelize.Style{NumFmt: number}
		if custom != "" {
			style.CustomNumFmt = &custom
		}
		id, err := f.NewStyle(&style)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", cell, cell, id); err != nil {
			t.Fatal(err)
		}
	}
}

// A day is a day however it is shown, and a figure is kept as it is shown.
func TestNumbersAreReadAsTheyAreShown(t *testing.T) {
	t.Parallel()
	const day = 46477 // 31 March 2027
	rows := [][]any{{"Objective", "KPI", "Baseline", "Target", "By when"}}
	for n := range 7 {
		rows = append(rows, []any{fmt.Sprint("Share records ", n), "Sites", 0.4, 12000, day})
	}
	data := workbook(t, rows,
		format(t, "E2", 14, ""), format(t, "E3", 17, ""), format(t, "E4", 15, ""), format(t, "E5", 0, "mm/dd/yyyy"), format(t, "E6", 0, `[$-809]dd mmmm yyyy;@`), format(t, "E7", 0, "yyyy-mm-dd"), format(t, "E8", 22, ""),
		format(t, "C2", 9, ""), format(t, "D2", 3, ""), format(t, "C3", 10, ""), format(t, "D3", 0, `"£"#,##0`))
	p := propose(t, "plan.xlsx", data)
	if p.Refused() != nil || len(p.Items) != 7 {
		t.Fatal(p.Refused(), p.Rows)
	}
	for _, i := range p.Items {
		if i.Due.String() != "2027-03" {
			t.Errorf("%s is due %s", i.Title, i.Due)
		}
	}
	for n, want := range []strategy.Measure{{Name: "Sites", Baseline: "40%", Target: "12,000"}, {Name: "Sites", Baseline: "40.00%", Target: "£12,000"}, {Name: "Sites", Baseline: "0.4", Target: "12000"}} {
		if got := p.Items[n].Body.Measures[0]; got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
}

// Formulas are read as what they last showed; nothing is worked out, and what is hidden is not read.
func TestAFormulaIsItsLastValue(t *testing.T) {
	t.Parallel()
	data := workbook(t, [][]any{{"Objective", "Owner"}, {"Share records", nil}}, func(f *excelize.File) {
		_ = f.SetCellFormula("Sheet1", "B2", `WEBSERVICE("https://example.com")`)
		_, _ = f.NewSheet("Old")
		_ = f.SetSheetRow("Old", "A1", &[]any{"Objective"})
		_ = f.SetSheetRow("Old", "A2", &[]any{"Something old"})
		_ = f.SetSheetVisible("Old", false)
	})
	p := propose(t, "plan.xlsx", data)
	if len(p.Rows) != 1 || len(p.Rows[0].Problems) != 1 || p.Rows[0].Problems[0].Cell != "Sheet1!B2" || !strings.Contains(p.Rows[0].Problems[0].Reason, "formula") {
		t.Errorf("a formula that was not worked out: %+v", p.Rows)
	}
}

// refusal gives what is said about a file that cannot be read.
func refusal(t *testing.T, name string, data []byte) fault.Field {
	t.Helper()
	_, err := sheet.Read(name, data)
	if !fault.Is(err, fault.Invalid) {
		t.Fatalf("%s: %v", name, err)
	}
	return fault.From(err).Fields[0]
}

func TestWhatIsTooMuchIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	rows := [][]any{{"Objective"}}
	for n := range 5000 {
		rows = append(rows, []any{fmt.Sprint("Objective ", n)})
	}
	if got := refusal(t, "plan.xlsx", workbook(t, rows)); got.Name != "Sheet1!A5001" || !strings.Contains(got.Reason, "5000 rows") {
		t.Errorf("5,001 rows: %+v", got)
	}
	if p := propose(t, "plan.xlsx", workbook(t, rows[:5000])); len(p.Items) != 4999 {
		t.Errorf("%d of 4999", len(p.Items))
	}
	wide := strings.Repeat(",", 200) + "x\n"
	if got := refusal(t, "plan.csv", []byte(wide)); got.Name != "plan!GS1" {
		t.Errorf("201 columns: %+v", got)
	}
	if got := refusal(t, "plan.csv", []byte("Objective\n"+strings.Repeat("x", 20001))); got.Name != "plan!A2" {
		t.Errorf("a long cell: %+v", got)
	}
	for name, data := range map[string][]byte{
		"plan.csv": bytes.Repeat([]byte("x,"), sheet.MaxFile), "plan.xls": {}, "plan.pdf": {}, "plan.xlsx": []byte("PK nothing"), "empty.csv": {}, "spaces.csv": []byte(" , \n\n"),
	} {
		if got := refusal(t, name, data); got.Name != "file" || got.Reason == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// zipped makes an archive that claims to be a workbook.
func zipped(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Small files that unpack to much are refused before they take much memory.
func TestBombsAreRefused(t *testing.T) { //nolint:paralleltest // it counts what the program allocates
	good := unzipped(t, workbook(t, [][]any{{"Objective"}, {"Share records"}}))
	const row = `<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>x</t></is></c></row>`
	var sparse strings.Builder
	for n := range 4000 {
		fmt.Fprintf(&sparse, row, n+2, n+2)
	}
	for name, change := range map[string]func(parts map[string]string){
		"a sheet of 300 MB": func(p map[string]string) { p["xl/worksheets/sheet1.xml"] = strings.Repeat(" ", 300<<20) },
		"a million short texts": func(p map[string]string) {
			p["xl/sharedStrings.xml"] = "<sst>" + strings.Repeat("<si><t>x</t></si>", 1<<20) + "</sst>"
		},
		"a million styles": func(p map[string]string) {
			p["xl/styles.xml"] = "<styleSheet>" + strings.Repeat("<font><b/></font>", 1<<20) + "</styleSheet>"
		},
		"a cell at the far end": func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData>" + sparse.String() + "</sheetData></worksheet>"
		},
		"elements inside each other": func(p map[string]string) { p["xl/worksheets/sheet1.xml"] = strings.Repeat("<a>", 1<<20) },
		"a thousand parts": func(p map[string]string) {
			for n := range 1000 {
				p[fmt.Sprint("xl/media/", n)] = "x"
			}
		},
		"an entity that grows": func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`
		},
	} {
		parts := map[string]string{}
		maps.Copy(parts, good)
		change(parts)
		data := zipped(t, parts)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		b, err := sheet.Read("bomb.xlsx", data)
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 150 {
			t.Errorf("%s took %d MB", name, used)
		}
		if err == nil && name != "an entity that grows" && len(b.Sheets) > 0 {
			t.Errorf("%s is read: %d sheets", name, len(b.Sheets))
		}
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The same table, however a program saves it.
func TestCSVIsReadHoweverItWasSaved(t *testing.T) {
	t.Parallel()
	const text = "Objective,Owner,Mesur\r\n\r\n\"Rhannu cofnodion, Ŵyl\",Café ward,\"a\nb\"\r\n"
	utf16File := func(order func(uint16) []byte) []byte {
		out := order(0xfeff)
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, order(u)...)
		}
		return out
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with a mark": []byte("\ufeff" + text), "semicolons": []byte(strings.ReplaceAll(strings.ReplaceAll(text, ",O", ";O"), ",M", ";M")),
		"UTF-16":           utf16File(func(u uint16) []byte { return []byte{byte(u), byte(u >> 8)} }),
		"UTF-16 big first": utf16File(func(u uint16) []byte { return []byte{byte(u >> 8), byte(u)} }),
		"said so":          []byte("sep=,\n" + text),
	} {
		if name == "semicolons" {
			data = []byte("Objective;Owner;Mesur\n\n\"Rhannu cofnodion, Ŵyl\";Café ward;\"a\nb\"\n")
		}
		p := propose(t, "plan.csv", data)
		want := 3
		if name == "said so" {
			want++
		}
		if len(p.Items) != 1 || p.Items[0].Title != "Rhannu cofnodion, Ŵyl" || p.Items[0].Body.Owner != "Café ward" || p.Rows[0].Row != want {
			t.Errorf("%s: %+v", name, p.Rows)
		}
	}
	if p := propose(t, "plan.csv", []byte("Objective,Owner\nShare records,Caf\xe9 ward\n")); p.Items[0].Body.Owner != "Café ward" {
		t.Errorf("the code page of Windows: %+v", p.Items)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("Objective,By when\nx,2027\n"))
	f.Add("a.csv", []byte("sep=;\n;;\"\n\xff"))
	f.Add("a.xlsx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		b, err := sheet.Read(name, data)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		p, err := sheet.Propose(b, sheet.Guess(b), nil, nil)
		if err != nil {
			t.Fatalf("what was guessed does not fit: %v", fault.From(err).Fields)
		}
		if p.Refused() != nil && len(p.Items) > 0 {
			t.Error("something wrong would be kept")
		}
	})
}
