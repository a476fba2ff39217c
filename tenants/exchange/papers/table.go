package papers

import (
	"regexp"
	"strings"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// A table stands in a document as rows, in a text as rows whose cells are parted by tabs. Where its headings say which column has what is to be
// achieved, each row below is one candidate, with its date, its owner and its measure from the cells beside. Other rows are read
// a cell at a time; a cell that is a date and nothing else is then the date of what the row says. Only headings that leave no
// doubt are followed: nobody is asked about them here, as they are when a spreadsheet is imported.

// role is what a column has.
type role int

const (
	titles role = iota + 1
	dues
	owners
	measures
	baselines
	targets
)

// columnHeads are the headings that leave no doubt.
var columnHeads = map[role]*regexp.Regexp{
	titles:    regexp.MustCompile(`(?i)^(?:(?:key|main|our|strategic|digital|planned)\s+)*(?:objectives?|deliverables?|actions?|activity|activities|goals?|aims?|ambitions?|commitments?|priorit(?:y|ies)|milestones?|initiatives?|projects?|tasks?|what(?:\s+we will do|\s+will be done)?)$`),
	dues:      regexp.MustCompile(`(?i)^(?:(?:by\s+)?when|by|deadline|due(?:\s+(?:by|date))?|date(?:\s+due)?|(?:target|end|finish|completion|delivery|planned|milestone)\s+date|(?:to be\s+)?complete(?:d)?\s+by|completion|deliver(?:y|ed)?\s+by|time\s?(?:scale|line|frame)s?)$`),
	owners:    regexp.MustCompile(`(?i)^(?:(?:accountable|responsible|executive|exec|action|project|delivery|objective|senior)\s+)*(?:owners?|leads?|officers?|directors?|person|who|by whom|sro|responsible|accountable|responsibility)$`),
	measures:  regexp.MustCompile(`(?i)^(?:(?:key|success|outcome|performance)\s+)*(?:measures?|kpis?|metrics?|indicators?|criteria)(?:\s+of success)?$|^how (?:we will know|will we know|measured|it is measured)$`),
	baselines: regexp.MustCompile(`(?i)^(?:baseline|now|today|current(?:ly)?|current (?:position|value|performance)|starting (?:point|position)|where we are now)$`),
	targets:   regexp.MustCompile(`(?i)^target(?:\s+value)?$`),
}

// headsOf says what the columns of a table have, by a row that heads it; nothing for a row that heads none.
func headsOf(cells []string) map[role]int {
	heads := map[role]int{}
	for column, cell := range cells {
		for is, head := range columnHeads {
			if _, taken := heads[is]; !taken && head.MatchString(strings.Trim(cell, " :*#?")) {
				heads[is] = column
			}
		}
	}
	if _, titled := heads[titles]; !titled || len(heads) < 2 {
		return nil
	}
	return heads
}

// row reads a row of a table.
func (f *finding) row(p Passage) {
	if heads := headsOf(p.Cells); heads != nil {
		f.heads = heads
		return
	}
	if f.heads == nil {
		f.unheaded(p)
		return
	}
	r := f.cells(p)
	switch {
	case r.title == "":
		if r.measure != (strategy.Measure{}) {
			f.measured(Measure{r.measure, p.Place})
		}
	case f.tells && !f.is(r.title), filledIn(p.Cells) == 1 && len(strings.Fields(r.title)) < fewestWords: // a line between the rows
	default:
		f.take(r.candidate(p, f.under))
	}
}

// tableRow is what the cells of a row say.
type tableRow struct {
	title, due, owner string
	measure           strategy.Measure
}

// cells reads the cells of a row by the headings of its table.
func (f *finding) cells(p Passage) tableRow {
	at := func(is role) string {
		if column, has := f.heads[is]; has && column < len(p.Cells) {
			return p.Cells[column]
		}
		return ""
	}
	due, target := at(dues), at(targets)
	if _, err := dates.Read(target); err == nil && due == "" {
		due, target = target, ""
	}
	return tableRow{at(titles), due, at(owners), measureOf(at(measures), at(baselines), target)}
}

// candidate is what a row may be. The date of its own cell is taken before one in the title.
func (r tableRow) candidate(p Passage, under string) *Candidate {
	c := &Candidate{Place: p.Place, Under: under, Words: p.Text, Owner: r.owner}
	if date, ok := dates.In(r.title); ok {
		c.Due, c.When, c.How = date.Month, date.Words, date.How()
	}
	c.Title = titleOf(r.title, c.When)
	if date, ok := dateOf(r.due); ok {
		c.Due, c.When, c.How = date.Month, date.Words, date.How()
	}
	m := r.measure
	if m == (strategy.Measure{}) {
		m, _ = measureIn(r.title)
	}
	if m != (strategy.Measure{}) {
		c.Measures = []Measure{{m, p.Place}}
	}
	return c
}

// unheaded reads the cells of a row one after the other; where one is a date, it is that of the longest of the others.
func (f *finding) unheaded(p Passage) {
	date, most := -1, -1
	var beside dates.Found
	for n, cell := range p.Cells {
		switch r, err := dates.Read(cell); {
		case err == nil && date < 0:
			date, beside = n, dates.Found{Reading: r, Words: cell, Deadline: true}
		case most < 0 || len(cell) > len(p.Cells[most]):
			most = n
		}
	}
	for n, cell := range p.Cells {
		if n == date {
			continue
		}
		if n == most && date >= 0 {
			f.beside = &beside
		}
		f.paragraph(p.Place, cell)
		f.beside = nil
	}
}

// dateOf is the date that a cell says.
func dateOf(cell string) (dates.Found, bool) {
	if r, err := dates.Read(cell); err == nil {
		return dates.Found{Reading: r, Words: cell, Deadline: true}, true
	}
	return dates.In(cell)
}

// measureOf is the measure that the cells of a row say.
func measureOf(measure, baseline, target string) strategy.Measure {
	m, labelled := labelledMeasure("Measure: " + measure)
	if !labelled {
		m, _ = measureIn(measure)
	}
	if m.Name == "" {
		m.Name = measure
	}
	if baseline != "" {
		m.Baseline = baseline
	}
	if target != "" {
		m.Target = target
	}
	return m
}

func filledIn(cells []string) int {
	n := 0
	for _, cell := range cells {
		if cell != "" {
			n++
		}
	}
	return n
}

// marker is what stands before a paragraph of a list and is parted from it by a tab.
var marker = regexp.MustCompile(`^(?:[-–—•·*▪◦‣o]|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|\(?[a-z][.)])$`)

// cellsOf parts a line into the cells of a row; a line that is none, as one of a list, gives nothing. Programs end a row whose
// last cells are empty with tabs, and begin one whose first are empty with them.
func cellsOf(line string) []string {
	line = strings.TrimRight(line, "\r\n")
	cells := strings.Split(line, "\t")
	for i, cell := range cells {
		cells[i] = strings.Join(strings.Fields(cell), " ")
	}
	filled := filledIn(cells)
	if filled == 0 || filled == 1 && !strings.HasSuffix(line, "\t") || filled == 2 && marker.MatchString(cells[0]) {
		return nil
	}
	return cells
}
