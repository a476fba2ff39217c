package report

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/alignment"
)

// JSON writes a report with two spaces of indent and a line break at its end, letters as they are.
func JSON(w io.Writer, r alignment.Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// CSV writes a row for every link, after a row of headings. The evidence is in one cell, heaviest first. A cell that a
// spreadsheet would take for a formula begins with an apostrophe.
func CSV(w io.Writer, r alignment.Report) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"objective", "target", "kind", "score", "suggested", "contribution", "evidence"}}
	for _, l := range r.Links {
		rows = append(rows, []string{
			l.Objective, l.Target, string(l.Kind), strconv.FormatFloat(l.Score, 'f', 6, 64),
			strconv.FormatBool(l.Suggested), string(l.Contribution), words(l.Evidence, len(l.Evidence)),
		})
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = safe(cell)
		}
	}
	return c.WriteAll(rows)
}

// safe keeps a spreadsheet from running a cell.
// Source: OWASP, CSV injection.
func safe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// words lists the texts of the heaviest evidence, each once.
func words(evidence []alignment.Evidence, most int) string {
	var list []string
	for _, e := range evidence[:min(len(evidence), most)] {
		text := strings.Join(strings.Fields(e.Text), " ")
		if e.Target != "" && !strings.EqualFold(e.Text, e.Target) {
			text += " ~ " + strings.Join(strings.Fields(e.Target), " ")
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}
