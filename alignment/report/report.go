package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/alignment"
)

// JSON writes a report with an item a line, letters as they are, as it goes: a large report is never whole in memory.
func JSON(w io.Writer, r alignment.Report) error {
	d := newDocument(w)
	d.text("{\n")
	d.value("system", r.System)
	list(d, "links", r.Links)
	list(d, "levels", r.Levels)
	list(d, "coverage", r.Coverage)
	list(d, "initiative_coverage", r.InitiativeCoverage)
	list(d, "findings", r.Findings)
	list(d, "notes", r.Notes)
	d.text(`  "model": `)
	d.item(r.Model)
	d.text("\n}\n")
	return errors.Join(d.err, d.out.Flush())
}

// document is JSON on its way out.
type document struct {
	out     *bufio.Writer
	one     bytes.Buffer // the item being written
	encoder *json.Encoder
	err     error
}

func newDocument(w io.Writer) *document {
	d := &document{out: bufio.NewWriterSize(w, 1<<16)}
	d.encoder = json.NewEncoder(&d.one)
	d.encoder.SetEscapeHTML(false)
	return d
}

// text writes what is JSON already. A failure of the writer comes to light when it is flushed.
func (d *document) text(s string) { _, _ = d.out.WriteString(s) }

func (d *document) item(v any) {
	d.one.Reset()
	if err := d.encoder.Encode(v); err != nil {
		d.err = errors.Join(d.err, err)
		return
	}
	_, _ = d.out.Write(bytes.TrimSuffix(d.one.Bytes(), []byte("\n")))
}

func (d *document) value(name string, v any) {
	d.text(`  "` + name + `": `)
	d.item(v)
	d.text(",\n")
}

func list[T any](d *document, name string, items []T) {
	d.text(`  "` + name + `": [`)
	for i, item := range items {
		if i > 0 {
			d.text(",")
		}
		d.text("\n    ")
		d.item(item)
	}
	if len(items) > 0 {
		d.text("\n  ")
	}
	d.text("],\n")
}

// CSV writes a row for every link, after a row of headings. The evidence is in one cell, heaviest first; where the
// objective's need belongs, and what an undecided one leans to, come last. A cell that a
// spreadsheet would take for a formula begins with an apostrophe.
func CSV(w io.Writer, r alignment.Report) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"objective", "target", "kind", "score", "suggested", "contribution", "evidence", "level", "leaning"}}
	placed := map[string]alignment.Placement{}
	for _, p := range r.Levels {
		placed[p.Objective] = p
	}
	for _, l := range r.Links {
		rows = append(rows, []string{
			l.Objective, l.Target, string(l.Kind), strconv.FormatFloat(l.Score, 'f', 6, 64),
			strconv.FormatBool(l.Suggested), string(l.Contribution), words(l.Evidence, len(l.Evidence)),
			string(placed[l.Objective].Level), string(placed[l.Objective].Leaning),
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
		if e.Kind == alignment.SimilarMeaning {
			text = "similar meaning"
		}
		list = append(list, text)
	}
	return strings.Join(list, "; ")
}
