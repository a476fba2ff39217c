package sheet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// table is items as texts in rows, with a heading for each column.
type table struct {
	columns []column
	rows    [][]string
}

// column is a column that is written.
type column struct {
	head  string
	field string // the name of its field; none for the code and the kind
	text  func(*strategy.Item) string
}

// CodeHead and KindHead are what the columns of codes and kinds are headed.
const (
	codeHead = "Code"
	kindHead = "What it is"
)

// tableOf lays out the items of one kind, with room for at least so many measures, milestones and changes each.
func tableOf(kind strategy.ItemKind, items []strategy.Item, room int) table {
	t := table{columns: []column{{codeHead, "", func(i *strategy.Item) string { return i.Code }}}}
	for _, f := range strategy.Fields(kind) {
		t.columns = append(t.columns, columnsOf(f, f.Label, items, room)...)
	}
	t.fill(items)
	return t
}

// tableOfAll lays out items of all kinds in one table. Columns that nothing is in are left out.
func tableOfAll(items []strategy.Item) table {
	t := table{columns: []column{
		{kindHead, "", func(i *strategy.Item) string { return i.Kind.Noun() }},
		{codeHead, "", func(i *strategy.Item) string { return i.Code }},
	}}
	for _, name := range allNames() {
		f, _ := anyField(name)
		said := slices.ContainsFunc(items, func(i strategy.Item) bool {
			own, has := strategy.FieldOf(i.Kind, name)
			return has && own.Text(&i) != ""
		})
		if said {
			t.columns = append(t.columns, columnsOf(f, commonLabel(name), items, 0)...)
		}
	}
	t.fill(items)
	return t
}

func allNames() []string {
	var names []string
	for _, k := range strategy.Kinds() {
		for _, f := range strategy.Fields(k) {
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

func anyField(name string) (strategy.Field, bool) {
	for _, k := range strategy.Kinds() {
		if f, ok := strategy.FieldOf(k, name); ok {
			return f, true
		}
	}
	return strategy.Field{}, false
}

func (t *table) fill(items []strategy.Item) {
	for n := range items {
		row := make([]string, len(t.columns))
		for i, c := range t.columns {
			row[i] = c.text(&items[n])
		}
		t.rows = append(t.rows, row)
	}
}

func columnsOf(f strategy.Field, label string, items []strategy.Item, room int) []column {
	if !hasParts(f.Type) {
		return []column{{label, f.Name, func(i *strategy.Item) string { return shown(f, i) }}}
	}
	for _, i := range items {
		room = max(room, len(partsOf(&i, f.Type)))
	}
	var columns []column
	for n := range room {
		for at, p := range ofType(f.Type) {
			columns = append(columns, column{p.label + " " + strconv.Itoa(n+1), f.Name, func(i *strategy.Item) string {
				if values := partsOf(i, f.Type); n < len(values) {
					return values[n][at]
				}
				return ""
			}})
		}
	}
	return columns
}

// shown is a field's text as a sheet shows it; an item whose kind does not have the field shows nothing.
func shown(f strategy.Field, i *strategy.Item) string {
	own, has := strategy.FieldOf(i.Kind, f.Name)
	switch {
	case !has:
		return ""
	case own.Type == strategy.Word || own.Type == strategy.Words:
		return strings.ReplaceAll(own.Text(i), "_", " ")
	default:
		return own.Text(i)
	}
}

func ofType(t strategy.FieldType) []part {
	return slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.of != t })
}

// partsOf gives the values of a field with parts, each as the texts of its parts in the order of the list of parts.
func partsOf(i *strategy.Item, t strategy.FieldType) [][]string {
	var values [][]string
	switch t {
	case strategy.Measured:
		for _, m := range i.Body.Measures {
			values = append(values, []string{oneLine(m.Name), m.Baseline, m.Target, m.Unit})
		}
	case strategy.Milestoned:
		for _, m := range i.Body.Milestones {
			values = append(values, []string{oneLine(m.Name), m.Due.String(), map[bool]string{true: "done"}[m.Done]})
		}
	case strategy.Changed:
		for _, c := range i.Body.Changes {
			values = append(values, []string{string(c.Role), c.What, c.When.String()})
		}
	case strategy.Line, strategy.Prose, strategy.Date, strategy.Number, strategy.Word, strategy.Words, strategy.Code, strategy.Codes:
	}
	return values
}
