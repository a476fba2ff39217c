package sheet

import (
	"cmp"
	"unicode/utf8"
)

// Heading is a column of a sheet: what stands over it, what stands below first, and how much there is of it, so that a column
// which is not read is not lost without a word.
type Heading struct {
	Column   int // from 1
	Text     string
	Examples []string
	Filled   int // cells below that say something and are not left out
	Long     int // how many of them are texts, and not a word, a date or a figure
}

const (
	mostExamples = 3
	longText     = 40 // characters, from which on a cell is a text
)

// Headings lists the columns that have something in them, taking a row for the headings; a heading that is empty is the one
// above it.
func (s Sheet) Headings(header int) []Heading {
	var above, row Row
	var below []Row
	for _, r := range s.Rows {
		switch {
		case r.Number < header:
			above = r
		case r.Number == header:
			row = r
		default:
			below = append(below, r)
		}
	}
	width := len(row.Cells)
	for _, r := range below {
		width = max(width, len(r.Cells))
	}
	var headings []Heading
	for column := 1; column <= width; column++ {
		h := Heading{Column: column, Text: cmp.Or(row.at(column).Text, above.at(column).Text)}
		for _, r := range below {
			h.look(r, r.at(column).Text)
		}
		if h.Text != "" || len(h.Examples) > 0 {
			h.Text = short(h.Text)
			headings = append(headings, h)
		}
	}
	return headings
}

// look takes in what stands in a row below the heading.
func (h *Heading) look(r Row, text string) {
	if text == "" {
		return
	}
	if len(h.Examples) < mostExamples {
		h.Examples = append(h.Examples, short(text))
	}
	if r.Out || blank(text) {
		return
	}
	h.Filled++
	if utf8.RuneCountInString(text) >= longText {
		h.Long++
	}
}

// short is as much of a text as an example needs.
func short(text string) string {
	const most = 80
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
