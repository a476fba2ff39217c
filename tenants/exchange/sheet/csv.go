package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// readCSV reads texts with commas, semicolons, tabs or bars between them, in UTF-8, UTF-16 or the code page of Windows, as
// spreadsheet programs write them.
func readCSV(name string, data []byte) (Book, error) {
	text, err := decode(data)
	if err != nil {
		return Book{}, refused("The characters of the file cannot be read. Save it as CSV UTF-8.")
	}
	t := taking{sheet: Sheet{Name: name}}
	comma, rest := separator(text)
	number := strings.Count(text[:len(text)-len(rest)], "\n")
	reader := csv.NewReader(strings.NewReader(rest))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes, reader.ReuseRecord = comma, -1, true, true
	for before := int64(0); ; before = reader.InputOffset() {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		number += 1 + emptyLines(rest[before:])
		if err != nil {
			return Book{}, refusedAt(Address(name, number, 1), "This row cannot be read: a quotation mark is missing.")
		}
		cells := make([]Cell, min(len(record), maxColumns+1))
		for i := range cells {
			cells[i].Text = unescape(tidy(record[i]))
		}
		if err := t.row(number, cells); err != nil {
			return Book{}, err
		}
	}
	if len(t.sheet.Rows) == 0 {
		return Book{}, nil
	}
	return Book{Sheets: []Sheet{t.sheet}}, nil
}

// emptyLines counts the empty lines at the beginning, which are rows of a spreadsheet and none to the reader.
func emptyLines(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		if strings.Trim(line, "\r\n") != "" {
			break
		}
		n++
	}
	return n
}

// decode gives the text of a file. Without a mark at its beginning it is UTF-8 if it can be.
func decode(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	default:
		from = charmap.Windows1252
	}
	text, err := from.NewDecoder().Bytes(data)
	return string(text), err
}

// separator finds what stands between the texts: as the first line says ("sep=;"), or what is there most, outside quotation
// marks, in the beginning of the file. It gives the rest of the file too.
func separator(text string) (comma rune, rest string) {
	first, after, _ := strings.Cut(text, "\n")
	if said, ok := strings.CutPrefix(strings.TrimSpace(first), "sep="); ok && utf8.RuneCountInString(said) == 1 {
		comma, _ = utf8.DecodeRuneInString(said)
		if strings.ContainsRune(",;|", comma) {
			return comma, after
		}
	}
	counts := map[rune]int{}
	quoted := false
	for i, r := range text {
		if i > 8<<10 {
			break
		}
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted:
			counts[r]++
		}
	}
	comma = ','
	for _, r := range ";\t|" {
		if counts[r] > counts[comma] {
			comma = r
		}
	}
	return comma, text
}
