package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// WriteCSV writes all items of a strategy as one table, in UTF-8 with the mark by which spreadsheet programs know it. No text
// is a formula to them. Reading it proposes no change.
func WriteCSV(d strategy.Document) ([]byte, error) {
	out := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(out)
	w.UseCRLF = true
	t := tableOfAll(d.Items)
	heads := make([]string, len(t.columns))
	for i, c := range t.columns {
		heads[i] = c.head
	}
	for _, row := range append([][]string{heads}, t.rows...) {
		safe := make([]string, len(row))
		for i, text := range row {
			safe[i] = escape(tidy(text))
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// WriteXLSX writes a strategy as a workbook: a sheet about it, and one for each kind of item that it has. Every cell is text.
// Reading it proposes no change.
func WriteXLSX(d strategy.Document) ([]byte, error) {
	b := newBook()
	b.about(d.Header, d.Standing)
	for _, kind := range strategy.Kinds() {
		if items := d.Of(kind); len(items) > 0 {
			b.kind(kind, tableOf(kind, items, 0), len(items)+1)
		}
	}
	return b.bytes()
}

// Template writes an empty workbook to fill in: a sheet of notes on every field, one about the strategy, and one for each kind
// of item with its headings and, where a field has a list of words, the list to choose from.
func Template() ([]byte, error) {
	b := newBook()
	b.notes()
	b.about(strategy.Header{}, "")
	for _, kind := range strategy.Kinds() {
		b.kind(kind, tableOf(kind, nil, 2), templateRows)
	}
	return b.bytes()
}

const (
	templateRows = 500
	longestList  = 255 // characters that a list to choose from may have inside a cell's rule
	longestShown = 32767
)

// sheetName is what the sheet of a kind is called.
func sheetName(kind strategy.ItemKind) string {
	return strings.ToUpper(kind.Many()[:1]) + kind.Many()[1:]
}

// writing is a workbook as it is written; the first error stops it.
type writing struct {
	file        *excelize.File
	sheets      int
	head, plain int
	err         error
}

func newBook() *writing {
	b := &writing{file: excelize.NewFile()}
	b.head, b.err = b.file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D8DDE0"}}, //nolint:misspell // excelize spells it so
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: textFormat,
	})
	b.do(func() (err error) {
		b.plain, err = b.file.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, NumFmt: textFormat})
		return err
	})
	return b
}

// textFormat is the format of cells that are text whatever is typed into them: also when somebody edits one, it does not become
// a formula or a date.
const textFormat = 49

func (b *writing) do(step func() error) {
	if b.err == nil {
		b.err = step()
	}
}

// sheet adds a sheet with headings and rows.
func (b *writing) sheet(name string, heads []string, rows [][]string, widths []float64) {
	b.do(func() error {
		b.sheets++
		if b.sheets == 1 {
			return b.file.SetSheetName(b.file.GetSheetName(0), name)
		}
		_, err := b.file.NewSheet(name)
		return err
	})
	for i, width := range widths {
		b.do(func() error { return b.file.SetColStyle(name, Letter(i+1), b.plain) })
		b.do(func() error { return b.file.SetColWidth(name, Letter(i+1), Letter(i+1), width) })
	}
	for n, row := range append([][]string{heads}, rows...) {
		for i, text := range row {
			b.text(name, n+1, i+1, text)
		}
	}
	b.do(func() error { return b.file.SetCellStyle(name, "A1", Letter(len(heads))+"1", b.head) })
	b.do(func() error {
		return b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	})
}

func (b *writing) text(sheet string, row, column int, text string) {
	b.do(func() error {
		at := fmt.Sprintf("%s%d", Letter(column), row)
		if text == "" {
			return nil
		}
		if text = escapedUnits.ReplaceAllString(escapeQuoted(tidy(text)), "_x005F_$1"); len(utf16.Encode([]rune(text))) > longestShown {
			return fault.New(fault.Invalid, "The strategy cannot be written as a spreadsheet.", fault.Field{Name: Address(sheet, row, column), Reason: "The text is longer than a cell can hold."})
		}
		if err := b.file.SetCellStr(sheet, at, text); err != nil {
			return err
		}
		return b.file.SetCellStyle(sheet, at, at, b.plain)
	})
}

// escapedUnits are texts that look like the escape of a character ("_x000D_"), which the format itself has to escape.
var escapedUnits = regexp.MustCompile(`_(x[0-9A-Za-z]{4}_)`)

// about adds the sheet about the strategy. What the file is stands above the first label, where it is not read back.
func (b *writing) about(h strategy.Header, standing string) {
	var rows [][]string
	if standing != "" {
		rows = append(rows, []string{"What this file is", standing})
	}
	for _, f := range aboutFields {
		rows = append(rows, []string{f.Label, aboutText(h, f.Name)})
	}
	b.sheet(aboutSheet, []string{"What", "Text"}, rows, []float64{24, 80})
}

// kind adds the sheet of a kind, with the lists to choose from down to a row.
func (b *writing) kind(kind strategy.ItemKind, t table, last int) {
	name := sheetName(kind)
	heads, widths := make([]string, len(t.columns)), make([]float64, len(t.columns))
	for i, c := range t.columns {
		heads[i], widths[i] = c.head, 18
		if f, ok := strategy.FieldOf(kind, c.field); ok && (f.Type == strategy.Prose || f.Name == "title") {
			widths[i] = 44
		}
	}
	b.sheet(name, heads, t.rows, widths)
	for i, c := range t.columns {
		if f, ok := strategy.FieldOf(kind, c.field); ok && f.Type == strategy.Word {
			b.choose(name, Letter(i+1), last, spoken(f.Words))
		}
	}
}

func (b *writing) choose(sheet, letter string, last int, words []string) {
	if len(strings.Join(words, ",")) > longestList {
		return
	}
	b.do(func() error {
		rule := excelize.NewDataValidation(true)
		rule.SetSqref(fmt.Sprintf("%s2:%s%d", letter, letter, last))
		if err := rule.SetDropList(words); err != nil {
			return err
		}
		return b.file.AddDataValidation(sheet, rule)
	})
}

// notes adds the sheet that says what each column takes.
func (b *writing) notes() {
	rows := [][]string{
		{aboutSheet, "Text", "What the strategy says of itself, in the column beside. A CSV file is one table and has no place for it."},
		{"All sheets", codeHead, "A short name of your own, such as O1. Leave it empty to be given one. Whoever brings the file in again is known by it."},
		{"All sheets", "Measures, milestones and changes", "Each has columns of its own with a number. Add columns with the next number for more, or a row below with nothing else in it."},
	}
	for _, f := range aboutFields {
		rows = append(rows, []string{aboutSheet, f.Label, advice(f)})
	}
	for _, kind := range strategy.Kinds() {
		for _, f := range strategy.Fields(kind) {
			rows = append(rows, []string{sheetName(kind), f.Label, advice(f)})
		}
	}
	b.sheet("Notes", []string{"Sheet", "Column", "What to write"}, rows, []float64{24, 32, 90})
}

// advice says what a field takes.
func advice(f strategy.Field) string {
	switch f.Type {
	case strategy.Line:
		return "A line of text."
	case strategy.Prose:
		return "Text, as much as it needs."
	case strategy.Date:
		return "A month, such as 2027-03 or March 2027."
	case strategy.Number:
		return "A whole number, 1 for the first."
	case strategy.Word:
		return "One of: " + strings.Join(spoken(f.Words), ", ") + "."
	case strategy.Words:
		return "Any of these, with commas between them: " + strings.Join(spoken(f.Words), ", ") + "."
	case strategy.Code:
		return "The code or the title of one " + f.Of.Noun() + "."
	case strategy.Codes:
		return "The code or title of each " + f.Of.Noun() + ", with commas between codes."
	case strategy.Measured:
		return "What is measured, where it stands now, where it is to be, and the unit. Figures are kept as you write them."
	case strategy.Milestoned:
		return "What is reached, in which month, and done if it has been."
	case strategy.Changed:
		return "For whom something changes, what, and from which month."
	default:
		return ""
	}
}

func (b *writing) bytes() ([]byte, error) {
	defer b.file.Close()
	if b.err != nil {
		return nil, b.err
	}
	out, err := b.file.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
