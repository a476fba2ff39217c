package accept_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// outcome is what a file makes of a strategy, as far as is asked about.
type outcome struct {
	Seen    string
	Applied bool
	Counts  struct{ New, Changed, Same, Wrong int }
}

// bring brings a file into the strategy of A, or looks at what it would make of it.
func (a *asking) bring(name, file, more string, dry bool, status int) string {
	a.t.Helper()
	body := fmt.Sprintf(`{"name":%q,"content":%q%s}`, name, base64.StdEncoding.EncodeToString([]byte(file)), more)
	return a.tell("editor of A", http.MethodPost, fmt.Sprintf("/strategies/%s/imports?dry_run=%v", a.strategy(a.t, "A"), dry), body, status)
}

// T-32: a file is brought in as it was looked at, all of it or nothing; to look at it changes nothing.
func TestT32AFileIsBroughtInWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-32", "I24")
	const plan = "Code,Objective,By when\nA-1,Open it on all wards,Mar-27\n,Something new,March 2028\n"
	before := a.snapshot(t, "A")
	unchanged := func(when string) {
		t.Helper()
		for table, sum := range a.snapshot(t, "A") {
			if table != "idempotency" && sum != before[table] {
				t.Errorf("%s, A's %s was changed", when, table)
			}
		}
	}
	looked := into[outcome](t, a.bring("plan.csv", plan, "", true, http.StatusOK))
	if looked.Applied || looked.Counts.New != 1 || looked.Counts.Changed != 1 {
		t.Fatalf("%+v", looked)
	}
	unchanged("looked at")
	a.bring("plan.csv", plan+",Another,spring of the year\n", "", false, http.StatusUnprocessableEntity)
	unchanged("with a cell that is wrong")
	a.reword("cdo of A", "A-1", "title", "Open it on all wards")
	before = a.snapshot(t, "A")
	a.bring("plan.csv", plan, fmt.Sprintf(`,"seen":%q`, looked.Seen), false, http.StatusPreconditionFailed)
	unchanged("looked at before something changed")
	looked = into[outcome](t, a.bring("plan.csv", plan, "", true, http.StatusOK))
	if done := into[outcome](t, a.bring("plan.csv", plan, fmt.Sprintf(`,"seen":%q`, looked.Seen), false, http.StatusOK)); !done.Applied {
		t.Errorf("%+v", done)
	}
}

// T-36: what a file may cost is bounded: its bytes, its rows, and what is inside it when it is unpacked.
func TestT36AFileIsBounded(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-36", "I27")
	const header = "Objective,Description\n"
	rows := func(n, length int) string {
		var b strings.Builder
		b.WriteString(header)
		for i := range n {
			_, _ = fmt.Fprintf(&b, "Objective %d,%s\n", i, strings.Repeat("x", length))
		}
		return b.String()
	}
	for what, c := range map[string]struct {
		name, file string
		status     int
	}{
		"many rows": {"plan.csv", rows(4999, 1), http.StatusOK}, "too many rows": {"plan.csv", rows(5000, 1), http.StatusUnprocessableEntity},
		"many bytes": {"plan.csv", rows(200, 19_000), http.StatusOK}, "too many bytes": {"plan.csv", rows(225, 19_000), http.StatusUnprocessableEntity},
		"a workbook":                     {"plan.xlsx", a.workbook(strings.Repeat("<row/>", 10)), http.StatusOK},
		"too much in a workbook":         {"plan.xlsx", a.workbook(strings.Repeat("<row/>", 600_000)), http.StatusUnprocessableEntity},
		"a row that is no spreadsheet's": {"plan.xlsx", a.workbook(`<row r="20000000"/><row r="20000001"/>`), http.StatusUnprocessableEntity},
	} {
		if text := a.bring(c.name, c.file, "", true, c.status); c.status != http.StatusOK && !strings.Contains(text, "The file cannot be read.") {
			t.Errorf("%s: %.300s", what, text)
		}
	}
}

// workbook is what A is writing, as a workbook with more rows in its first sheet, as the format writes them.
func (a *asking) workbook(rows string) string {
	a.t.Helper()
	plain := a.read("cdo of A", "/strategies/"+a.strategy(a.t, "A")+"/export?format=xlsx")
	from, err := zip.NewReader(strings.NewReader(plain), int64(len(plain)))
	must(a.t, err)
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range from.File {
		in, err := part.Open()
		must(a.t, err)
		text, err := io.ReadAll(in)
		must(a.t, err)
		w, err := to.Create(part.Name)
		must(a.t, err)
		if part.Name == "xl/worksheets/sheet1.xml" {
			text = bytes.Replace(text, []byte("</sheetData>"), []byte(rows+"</sheetData>"), 1)
		}
		_, err = w.Write(text)
		must(a.t, err)
	}
	must(a.t, to.Close())
	return out.String()
}

// T-28: a text that begins like a formula is a text in a file too, in whatever program opens it, and reads back as it was.
func TestT28NoTextIsAFormulaInAFile(t *testing.T) {
	t.Parallel()
	a := newAsking(t, "T-28", "I20")
	for _, begins := range []string{"=", "+", "-", "@", "|", "%", "＝", " =", "'="} {
		a.reword("cdo of A", "A-1", "title", begins+`HYPERLINK("https://evil.example";"Open")`)
		file := a.read("cdo of A", "/strategies/"+a.strategy(t, "A")+"/export?format=csv")
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
		must(t, err)
		for _, record := range records {
			for _, cell := range record {
				if strings.Contains(cell, "HYPERLINK") && !strings.HasPrefix(cell, "'") {
					t.Errorf("after %q a program works out %q", begins, cell)
				}
			}
		}
		back := into[outcome](t, a.bring("strategy.csv", file, "", true, http.StatusOK))
		if back.Counts.New+back.Counts.Changed+back.Counts.Wrong > 0 {
			t.Errorf("after %q it does not read back: %+v", begins, back.Counts)
		}
	}
}
