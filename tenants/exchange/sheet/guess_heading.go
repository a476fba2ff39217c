package sheet

import "slices"

// heading is a column's heading, and first with the one above it that spans several.
type heading struct {
	column int
	texts  []string
	over   span
}

// own is what stands in the row of the headings.
func (h heading) own() string { return h.texts[len(h.texts)-1] }

// span is a heading that stands over several columns: from its own to where the next begins.
type span struct {
	text string
	from int
}

func (s span) ofMeasures() bool { return known().parts[plain(s.text)] == AsMeasure }

func (g *guessing) headings() []heading {
	row, above := g.sheet.Rows[g.header], Row{}
	if g.header > 0 {
		above = g.sheet.Rows[g.header-1]
	}
	alone := filled(above) == 1
	var heads []heading
	var over span
	for i := range row.Cells {
		if text := above.at(i + 1).Text; text != "" && (!alone || len(heads) > 0) { // what stands alone over all is the title of the sheet
			over = span{text, i + 1}
		}
		text := row.at(i + 1).Text
		if text == "" || len(text) > 120 || known().let[plain(text)] {
			continue
		}
		heads = append(heads, heading{column: i + 1, texts: []string{text}, over: over})
	}
	for i, h := range heads {
		if h.over.text != "" && !alone && !h.another(heads, AsMeasure) {
			heads[i].texts = []string{h.over.text + " " + h.own(), h.own()}
		}
	}
	return heads
}

func filled(r Row) int {
	n := 0
	for _, c := range r.Cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// another reports whether another column under the same heading of measures is expressly a part of one.
func (h heading) another(heads []heading, as string) bool {
	return h.over.ofMeasures() && slices.ContainsFunc(heads, func(o heading) bool {
		own := plain(o.own())
		return o.over == h.over && (o.column != h.column && known().parts[own] == as || o.column < h.column && known().under[own] == as)
	})
}

// takeUnder gives the columns under headings of measures their meanings, and says how many.
func (g *guessing) takeUnder(heads []heading) int {
	n := 0
	for _, h := range heads {
		as := known().under[plain(h.own())]
		if as != "" && h.over.ofMeasures() && !h.another(heads, as) && g.take(h.column, as) {
			n++
		}
	}
	return n
}

// unmeasured lets go of names of measures that are figures, of which no heading of their own says that they are names, beside
// names that are none.
func (g *guessing) unmeasured(heads []heading) {
	figures := func(c Column) bool { return c.As == AsMeasure && share(g.values(c.Column), figured) > 0.5 }
	if !slices.ContainsFunc(g.layout.Columns, func(c Column) bool { return c.As == AsMeasure && !figures(c) }) {
		return
	}
	g.layout.Columns = slices.DeleteFunc(g.layout.Columns, func(c Column) bool {
		return figures(c) && slices.ContainsFunc(heads, func(h heading) bool {
			return h.column == c.Column && known().parts[plain(h.own())] != AsMeasure
		})
	})
}
