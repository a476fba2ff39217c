package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Correction is what somebody would have written in a cell ("Sheet1!D7") instead of what is there.
type Correction struct{ Cell, Text string }

const maxCorrections = 2000

// At gives what a cell shows by its address; nothing where there is no such cell.
func (b Book) At(address string) string {
	row, column := b.find(address)
	if row == nil {
		return ""
	}
	return row.at(column).Text
}

// correct writes into cells of the book as if they had been so in the file. A cell that is not there is an invalid fault.
func (b Book) correct(corrections []Correction) error {
	if len(corrections) > maxCorrections {
		return fault.New(fault.Invalid, "There are too many corrections. Put them right in the file.",
			fault.Field{Name: "corrections", Reason: fmt.Sprintf("Correct at most %d cells here.", maxCorrections)})
	}
	for _, c := range corrections {
		row, column := b.find(c.Cell)
		if row == nil {
			return fault.New(fault.Invalid, "A cell that was corrected is not in the file.", fault.Field{Name: c.Cell, Reason: "There is no such cell in the file."})
		}
		text := tidy(c.Text)
		if n := len([]rune(text)); n > maxCell {
			return refusedAt(c.Cell, "There are %d characters in this cell. Use at most %d.", n, maxCell)
		}
		row.put(column, Cell{Text: text})
	}
	return nil
}

// find gives the row and the column of an address; no row where there is no such place in the book.
func (b Book) find(address string) (row *Row, column int) {
	at := strings.LastIndexByte(address, '!')
	if at < 0 {
		return nil, 0
	}
	name, cell := address[:at], address[at+1:]
	if inside, quoted := strings.CutPrefix(name, "'"); quoted {
		name = strings.ReplaceAll(strings.TrimSuffix(inside, "'"), "''", "'")
	}
	letters := strings.TrimRight(cell, "0123456789")
	number, err := strconv.Atoi(cell[len(letters):])
	if err != nil || letters == "" || len(letters) > 3 {
		return nil, 0
	}
	for _, r := range letters {
		if r < 'A' || r > 'Z' {
			return nil, 0
		}
		column = column*26 + int(r-'A') + 1
	}
	s := slices.IndexFunc(b.Sheets, func(s Sheet) bool { return s.Name == name })
	if s < 0 || column > maxColumns {
		return nil, 0
	}
	rows := b.Sheets[s].Rows
	i, there := slices.BinarySearchFunc(rows, number, byNumber)
	if !there {
		return nil, 0
	}
	return &rows[i], column
}
