package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// checkLayout says whether a layout can be followed.
func checkLayout(l Layout, there, again bool) error {
	misfit := func(format string, args ...any) error {
		return fault.New(fault.Invalid, "The columns do not fit the file.", fault.Field{Name: l.Sheet, Reason: fmt.Sprintf(format, args...)})
	}
	if !there {
		return misfit("There is no such sheet in the file.")
	}
	if again {
		return misfit("Two layouts are of this sheet. Give one.")
	}
	if l.About && len(l.Columns) > 0 {
		return misfit("A sheet about the strategy has no columns to choose.")
	}
	if l.About {
		return nil
	}
	return checkColumns(l, misfit)
}

// checkColumns says whether the columns of a sheet with items can be followed.
func checkColumns(l Layout, misfit func(format string, args ...any) error) error {
	if l.Kind != "" && !slices.Contains(strategy.Kinds(), l.Kind) {
		return misfit("There is no kind of item called %q.", l.Kind)
	}
	if l.Kind == "" && l.column(AsKind) == 0 {
		return misfit("Say what the rows are, or which column says it.")
	}
	if l.column("title") == 0 && l.column(AsCode) == 0 {
		return misfit("Say which column has the title.")
	}
	choices, columns, seen := Choices(l.Kind), map[int]bool{}, map[string]bool{}
	for _, c := range l.Columns {
		_, several := partOf(c.As)
		i := slices.IndexFunc(choices, func(one Choice) bool { return one.As == c.As })
		switch {
		case c.Column < 1 || c.Column > maxColumns || columns[c.Column]:
			return misfit("Column %s is not there, or is given twice.", Letter(c.Column))
		case i < 0:
			return misfit("Column %s cannot be %q.", Letter(c.Column), c.As)
		case seen[c.As] && !several:
			return misfit("Two columns are %s. Choose one of them.", choices[i].Label)
		}
		columns[c.Column], seen[c.As] = true, true
	}
	return nil
}

func (r *reading) address(l Layout, row Row, column int) string {
	return Address(l.Sheet, row.Number, max(1, column))
}

// readSheet makes drafts of the rows below the headings that are not left out.
func (r *reading) readSheet(s Sheet, l Layout) {
	slices.SortFunc(l.Columns, func(a, b Column) int { return a.Column - b.Column })
	firsts := s.firsts(l)
	var above *draft
	for i, row := range s.Rows {
		if row.Out || !says(row, l) {
			continue
		}
		d := above
		if firsts[i] == 0 {
			d = r.begin(row, l)
		}
		if len(d.Lines) == 0 {
			r.drafts = append(r.drafts, d)
		}
		d.Lines = append(d.Lines, Line{Place{s.Name, row.Number}, firsts[i]})
		r.readRow(row, l, d)
		above = d
	}
}

// says reports whether a row is below the headings and has something in a column that is read, besides its kind.
func says(row Row, l Layout) bool {
	return row.Number > l.Header && slices.ContainsFunc(l.Columns, func(c Column) bool { return c.As != AsKind && row.at(c.Column) != Cell{} })
}

// begin gives the draft of a row that says itself which item it is about: a new one, or that of a row above which says the same.
func (r *reading) begin(row Row, l Layout) *draft {
	code, title := r.calls(row, l)
	d := &draft{
		Outcome: Outcome{Sheet: l.Sheet, Row: row.Number, Kind: l.Kind, Code: code, Title: oneLine(title)},
		row:     row, layout: l, cells: map[string]string{},
	}
	if column := l.column(AsKind); column > 0 {
		text := row.at(column).Text
		if d.Kind = kindIn(row, l); d.Kind == "" {
			d.wrong(r.address(l, row, column), "%q is no kind of item: write %s.", text, strings.Join(nouns(), ", "))
		}
	}
	key := titleKey(d.Kind, title)
	switch same := r.above(code, title, key); {
	case same == nil || same.Kind != d.Kind || len(d.Problems) > 0:
	case code == "" || title == "" || same.Title == "" || same.Title == d.Title:
		return same
	default:
		r.shareCode(same, d, row, l)
	}
	if code != "" && r.byCode[code] == nil {
		r.byCode[code] = d
	}
	if title != "" {
		r.byTitle[key] = d
	}
	return d
}

// kindIn is the kind of item that a row is.
func kindIn(row Row, l Layout) strategy.ItemKind {
	return cmp.Or(kindOf(row.at(l.column(AsKind)).Text), l.Kind)
}

// calls gives the code and the title that a row says. Without a code, the title may begin with that of an item ("O27: Share
// records"), unless an item is called so altogether.
func (r *reading) calls(row Row, l Layout) (code, title string) {
	code, title = oneLine(row.at(l.column(AsCode)).Text), row.at(l.column("title")).Text
	first, rest, divided := strings.Cut(title, ":")
	first, rest = strings.TrimSpace(first), strings.TrimSpace(rest)
	kind := kindIn(row, l)
	if code != "" || !divided || rest == "" || kind == "" || r.now[first].Kind != kind || len(r.titles[titleKey(kind, title)]) > 0 {
		return code, title
	}
	return first, rest
}

// above is the draft of a row above with the same code, which is the one with the same title where there are several; without a
// code, it is the one with the same title.
func (r *reading) above(code, title, key string) *draft {
	titled := r.byTitle[key]
	if title == "" || code != "" && (titled == nil || titled.Code != code) {
		return r.byCode[code]
	}
	return titled
}

func nouns() []string {
	var list []string
	for _, k := range strategy.Kinds() {
		list = append(list, k.Noun())
	}
	return list
}

// onlyParts reports whether all that a row has are parts of measures, milestones or changes.
func onlyParts(row Row, l Layout) bool {
	return !slices.ContainsFunc(l.Columns, func(c Column) bool {
		_, is := partOf(c.As)
		return !is && c.As != AsKind && row.at(c.Column).Text != ""
	})
}

// readRow reads the cells of a row into its draft.
func (r *reading) readRow(row Row, l Layout, d *draft) {
	for _, c := range l.Columns {
		cell, at := row.at(c.Column), r.address(l, row, c.Column)
		if d.cells[c.As] == "" {
			d.cells[c.As] = at
		}
		if c.As == "title" {
			_, cell.Text = r.calls(row, l)
		}
		if cell.Unworked {
			d.wrong(at, "This is a formula whose result the file does not hold. Write the result, or open the file in Excel and save it again.")
		}
		if _, is := partOf(c.As); is || c.As == AsCode || c.As == AsKind || cell.Text == "" || d.Kind == "" {
			continue
		}
		f, has := strategy.FieldOf(d.Kind, c.As)
		if !has {
			d.note(at, "%s is not asked of %s, so this is left out.", commonLabel(c.As), d.Kind.One())
			continue
		}
		i := slices.IndexFunc(d.said, func(s said) bool { return s.field.Name == f.Name })
		switch {
		case i < 0:
			d.said = append(d.said, said{f, cell, at})
		case !alike(strategy.Prose, d.said[i].cell.Text, cell.Text):
			r.twice(d, row, l, at)
		}
	}
	r.measuresIn(row, l, d)
	r.milestonesIn(row, l, d)
	r.changesIn(row, l, d)
}

// twice says that two rows which are called the same say different things.
func (r *reading) twice(d *draft, row Row, l Layout, at string) {
	if code := l.column(AsCode); code == 0 || oneLine(row.at(code).Text) == "" {
		d.wrong(at, "Row %d is about the same %s and says something else here.", d.Row, d.Kind.Noun())
		return
	}
	r.shareCode(d, d, row, l)
}

// shareCode says of a row that it has the code of a draft and says something else. It is the code that is most likely wrong, in
// one row or the other; so both are offered, and what differs is not.
func (r *reading) shareCode(first, own *draft, row Row, l Layout) {
	code := cmp.Or(l.column(AsCode), l.column("title"))
	mine, other := r.address(l, row, code), cmp.Or(first.cells[AsCode], r.address(first.layout, first.row, code))
	if own.wrongAt(mine) {
		return
	}
	if !first.wrongAt(other) {
		first.wrong(other, "Another row has this code too and says something else: row %d. Give one of them another code.", row.Number)
	}
	own.wrong(mine, "Row %d has this code too and says something else. Give one of them another code.", first.Row)
}

// item is the item that a draft becomes.
func (r *reading) item(d *draft) strategy.Item {
	i := d.base
	if i.Kind == "" {
		return i
	}
	for _, s := range d.said {
		if d.Match == "title" && s.field.Name == "title" {
			continue // it is the same but for capitals
		}
		text, err := r.value(d.Kind, s)
		if err == nil {
			err = put(&i, s, text)
		}
		switch {
		case err != nil:
			d.wrong(s.at, "%s.", strings.TrimSuffix(err.Error(), "."))
		case s.field.Type == strategy.Date && text == "":
			d.note(s.at, "%q is read as no date.", s.cell.Text)
		case text == "":
			d.note(s.at, "%q is read as nothing.", s.cell.Text)
		}
	}
	if i.Kind == strategy.KindConstraint && i.Body.Constraint == "" {
		i.Body.Constraint = strategy.ConstraintOther
	}
	d.setParts(&i)
	return i
}

// put sets a field, unless it says the same already. The writer's own word for a kind of constraint is kept where it is none of
// ours.
func put(i *strategy.Item, s said, text string) error {
	if alike(s.field.Type, s.field.Text(i), text) {
		return nil
	}
	if s.field.Name == "constraint" && text == string(strategy.ConstraintOther) && plain(s.cell.Text) != text {
		i.Body.AsWritten = oneLine(s.cell.Text)
	}
	return s.field.Put(i, text)
}

// value is what a cell says, as its field takes it: nothing where the field does not take a word for there being nothing.
func (r *reading) value(kind strategy.ItemKind, s said) (text string, err error) {
	if s.field.Of != "" {
		text, err = r.codes(kind, s)
	} else {
		text, err = readValue(s.field, s.cell, r.mapping.YearEnds)
	}
	switch {
	case err != nil && blank(s.cell.Text):
		return "", nil
	case err != nil && s.field.Name == "constraint":
		return string(strategy.ConstraintOther), nil
	default:
		return text, err
	}
}

// codes finds the items that a cell names, by their codes or titles.
func (r *reading) codes(kind strategy.ItemKind, s said) (string, error) {
	text := oneLine(s.cell.Text)
	named := split(s.cell.Text)
	if s.field.Type == strategy.Code || r.named(s.field.Of, text) != "" { // a title may have commas
		named = []string{text}
	}
	var found []string
	for _, one := range named {
		code := r.named(s.field.Of, one)
		if code == "" {
			return "", fmt.Errorf("%q is no %s of your strategy or of this file: write its code or its title", one, s.field.Of.Noun())
		}
		if _, retired := r.gone[code]; retired && kind != strategy.KindChange { // which tells what was given up
			return "", fmt.Errorf("%s has been retired: restore it first, or leave it out", code)
		}
		if !slices.Contains(found, code) {
			found = append(found, code)
		}
	}
	return strings.Join(found, ","), nil
}

// named is the code of the item that a text names: its code, its title, or its code with more behind it ("A1: Safer care").
func (r *reading) named(of strategy.ItemKind, text string) string {
	text = oneLine(text)
	if r.taken[text] == of {
		return text
	}
	if codes := r.titles[titleKey(of, text)]; len(codes) == 1 {
		return codes[0]
	}
	if first, _, more := strings.Cut(text, " "); more {
		if first = strings.TrimRight(first, ":.-–"); r.taken[first] == of {
			return first
		}
	}
	return ""
}
