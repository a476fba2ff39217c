package sheet

import (
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Measures, milestones and changes have parts, each in a column of its own, and an item may have several: in further columns,
// in further lines of one cell, or in further rows.

// group is the columns that hold one value: by As, the column.
type group map[string]int

// groupsOf puts the columns of a field's parts together. Where each part is there as often as the others, the second of each
// belong together; otherwise a part that the group has already begins another.
func groupsOf(l Layout, of strategy.FieldType) []group {
	var groups []group
	counts := map[string]int{}
	var columns []Column
	for _, c := range l.Columns {
		if p, ok := partOf(c.As); ok && p.of == of {
			columns = append(columns, c)
			counts[c.As]++
		}
	}
	even := true
	for _, n := range counts {
		even = even && n == counts[columns[0].As]
	}
	seen := map[string]int{}
	for _, c := range columns {
		at := len(groups) - 1
		if even {
			at = seen[c.As]
		} else if at < 0 || groups[at][c.As] > 0 {
			at = len(groups)
		}
		if at == len(groups) {
			groups = append(groups, group{})
		}
		groups[at][c.As] = c.Column
		seen[c.As]++
	}
	return groups
}

// measuresIn reads the measures of a row.
func (r *reading) measuresIn(row Row, l Layout, d *draft) {
	for _, g := range groupsOf(l, strategy.Measured) {
		given := func(as, text string) string { return d.given(r.address(l, row, g[as]), as, text) }
		names := lines(given(AsMeasure, row.at(g[AsMeasure]).Text))
		read := func(as string) []string {
			text := given(as, row.at(g[as]).Text)
			texts := lines(text)
			if len(names) < 2 { // one measure, whose figures may have lines
				texts = nonEmpty(oneLine(text))
			}
			switch {
			case len(texts) == 0:
				return make([]string, len(names))
			case len(names) == 0:
				d.wrong(r.address(l, row, g[as]), "There is a %s here without a measure. Name the measure beside it.", as)
			case len(texts) != len(names):
				d.wrong(r.address(l, row, g[as]), "There are %d measures and %d values of %s. Give each a line of its own.", len(names), len(texts), as)
			default:
				for n, one := range texts {
					texts[n] = given(as, one)
				}
				return texts
			}
			return make([]string, len(names))
		}
		if len(names) == 1 {
			names = []string{oneLine(row.at(g[AsMeasure]).Text)}
		}
		baselines, targets, units := read(AsBaseline), read(AsTarget), read(AsUnit)
		for i, name := range names {
			d.measure(strategy.Measure{Name: name, Baseline: baselines[i], Target: targets[i], Unit: units[i]}, r.address(l, row, g[AsMeasure]))
		}
	}
}

// measure takes in a measure whose name is in a cell.
func (d *draft) measure(m strategy.Measure, cell string) {
	if figured(m.Name) {
		d.note(cell, "%q is a figure or a date and no name of a measure. If it is the baseline or the target of one, say so of the column.", m.Name)
	}
	d.measures = append(d.measures, m)
	d.at(strategy.Measured, cell)
}

// given is what a text of a measure says: nothing where it is a word for there being nothing, which is noted once for a cell.
func (d *draft) given(cell, as, text string) string {
	if text == "" || !blank(text) {
		return text
	}
	if n := len(d.Notes); n == 0 || d.Notes[n-1].Cell != cell {
		d.note(cell, "%q is read as no %s.", text, as)
	}
	return ""
}

func nonEmpty(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// milestonesIn reads the milestones of a row.
func (r *reading) milestonesIn(row Row, l Layout, d *draft) {
	for _, g := range groupsOf(l, strategy.Milestoned) {
		m := strategy.Milestone{Name: oneLine(row.at(g[AsMilestone]).Text)}
		m.Due = r.monthIn(row, l, d, g[AsMilestoneDue])
		done, err := affirmed(row.at(g[AsMilestoneOK]).Text)
		if m.Done = done; err != nil {
			d.wrong(r.address(l, row, g[AsMilestoneOK]), "%s.", err)
		}
		switch {
		case m.Name != "":
			d.milestones = append(d.milestones, m)
			d.at(strategy.Milestoned, r.address(l, row, g[AsMilestone]))
		case m != (strategy.Milestone{}):
			d.wrong(r.address(l, row, max(g[AsMilestone], g[AsMilestoneDue])), "There is a date here without a milestone. Name the milestone beside it.")
		}
	}
}

// changesIn reads what changes for whom.
func (r *reading) changesIn(row Row, l Layout, d *draft) {
	for _, g := range groupsOf(l, strategy.Changed) {
		c := strategy.RoleChange{Role: strategy.Role(oneLine(row.at(g[AsChangeRole]).Text)), What: row.at(g[AsChange]).Text}
		c.When = r.monthIn(row, l, d, g[AsChangeWhen])
		if c != (strategy.RoleChange{}) {
			d.changes = append(d.changes, c)
			d.at(strategy.Changed, r.address(l, row, max(g[AsChange], g[AsChangeRole])))
		}
	}
}

func (r *reading) monthIn(row Row, l Layout, d *draft, column int) strategy.Month {
	c := row.at(column)
	if c.Text == "" {
		return strategy.Month{}
	}
	m, err := readMonth(c, r.mapping.YearEnds)
	switch {
	case err != nil:
		d.wrong(r.address(l, row, column), "%s.", err)
	case m.IsZero():
		d.note(r.address(l, row, column), "%q is read as no date.", c.Text)
	}
	return m
}

// setParts puts what was read of parts into an item: measures beside those that it has, by their names; milestones and changes
// in the place of those that it has.
func (d *draft) setParts(i *strategy.Item) {
	if len(d.measures) > 0 && takes(i.Kind, strategy.Measured, d) {
		if merged := mergeMeasures(i.Body.Measures, d.measures); !slices.EqualFunc(merged, i.Body.Measures, sameMeasure) {
			i.Body.Measures = merged
		}
	}
	same := func(a, b strategy.Milestone) bool {
		return oneLine(a.Name) == b.Name && a.Due == b.Due && a.Done == b.Done
	}
	if len(d.milestones) > 0 && takes(i.Kind, strategy.Milestoned, d) && !slices.EqualFunc(i.Body.Milestones, d.milestones, same) {
		i.Body.Milestones = d.milestones
	}
	alike := func(a, b strategy.RoleChange) bool {
		return oneLine(string(a.Role)) == string(b.Role) && tidy(a.What) == b.What && a.When == b.When
	}
	if len(d.changes) > 0 && takes(i.Kind, strategy.Changed, d) && !slices.EqualFunc(i.Body.Changes, d.changes, alike) {
		i.Body.Changes = d.changes
	}
}

// takes reports whether a kind has a field of the type, and notes what is left out when it has not.
func takes(kind strategy.ItemKind, t strategy.FieldType, d *draft) bool {
	for _, f := range strategy.Fields(kind) {
		if f.Type == t {
			return true
		}
	}
	d.note(d.cells[string(t)], "%s are not asked of %s, so this is left out.", strings.ToUpper(string(t[:1]))+string(t[1:]), kind.One())
	return false
}

func sameMeasure(a, b strategy.Measure) bool {
	return oneLine(a.Name) == oneLine(b.Name) && oneLine(a.Baseline) == oneLine(b.Baseline) && oneLine(a.Target) == oneLine(b.Target) && oneLine(a.Unit) == oneLine(b.Unit)
}

func mergeMeasures(old, read []strategy.Measure) []strategy.Measure {
	merged := slices.Clone(old)
	for _, m := range read {
		i := slices.IndexFunc(merged, func(have strategy.Measure) bool { return oneLine(have.Name) == m.Name })
		if i < 0 {
			merged = append(merged, m)
			continue
		}
		for _, value := range []struct {
			into *string
			from string
		}{{&merged[i].Baseline, m.Baseline}, {&merged[i].Target, m.Target}, {&merged[i].Unit, m.Unit}} {
			if value.from != "" && value.from != oneLine(*value.into) {
				*value.into = value.from
			}
		}
	}
	return merged
}
