package sheet

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Mapping says how to read a book.
type Mapping struct {
	Sheets   []Layout
	YearEnds bool // a year or a season, such as 2026/27 or spring 2027, is read as its last month
}

// Layout says how to read a sheet. One without columns that is not about the strategy is left out.
type Layout struct {
	Sheet   string
	Header  int               // the number of the row of headings; what is above it is not read
	About   bool              // it has what the strategy says of itself, a label and a text to a row, and no columns
	Kind    strategy.ItemKind // of every row, unless a column says it
	Columns []Column
}

// Column says what a column is: a field of the catalogue by its name, or one of the As words.
type Column struct {
	Column int // from 1
	As     string
}

// Of is how a sheet is read; without columns where it is not.
func (m Mapping) Of(sheet string) Layout {
	i := slices.IndexFunc(m.Sheets, func(l Layout) bool { return l.Sheet == sheet })
	if i < 0 {
		return Layout{Sheet: sheet}
	}
	return m.Sheets[i]
}

func (l Layout) column(as string) int {
	for _, c := range l.Columns {
		if c.As == as {
			return c.Column
		}
	}
	return 0
}

// headerWithin is how many rows may stand above the headings.
const headerWithin = 15

// Guess says how a book is most likely to be read.
func Guess(b Book) Mapping {
	m := Mapping{}
	for _, s := range b.Sheets {
		m.Sheets = append(m.Sheets, guessSheet(s))
	}
	return m
}

// aside are names of sheets that hold no items.
var aside = []string{
	"about", "about this strategy", "note", "notes", "guidance", "instruction", "read me", "readme", "how to use", "list", "lookup", "look up",
	"content", "cover", "version control", "change log", "glossary", "key", "data validation", "dropdown",
}

func guessSheet(s Sheet) Layout {
	if l, about := guessAbout(s); about {
		return l
	}
	best, most := Layout{Sheet: s.Name, Header: s.Rows[0].Number}, 0
	if slices.ContainsFunc(aside, func(name string) bool { return plain(name) == plain(s.Name) }) {
		return best
	}
	for i := range min(headerWithin, len(s.Rows)) {
		g := guessing{sheet: s, header: i, layout: Layout{Sheet: s.Name, Header: s.Rows[i].Number}}
		if score := g.guess(); score > most {
			best, most = g.layout, score
		}
	}
	return best
}

// guessing takes one row of a sheet for the headings.
type guessing struct {
	sheet  Sheet
	header int // the row's place in the sheet
	layout Layout
}

// guess fills the layout and says how well it fits: what was found, and nothing for headings that are none.
func (g *guessing) guess() int {
	heads := g.headings()
	if len(heads) == 0 || g.header+1 >= len(g.sheet.Rows) {
		return 0
	}
	g.findKind(heads)
	whole, part := []func(string) string{g.byLabel, g.byKind, g.byPart, g.byWord}, []func(string) string{g.byPiece, g.byContent}
	score := 2*(g.takeUnder(heads)+g.takeBy(whole, heads)) + g.takeBy(part, heads) - g.said()
	if g.layout.column("title") > 0 {
		score++
	}
	g.unrank()
	g.unthemed()
	g.unmeasured(heads)
	g.findTitle(heads)
	slices.SortFunc(g.layout.Columns, func(a, b Column) int { return a.Column - b.Column })
	if g.layout.column("title") == 0 {
		g.layout.Columns, g.layout.Kind = nil, ""
	}
	return score
}

// takeBy gives columns the meanings of their headings, one way of knowing them after the other, and says how many.
func (g *guessing) takeBy(ways []func(string) string, heads []heading) int {
	n := len(g.layout.Columns)
	for _, way := range ways {
		for _, h := range heads {
			for _, text := range h.texts {
				if g.take(h.column, way(text)) {
					break
				}
			}
		}
	}
	return len(g.layout.Columns) - n
}

// longHeading is how many characters a heading may have before it is a text.
const longHeading = 60

// said is how many cells of the row say something as rows do, and headings do not: a date, a figure, a sentence.
func (g *guessing) said() int {
	n := 0
	for _, c := range g.sheet.Rows[g.header].Cells {
		figure := strings.IndexFunc(c.Text, unicode.IsLetter) < 0 && strings.IndexFunc(c.Text, unicode.IsDigit) >= 0
		if figure || dates.Looks(c.Text) || len(c.Text) > longHeading {
			n++
		}
	}
	return n
}

// take gives a column its meaning, unless it has one or the meaning is another column's.
func (g *guessing) take(column int, as string) bool {
	if as == "" || slices.ContainsFunc(g.layout.Columns, func(c Column) bool { return c.Column == column }) {
		return false
	}
	if _, several := partOf(as); !several && g.layout.column(as) > 0 {
		return false
	}
	if !g.has(as) {
		return false
	}
	g.layout.Columns = append(g.layout.Columns, Column{column, as})
	return true
}

// has reports whether items of the kind have such a column.
func (g *guessing) has(as string) bool {
	if as == AsKind {
		return g.layout.Kind == ""
	}
	return slices.ContainsFunc(Choices(g.layout.Kind), func(c Choice) bool { return c.As == as })
}

func (g *guessing) byLabel(text string) string {
	if g.layout.Kind != "" {
		return known().exact[g.layout.Kind][simple(text)]
	}
	for _, c := range Choices("") {
		if simple(c.Label) == simple(text) {
			return c.As
		}
	}
	return ""
}

func (g *guessing) byKind(text string) string {
	if g.layout.Kind != "" && kindOf(text) == g.layout.Kind {
		return "title"
	}
	return ""
}

func (g *guessing) byPart(text string) string { return known().parts[plain(text)] }

func (g *guessing) byWord(text string) string {
	for _, name := range known().names[plain(text)] {
		if g.has(name) && g.layout.column(name) == 0 {
			return name
		}
	}
	return ""
}

// byPiece looks at the pieces of "Measure / KPI" and "Baseline (April 2026)".
func (g *guessing) byPiece(text string) string {
	pieces := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/()[]:,|&\n–", r) })
	if len(pieces) < 2 {
		return ""
	}
	return g.first(pieces)
}

// byContent looks for the longest words that it knows inside a heading.
func (g *guessing) byContent(text string) string {
	words := wordsOf(text)
	if len(words) < 2 || len(words) > 7 {
		return ""
	}
	for size := len(words) - 1; size > 0; size-- {
		var runs []string
		for from := 0; from+size <= len(words); from++ {
			runs = append(runs, strings.Join(words[from:from+size], " "))
		}
		if as := g.first(runs); as != "" {
			return as
		}
	}
	return ""
}

func (g *guessing) first(texts []string) string {
	for _, text := range texts {
		for _, way := range []func(string) string{g.byLabel, g.byPart, g.byWord} {
			if as := way(text); as != "" && as != AsKind && g.has(as) {
				return as
			}
		}
	}
	return ""
}

// unrank lets go of a rank that is no number: a column of High, Medium and Low says nothing that can be kept.
func (g *guessing) unrank() {
	at := g.layout.column("rank")
	if at == 0 {
		return
	}
	numeric := func(v string) bool { _, err := strconv.ParseFloat(v, 64); return err == nil }
	if values := g.values(at); len(values) > 0 && share(values, numeric) < 0.5 {
		g.layout.Columns = slices.DeleteFunc(g.layout.Columns, func(c Column) bool { return c.As == "rank" })
	}
}

// findTitle takes the description for the title, or the column with most text, where no heading names it.
func (g *guessing) findTitle(heads []heading) {
	if len(g.layout.Columns) == 0 || g.layout.column("title") > 0 {
		return
	}
	for i, c := range g.layout.Columns {
		if c.As == "description" {
			g.layout.Columns[i].As = "title"
			return
		}
	}
	widest, most := 0, 0
	for _, h := range heads {
		if slices.ContainsFunc(g.layout.Columns, func(c Column) bool { return c.Column == h.column }) {
			continue
		}
		if n := len(strings.Join(g.values(h.column), "")); n > most {
			widest, most = h.column, n
		}
	}
	if widest > 0 {
		g.take(widest, "title")
	}
}

// values are what stands below a heading, up to fifty, without words for there being nothing.
func (g *guessing) values(column int) []string {
	var values []string
	for _, r := range g.sheet.Rows[g.header+1:] {
		if text := r.at(column).Text; !blank(text) && len(values) < 50 {
			values = append(values, text)
		}
	}
	return values
}

func share(values []string, is func(string) bool) float64 {
	n := 0
	for _, v := range values {
		if is(v) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(values)))
}
