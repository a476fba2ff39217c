package sheet

import (
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// aboutSheet is what the sheet is called that has what a strategy says of itself: a label and a text to a row.
const aboutSheet = "About this strategy"

// aboutFields are what it has, as fields of the type that says how they are read and compared.
var aboutFields = []strategy.Field{
	{Name: "title", Label: "Title", Type: strategy.Line},
	{Name: "mission", Label: "Mission", Type: strategy.Prose},
	{Name: "period", Label: "Period", Type: strategy.Line},
	{Name: "next_review", Label: "Next review", Type: strategy.Date},
	{Name: "provenance", Label: "Where it comes from", Type: strategy.Prose},
}

// aboutText is what a header says in a field.
func aboutText(h strategy.Header, name string) string {
	return map[string]string{
		"title": h.Title, "mission": h.Mission, "period": h.Period, "next_review": h.NextReview.String(), "provenance": h.Provenance,
	}[name]
}

// aboutPut writes into a header what a field's text has been read as.
func aboutPut(h *strategy.Header, name, text string) error {
	into := map[string]*string{"title": &h.Title, "mission": &h.Mission, "period": &h.Period, "provenance": &h.Provenance}[name]
	switch {
	case into != nil:
		*into = text
		return nil
	case text == "":
		h.NextReview = strategy.Month{}
		return nil
	}
	month, err := strategy.ParseMonth(text)
	h.NextReview = month
	return err
}

// aboutField is the field that a label names.
func aboutField(label string) (strategy.Field, bool) {
	i := slices.IndexFunc(aboutFields, func(f strategy.Field) bool { return plain(f.Label) == plain(label) })
	if i < 0 {
		return strategy.Field{}, false
	}
	return aboutFields[i], true
}

// guessAbout is the layout of a sheet that has what a strategy says of itself: it is called so, and has one of the labels.
func guessAbout(s Sheet) (Layout, bool) {
	first := slices.IndexFunc(s.Rows, func(r Row) bool { _, known := aboutField(r.at(1).Text); return known })
	if plain(s.Name) != plain(aboutSheet) || first < 0 {
		return Layout{}, false
	}
	l := Layout{Sheet: s.Name, About: true}
	if first > 0 {
		l.Header = s.Rows[first-1].Number
	}
	return l, true
}

// About is what a book would make of what a strategy says of itself.
type About struct {
	Rows   []Outcome
	Header strategy.Header // as it would be
}

// ProposeAbout says what each row about the strategy itself becomes, beside what the strategy says of itself now. As with
// items, an empty cell says nothing, and what the book does not have stays.
func ProposeAbout(b Book, m Mapping, now strategy.Header) About {
	a := aboutReading{mapping: m, now: now, header: now, said: map[string]*draft{}}
	for _, l := range m.Sheets {
		s, there := b.sheet(l.Sheet)
		if !l.About || !there {
			continue
		}
		for _, row := range s.Rows {
			if row.Number > l.Header && !row.Out && row.at(2) != (Cell{}) {
				a.read(s.Name, row)
			}
		}
	}
	return a.settle()
}

// aboutReading is what a strategy says of itself as it is read.
type aboutReading struct {
	mapping Mapping
	now     strategy.Header
	header  strategy.Header
	drafts  []*draft
	said    map[string]*draft // by the name of the field
}

func (a *aboutReading) read(sheet string, row Row) {
	label, cell, at := oneLine(row.at(1).Text), row.at(2), Address(sheet, row.Number, 2)
	d := &draft{Outcome: Outcome{
		Sheet: sheet, Row: row.Number, Lines: []Line{{Place: Place{sheet, row.Number}}}, State: Same, About: true, Title: short(label),
	}}
	a.drafts = append(a.drafts, d)
	f, known := aboutField(label)
	switch first := a.said[f.Name]; {
	case !known:
		d.note(Address(sheet, row.Number, 1), "This is not asked of a strategy, so it is left out.")
		return
	case cell.Unworked:
		d.wrong(at, "This is a formula whose result the file does not hold. Write the result, or open the file in Excel and save it again.")
		return
	case first != nil:
		d.wrong(at, "Row %d of %s says this too. Leave one of them out.", first.Row, first.Sheet)
		return
	}
	d.Title, d.cells, a.said[f.Name] = f.Label, map[string]string{f.Name: at}, d
	text, err := readValue(f, cell, a.mapping.YearEnds)
	if err == nil && !alike(f.Type, aboutText(a.now, f.Name), text) {
		err = aboutPut(&a.header, f.Name, text)
	}
	switch {
	case err != nil:
		d.wrong(at, "%s.", strings.TrimSuffix(err.Error(), "."))
	case f.Type == strategy.Date && text == "":
		d.note(at, "%q is read as no date.", cell.Text)
	}
}

// settle asks the rules about what has been read and says what becomes of each row.
func (a *aboutReading) settle() About {
	for _, broken := range a.header.Broken() {
		if d := a.said[broken.Name]; d != nil {
			d.wrong(d.cells[broken.Name], "%s", broken.Reason)
		}
	}
	for _, f := range aboutFields {
		before, after := aboutText(a.now, f.Name), aboutText(a.header, f.Name)
		if d := a.said[f.Name]; d != nil && before != after {
			d.State, d.Changes = Changed, []Change{{f.Name, f.Label, before, after}}
		}
	}
	var rows []Outcome
	for _, d := range a.drafts {
		if len(d.Problems) > 0 {
			d.State, d.Changes = Wrong, nil
		}
		rows = append(rows, d.Outcome)
	}
	return About{rows, a.header}
}
