package sheet

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Limits of a file. They are far above any strategy, and keep what a file can cost the server small.
const (
	MaxFile    = 4 << 20 // bytes
	maxRows    = 5000    // of all sheets together, empty ones left out
	maxColumns = 200
	maxSheets  = 30
	maxCell    = 20000   // characters
	maxText    = 6 << 20 // bytes of all cells: a file may say one text in many
)

// Book is a spreadsheet as texts.
type Book struct{ Sheets []Sheet }

// Sheet is one sheet of a book.
type Sheet struct {
	Name string
	Rows []Row
}

// Row is a row that has something in it.
type Row struct {
	Number int // as the spreadsheet numbers it, from 1
	Cells  []Cell
	Out    bool // left out, and not read
}

// Cell is what a cell shows. A number that is shown as a date is that day too.
type Cell struct {
	Text     string
	Day      time.Time
	Unworked bool // a formula whose result the file does not hold
}

// at gives a cell of the row, from column 1; one that is not there is empty.
func (r Row) at(column int) Cell {
	if column < 1 || column > len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column-1]
}

// put writes a cell of the row.
func (r *Row) put(column int, c Cell) {
	for len(r.Cells) < column {
		r.Cells = append(r.Cells, Cell{})
	}
	r.Cells[column-1] = c
}

func (b Book) sheet(name string) (Sheet, bool) {
	for _, s := range b.Sheets {
		if s.Name == name {
			return s, true
		}
	}
	return Sheet{}, false
}

// Read reads a file by its name's ending, .xlsx or .csv. What is wrong with it is an invalid fault that names the cell where
// there is one.
func Read(name string, data []byte) (Book, error) {
	var b Book
	var err error
	switch kind := strings.ToLower(path.Ext(name)); {
	case len(data) > MaxFile:
		return b, refused("The file is too large. Files of up to %d MB can be read.", MaxFile>>20)
	case kind == ".xlsx":
		b, err = readXLSX(data)
	case kind == ".csv" || kind == ".txt" || kind == ".tsv":
		b, err = readCSV(strings.TrimSuffix(path.Base(name), path.Ext(name)), data)
	case kind == ".xls":
		return b, refused("This is the file of an old version of Excel. Open it there and save it as .xlsx.")
	default:
		return b, refused("This kind of file cannot be read here. Choose a spreadsheet that ends in .xlsx or .csv.")
	}
	if err == nil && len(b.Sheets) == 0 {
		err = refused("There is nothing in the file.")
	}
	return b, err
}

// Address is a cell as a spreadsheet names it, such as Sheet1!D7.
func Address(sheet string, row, column int) string {
	if strings.ContainsFunc(sheet, func(r rune) bool { return r == ' ' || r == '\'' || r == '!' }) {
		sheet = "'" + strings.ReplaceAll(sheet, "'", "''") + "'"
	}
	return sheet + "!" + Letter(column) + strconv.Itoa(row)
}

// Letter is a column, from 1, as a spreadsheet names it: A, B ... Z, AA.
func Letter(column int) string {
	letters := ""
	for ; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return letters
}

func refused(format string, args ...any) error {
	return fault.New(fault.Invalid, "The file cannot be read.", fault.Field{Name: "file", Reason: fmt.Sprintf(format, args...)})
}

func refusedAt(address, format string, args ...any) error {
	return fault.New(fault.Invalid, "The file cannot be read.", fault.Field{Name: address, Reason: fmt.Sprintf(format, args...)})
}

// taking takes in rows one after the other and stops at the limits.
type taking struct {
	rows, text int
	sheet      Sheet
}

// row adds a row to the sheet unless it is empty.
func (t *taking) row(number int, cells []Cell) error {
	last := 0
	for i, c := range cells {
		if c.Text == "" && !c.Unworked {
			continue
		}
		last = i + 1
		t.text += len(c.Text)
		if i >= maxColumns {
			return tooWide(t.sheet.Name, number)
		}
		if n := len([]rune(c.Text)); n > maxCell {
			return refusedAt(Address(t.sheet.Name, number, i+1), "There are %d characters in this cell. Use at most %d.", n, maxCell)
		}
	}
	if last == 0 {
		return nil
	}
	if t.text > maxText {
		return refusedAt(Address(t.sheet.Name, number, 1), "There is too much text in the file. Take out what is not part of the strategy, or divide the file.")
	}
	t.rows++
	if t.rows > maxRows {
		return refusedAt(Address(t.sheet.Name, number, 1), "The file has more than %d rows, headings among them. Take out rows that are not part of the strategy, or divide the file.", maxRows)
	}
	t.sheet.Rows = append(t.sheet.Rows, Row{Number: number, Cells: cells[:last:last]})
	return nil
}

func tooWide(sheet string, row int) error {
	return refusedAt(Address(sheet, row, maxColumns+1), "The sheet is too wide: up to %d columns can be read.", maxColumns)
}

var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u2028", "\n", "\ufeff", "")

// tidy takes away what nobody wrote: spaces around a text, carriage returns, and the breaks that other programs leave.
func tidy(text string) string { return strings.TrimSpace(breaks.Replace(text)) }
