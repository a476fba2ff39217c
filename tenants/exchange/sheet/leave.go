package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// What is left out is a row of a sheet, never an item, and no row comes to another item by it:
//
//   - A row that says itself which item it is about, by its code, its title or anything that is no part, is left out with the
//     rows below that go on with it: those that have only further measures, milestones or changes. They would otherwise become
//     parts of the item above.
//   - A row that goes on with another is left out alone; the rest of its item is read.
//   - Another row that says the same code or title, as the rows beside a merged cell do, stands by itself and is read: the item
//     is then what that row says.
//
// Every row that is left out is named in the Result, those that go with another too.

// Place is a row of a book.
type Place struct {
	Sheet string
	Row   int // as the spreadsheet numbers it
}

// Line is a row that says something of an item.
type Line struct {
	Place
	Under int // the row of the sheet that it goes on with; 0 where it says itself which item it is about
}

// LeftOut is a row that is not read.
type LeftOut struct {
	Place
	Text string // what it says, shortened
	With int    // the row of the sheet that it goes on with and is left out with; 0 where it was asked for
}

// firsts gives for each row of the sheet the row that it goes on with; 0 where it goes on with none.
func (s Sheet) firsts(l Layout) []int {
	firsts, first := make([]int, len(s.Rows)), 0
	for i, row := range s.Rows {
		switch {
		case !says(row, l):
		case first > 0 && onlyParts(row, l):
			firsts[i] = first
		default:
			first = row.Number
		}
	}
	return firsts
}

// LeaveOut marks rows of the book as left out, and those that go with them, and names them all. A row that is not there is an
// invalid fault. A row of a sheet that is not read, or above its headings, may be left out too: the layout may change again.
func (b Book) LeaveOut(m Mapping, asked []Place) ([]LeftOut, error) {
	if len(asked) > maxRows {
		return nil, fault.New(fault.Invalid, "Too many rows are left out.", fault.Field{Name: "left_out", Reason: fmt.Sprintf("Leave out at most %d rows.", maxRows)})
	}
	out := map[Place]bool{}
	for _, p := range asked {
		s, _ := b.sheet(p.Sheet)
		if _, there := slices.BinarySearchFunc(s.Rows, p.Row, byNumber); !there {
			return nil, fault.New(fault.Invalid, "A row that was left out is not in the file.",
				fault.Field{Name: Address(p.Sheet, p.Row, 1), Reason: "There is no such row in the file, or nothing in it."})
		}
		out[p] = true
	}
	var left []LeftOut
	for _, s := range b.Sheets {
		firsts := s.firsts(m.Of(s.Name))
		for i := range s.Rows {
			row, first := &s.Rows[i], firsts[i]
			switch {
			case out[Place{s.Name, row.Number}]:
				first = 0
			case !out[Place{s.Name, first}]:
				continue
			}
			row.Out = true
			left = append(left, LeftOut{Place{s.Name, row.Number}, row.text(), first})
		}
	}
	return left, nil
}

// text is what the row says, as much as one needs to know it by.
func (r Row) text() string {
	var texts []string
	for _, c := range r.Cells {
		if c.Text != "" {
			texts = append(texts, oneLine(c.Text))
		}
	}
	return short(strings.Join(texts, "; "))
}
