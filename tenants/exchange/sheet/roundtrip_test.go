package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/tenants/exchange/sheet"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// pieces are what spreadsheet programs give a meaning to, and what people paste.
var pieces = rapid.SampledFrom([]string{
	"We", "will", "close", "1e3", "TRUE", "2027-03", " ", "\n", "\t", "\r\n", "=1+1", "+1", "-1", "@x", "＝1", "|x", "%x", `="x"`, "'", "''", ",", ";", `"`, "<b>", "&amp;",
	"Gwella gofal", "עברית", "🏥", "é", "_x000D_", "- ", "• ", "a part of a sentence,", "A1", "TBC", "n/a",
})

func draw(t *rapid.T, name string) string {
	return strings.Join(rapid.SliceOfN(pieces, 1, 8).Draw(t, name), "")
}

// documents draws strategies with all kinds of item and all that the catalogue lets each say.
func documents(t *rapid.T) strategy.Document {
	var d strategy.Document
	d.Title, d.Mission, d.Period, d.Provenance = draw(t, "title"), draw(t, "mission"), draw(t, "period"), draw(t, "provenance")
	for _, kind := range strategy.Kinds() {
		for n := range rapid.IntRange(0, 3).Draw(t, string(kind)) {
			d.Items = append(d.Items, strategy.Item{Kind: kind, Code: fmt.Sprintf("%s.%d", kind, n)})
		}
	}
	for i := range d.Items {
		fill(t, &d.Items[i], d)
		d.Items[i].Title = "x" + d.Items[i].Code + d.Items[i].Title // never empty, and no other's
	}
	return d
}

func fill(t *rapid.T, item *strategy.Item, d strategy.Document) {
	for _, f := range strategy.Fields(item.Kind) {
		if f.Name != "constraint" && rapid.Bool().Draw(t, f.Name+" is not said") {
			continue
		}
		value := draw(t, f.Name)
		switch f.Type {
		case strategy.Word, strategy.Words:
			value = rapid.SampledFrom(f.Words).Draw(t, f.Name)
		case strategy.Code, strategy.Codes:
			if value = ""; len(d.Of(f.Of)) > 0 {
				value = rapid.SampledFrom(d.Of(f.Of)).Draw(t, f.Name).Code
			}
		case strategy.Date:
			value = "2027-0" + strconv.Itoa(rapid.IntRange(1, 9).Draw(t, f.Name))
		case strategy.Number:
			value = strconv.Itoa(rapid.IntRange(1, 9).Draw(t, f.Name))
		case strategy.Measured:
			for n := range rapid.IntRange(0, 3).Draw(t, f.Name) {
				item.Body.Measures = append(item.Body.Measures, strategy.Measure{Name: fmt.Sprint("m", n, draw(t, "measure")), Baseline: draw(t, "baseline"), Target: draw(t, "target")})
			}
			continue
		case strategy.Milestoned:
			for range rapid.IntRange(0, 3).Draw(t, f.Name) {
				item.Body.Milestones = append(item.Body.Milestones, strategy.Milestone{Name: "m" + draw(t, "milestone"), Done: rapid.Bool().Draw(t, "done")})
			}
			continue
		case strategy.Changed:
			for range rapid.IntRange(0, 3).Draw(t, f.Name) {
				item.Body.Changes = append(item.Body.Changes, strategy.RoleChange{Role: strategy.Role("r" + draw(t, "role")), What: "w" + draw(t, "what")})
			}
			continue
		case strategy.Line, strategy.Prose:
		}
		if err := f.Put(item, value); err != nil {
			t.Fatal(err)
		}
	}
}

func kept(d strategy.Document) []strategy.Kept[strategy.Item] {
	list := make([]strategy.Kept[strategy.Item], len(d.Items))
	for i, item := range d.Items {
		list[i] = strategy.Kept[strategy.Item]{ID: uuid.New(), Version: 1, Item: item}
	}
	return list
}

var written = map[string]func(strategy.Document) ([]byte, error){"strategy.xlsx": sheet.WriteXLSX, "strategy.csv": sheet.WriteCSV}

// Whatever a strategy says, what is written of it reads back as no change, and to an empty strategy as all of it.
func TestWhatIsWrittenReadsBackAsNoChange(t *testing.T) {
	t.Parallel()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		d := documents(t)
		if len(d.Items) == 0 {
			return
		}
		n++
		for name, write := range written {
			if name == "strategy.xlsx" && n%5 != 0 { // writing one takes a while
				continue
			}
			data, err := write(d)
			if err != nil {
				t.Fatal(err)
			}
			b, err := sheet.Read(name, data)
			if err != nil {
				t.Fatal(name, err)
			}
			p, err := sheet.Propose(b, sheet.Guess(b), kept(d), nil)
			if err != nil {
				t.Fatal(name, err)
			}
			if about := sheet.ProposeAbout(b, sheet.Guess(b), d.Header); about.Header != d.Header {
				t.Fatalf("%s: %+v became %+v", name, d.Header, about.Header)
			}
			if len(p.Rows) != len(d.Items) {
				t.Fatalf("%s: %d items became %d rows: %+v", name, len(d.Items), len(p.Rows), sheet.Guess(b))
			}
			for i, r := range p.Rows {
				if r.State != sheet.Same || r.Code != d.Items[i].Code {
					t.Fatalf("%s: %s became %+v", name, d.Items[i].Code, r)
				}
			}
			fresh, err := sheet.Propose(b, sheet.Guess(b), nil, nil)
			if err != nil || len(fresh.Items) != len(d.Items) || fresh.Refused() != nil {
				t.Fatalf("%s: to an empty strategy %d of %d items: %v %v", name, len(fresh.Items), len(d.Items), err, fresh.Refused())
			}
			again, err := sheet.Propose(b, sheet.Guess(b), kept(strategy.Document{Items: fresh.Items}), nil)
			if err != nil || again.Counts()[sheet.Same] != len(d.Items) {
				t.Fatalf("%s: a second time %+v, %v", name, again.Counts(), err)
			}
		}
	})
}

// Nothing that is written is a formula to the program that opens it.
func TestNothingWrittenIsAFormula(t *testing.T) {
	t.Parallel()
	texts := []string{"=1+1", "+1", "-1", "@x", "\t=x", "\r=x", "＝1", "|x", "%x", `="x"`, "'=x", "''=x", " =x"}
	var d strategy.Document
	for n, text := range texts {
		d.Items = append(d.Items, strategy.Item{Kind: strategy.KindObjective, Code: fmt.Sprint("O", n), Title: text, Body: strategy.Body{
			Owner: text, Measures: []strategy.Measure{{Name: "m", Baseline: text, Target: text}},
		}})
	}
	data, err := sheet.WriteCSV(d)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(records) != len(texts)+1 {
		t.Fatal(len(records), err)
	}
	for _, record := range records {
		for _, text := range record {
			if text != "" && strings.ContainsAny(strings.TrimLeft(text, " ")[:1], "=+-@\t\r|%") || strings.HasPrefix(text, "＝") {
				t.Errorf("%q is a formula in CSV", text)
			}
		}
	}
	if data, err = sheet.WriteXLSX(d); err != nil {
		t.Fatal(err)
	}
	for name, text := range unzipped(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/") && (strings.Contains(text, "<f>") || strings.Contains(text, "<f ") || !strings.Contains(text, `t="s"`)) {
			t.Errorf("%s has a formula or no text: %s", name, text)
		}
	}
	for name, write := range written {
		data, err := write(d)
		if err != nil {
			t.Fatal(err)
		}
		b, err := sheet.Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		p, err := sheet.Propose(b, sheet.Guess(b), nil, nil)
		if err != nil || len(p.Items) != len(texts) {
			t.Fatalf("%s: %d items, %v, %v", name, len(p.Items), err, p.Refused())
		}
		for n, item := range p.Items {
			if want := strings.TrimSpace(texts[n]); item.Title != want || item.Body.Owner != want || item.Body.Measures[0].Target != want {
				t.Errorf("%s: %q came back as %q, %q, %q", name, want, item.Title, item.Body.Owner, item.Body.Measures[0].Target)
			}
		}
	}
}

func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, part := range archive.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		texts[part.Name] = string(text)
	}
	return texts
}

// The template reads as nothing, and once filled in as what was filled in.
func TestTheTemplateHasEveryFieldUnderItsOwnName(t *testing.T) {
	t.Parallel()
	data, err := sheet.Template()
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Read("template.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Sheets) != 2+len(strategy.Kinds()) {
		t.Fatalf("%d sheets", len(b.Sheets))
	}
	for i, kind := range strategy.Kinds() {
		s := b.Sheets[i+2]
		row := sheet.Row{Number: 2, Cells: make([]sheet.Cell, len(s.Rows[0].Cells))}
		for n := range row.Cells {
			row.Cells[n].Text = "1"
			if s.Rows[0].Cells[n].Text == "Themes" {
				row.Cells[n].Text = "What Good Looks Like: well led"
			}
		}
		s.Rows = append(s.Rows, row)
		got := map[string]bool{}
		layout := sheet.Guess(sheet.Book{Sheets: []sheet.Sheet{s}}).Sheets[0]
		for _, c := range layout.Columns {
			got[c.As] = true
		}
		want := map[string]bool{}
		for _, c := range sheet.Choices(kind) {
			if c.As != sheet.AsKind {
				want[c.As] = true
			}
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || layout.Kind != kind || len(layout.Columns) != len(row.Cells) {
			t.Errorf("%s as %s, %d of %d columns (-want +got):\n%s", s.Name, layout.Kind, len(layout.Columns), len(row.Cells), diff)
		}
	}
	if !strings.Contains(unzipped(t, data)["xl/worksheets/sheet7.xml"], "dataValidation") {
		t.Error("the initiatives have no list to choose from")
	}
}
