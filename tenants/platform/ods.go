package platform

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/internal/fault"
)

// DirectoryFile is a file of the Organisation Data Service, which has no header and so does not say what it is.
type DirectoryFile string

// The files that are read, and the kind of their entries.
const (
	Trusts       DirectoryFile = "trust"        // etr.csv
	ICBLocations DirectoryFile = "icb_location" // eccg.csv: sub-ICB locations, the ICB in column 4
)

// DirectoryEntry is a row of a directory file.
type DirectoryEntry struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Grouping string `json:"grouping"`
	ICB      string `json:"icb"` // the code of its integrated care board
	Postcode string `json:"postcode"`
	Opened   string `json:"opened,omitempty"` // a date, empty when there is none
	Closed   string `json:"closed,omitempty"`
}

// The columns of the Organisation Data Service's files, counted from 0. They are documented as 27; real files have 24.
const (
	columnCode     = 0
	columnName     = 1
	columnGrouping = 2
	columnICB      = 3
	columnPostcode = 9
	columnOpened   = 10
	columnClosed   = 11
	fewestColumns  = 24
	mostColumns    = 27

	largestDirectory = 20 << 20
	mostComplaints   = 20
)

// ReadDirectory reads a directory file. Every row that is wrong is named by file and line, up to 20 of them; then
// nothing is given.
func ReadDirectory(r io.Reader, name string) ([]DirectoryEntry, error) {
	data, err := io.ReadAll(io.LimitReader(r, largestDirectory+1))
	if err != nil {
		return nil, err
	}
	c := &rowChecker{file: name, lines: map[string]int{}}
	switch {
	case len(data) > largestDirectory:
		c.say(0, "The file is larger than 20 MB.")
	case !utf8.Valid(data):
		c.say(0, "The file is not UTF-8 text: save it with the encoding UTF-8.")
	default:
		c.rows(bytes.TrimPrefix(data, []byte("\ufeff")))
	}
	if len(c.wrong) == 0 && len(c.entries) == 0 {
		c.say(0, "The file has no rows.")
	}
	if c.more > 0 {
		c.wrong = append(c.wrong, fault.Field{Name: "...", Reason: fmt.Sprintf("and %d more.", c.more)})
	}
	if len(c.wrong) > 0 {
		return nil, fault.New(fault.Invalid, "The directory cannot be read.", c.wrong...)
	}
	return c.entries, nil
}

// rowChecker reads rows and notes what is wrong with them.
type rowChecker struct {
	file    string
	lines   map[string]int // by code
	entries []DirectoryEntry
	wrong   []fault.Field
	more    int // complaints that are not shown
}

func (c *rowChecker) say(line int, format string, args ...any) {
	if len(c.wrong) >= mostComplaints {
		c.more++
		return
	}
	name := c.file
	if line > 0 {
		name = fmt.Sprintf("%s:%d", c.file, line)
	}
	c.wrong = append(c.wrong, fault.Field{Name: name, Reason: fmt.Sprintf(format, args...)})
}

func (c *rowChecker) rows(data []byte) {
	rows := csv.NewReader(bytes.NewReader(data))
	rows.FieldsPerRecord = -1
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			line := 0
			if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
				line = wrong.Line
			}
			c.say(line, "This is no row of a CSV file: a quotation mark is out of place.")
			return
		}
		line, _ := rows.FieldPos(0)
		c.row(row, line)
	}
}

func (c *rowChecker) row(row []string, line int) {
	if len(row) < fewestColumns || len(row) > mostColumns {
		c.say(line, "The row has %d columns: %d to %d were expected.", len(row), fewestColumns, mostColumns)
		return
	}
	for i, text := range row {
		if strings.ContainsFunc(text, unicode.IsControl) {
			c.say(line, "Column %d has a control character in it: delete it.", i+1)
			return
		}
	}
	e := DirectoryEntry{
		Code: row[columnCode], Name: titled(row[columnName]), Grouping: row[columnGrouping], ICB: row[columnICB], Postcode: row[columnPostcode],
		Opened: c.date(row[columnOpened], line, columnOpened), Closed: c.date(row[columnClosed], line, columnClosed),
	}
	switch {
	case !odsRule.MatchString(e.Code):
		c.say(line, "Column 1 is %.40q: a code of 3 to 10 capital letters and digits was expected.", e.Code)
	case c.lines[e.Code] > 0:
		c.say(line, "The code %s stands in line %d already.", e.Code, c.lines[e.Code])
	case e.Name == "" || utf8.RuneCountInString(e.Name) > longName:
		c.say(line, "Column 2 has no name of up to %d characters.", longName)
	}
	c.lines[e.Code] = line
	c.entries = append(c.entries, e)
}

func (c *rowChecker) date(text string, line, column int) string {
	if text == "" {
		return ""
	}
	day, err := time.Parse("20060102", text)
	if err != nil {
		c.say(line, "Column %d is %.40q: a date as YYYYMMDD was expected.", column+1, text)
	}
	return day.Format(time.DateOnly)
}

var (
	// kept are words that stay in capitals, small those that have none inside a name.
	kept  = []string{"NHS", "ICB", "CIC", "UK", "CSU", "CCG", "GP", "LHB"}
	small = []string{"and", "by", "de", "for", "in", "le", "of", "on", "the", "under", "upon", "with"}
)

// titled writes a name, which the directory has in capitals, as people write it. A word with a digit in it is a code,
// such as the A3A8R of a part of a board.
func titled(name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		if strings.ContainsFunc(word, unicode.IsDigit) || slices.Contains(kept, strings.Trim(word, "(),-&")) {
			continue
		}
		parts := strings.Split(strings.ToLower(word), "-")
		for j, part := range parts {
			if i+j == 0 || !slices.Contains(small, part) {
				parts[j] = capital(part)
			}
		}
		words[i] = strings.Join(parts, "-")
	}
	return strings.Join(words, " ")
}

// capital begins a word, and each part of it behind a bracket, a stroke or an ampersand, with a capital letter.
func capital(word string) string {
	begins := true
	return strings.Map(func(r rune) rune {
		if begins && unicode.IsLetter(r) {
			begins = false
			return unicode.ToUpper(r)
		}
		begins = begins || strings.ContainsRune("(/&.", r)
		return r
	}, word)
}
