package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Proposal is what a book would make of a strategy.
type Proposal struct {
	Rows  []Outcome
	Items []strategy.Item // as they would be, those that are new and those that change; none where a row is wrong
}

// State is what becomes of a row.
type State string

// The states of a row.
const (
	New     State = "new"
	Changed State = "changed"
	Same    State = "same"
	Wrong   State = "wrong"
)

// Outcome is what becomes of a row, or of several that say the same item.
type Outcome struct {
	Sheet    string
	Row      int // the first
	Lines    []Line
	State    State
	About    bool // it is about the strategy itself, and has no kind and no code; the title is the label
	Kind     strategy.ItemKind
	Code     string
	Title    string
	Match    string // code | title: by what an item was found; empty for a new one
	Changes  []Change
	Problems []Problem
	Notes    []Problem // what is not taken, and why; it stops nothing
}

// Change is a field that changes, as text.
type Change struct{ Field, Label, Before, After string }

// Problem is something about a cell ("Sheet1!D7"), in a sentence, and what to write instead where that can be said.
type Problem struct{ Cell, Reason, Instead string }

// Counts says how many rows there are in each state.
func (p Proposal) Counts() map[State]int {
	counts := map[State]int{New: 0, Changed: 0, Same: 0, Wrong: 0}
	for _, r := range p.Rows {
		counts[r.State]++
	}
	return counts
}

// Refused is the fault for the cells that are wrong, or nil.
func (p Proposal) Refused() error {
	var fields []fault.Field
	for _, r := range p.Rows {
		for _, one := range r.Problems {
			fields = append(fields, fault.Field{Name: one.Cell, Reason: one.Reason})
		}
	}
	if len(fields) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "Nothing has been brought in: some cells have to be put right first.", fields...)
}

// draft is an item as the rows of the book say it.
type draft struct {
	Outcome
	row        Row
	layout     Layout
	said       []said
	measures   []strategy.Measure
	milestones []strategy.Milestone
	changes    []strategy.RoleChange
	cells      map[string]string // of each field, the cell that says it
	base       strategy.Item     // as it is now
}

// said is what a cell says of a field.
type said struct {
	field strategy.Field
	cell  Cell
	at    string
}

func (d *draft) wrong(cell, format string, args ...any) {
	d.Problems = append(d.Problems, Problem{Cell: cell, Reason: fmt.Sprintf(format, args...)})
}

func (d *draft) wrongAt(cell string) bool {
	return slices.ContainsFunc(d.Problems, func(p Problem) bool { return p.Cell == cell })
}

func (d *draft) note(cell, format string, args ...any) {
	d.Notes = append(d.Notes, Problem{Cell: cell, Reason: fmt.Sprintf(format, args...)})
}

func (d *draft) at(t strategy.FieldType, cell string) {
	if d.cells[string(t)] == "" {
		d.cells[string(t)] = cell
	}
}

// reading is a book on its way to a proposal.
type reading struct {
	mapping Mapping
	drafts  []*draft
	byCode  map[string]*draft
	byTitle map[string]*draft
	found   map[string]*draft // by the code of the item that was found for it
	now     map[string]strategy.Item
	gone    map[string]strategy.Item
	titles  map[string][]string // codes by kind and title
	taken   map[string]strategy.ItemKind
}

// Propose says what each row of a book becomes beside what a strategy has (now) and has had (gone). An empty cell says
// nothing, and what the book does not have stays. A mapping that does not fit the book is an invalid fault.
func Propose(b Book, m Mapping, now, gone []strategy.Kept[strategy.Item]) (Proposal, error) {
	r := &reading{
		mapping: m, byCode: map[string]*draft{}, byTitle: map[string]*draft{}, found: map[string]*draft{}, now: map[string]strategy.Item{},
		gone: map[string]strategy.Item{}, titles: map[string][]string{}, taken: map[string]strategy.ItemKind{},
	}
	for _, k := range now {
		r.now[k.Item.Code], r.taken[k.Item.Code] = k.Item, k.Item.Kind
		key := titleKey(k.Item.Kind, k.Item.Title)
		r.titles[key] = append(r.titles[key], k.Item.Code)
	}
	for _, k := range gone {
		r.gone[k.Item.Code], r.taken[k.Item.Code] = k.Item, k.Item.Kind
	}
	read := map[string]bool{}
	for _, l := range m.Sheets {
		if len(l.Columns) == 0 && !l.About {
			continue
		}
		s, ok := b.sheet(l.Sheet)
		if err := checkLayout(l, ok, read[l.Sheet]); err != nil {
			return Proposal{}, err
		}
		read[l.Sheet] = true
		if !l.About {
			r.readSheet(s, l)
		}
	}
	r.name()
	return r.propose(now, gone), nil
}

// titleKey is what two titles have to have in common to be the same.
func titleKey(kind strategy.ItemKind, title string) string {
	return string(kind) + "\x00" + strings.ToLower(strings.Trim(oneLine(title), " ."))
}

// name gives every draft its item or a new code, now that all codes of the book are known.
func (r *reading) name() {
	for _, d := range r.drafts {
		r.match(d)
		if d.Code != "" && d.Match == "" {
			r.taken[d.Code] = d.Kind
		}
	}
	r.liken()
	for _, d := range r.drafts {
		if d.Code == "" && d.Kind != "" {
			d.Code = strategy.NextCode(d.Kind, r.taken)
			r.taken[d.Code] = d.Kind
		}
		if d.Match == "" {
			d.base = strategy.Item{Kind: d.Kind, Code: d.Code}
			if d.Title != "" {
				r.titles[titleKey(d.Kind, d.Title)] = append(r.titles[titleKey(d.Kind, d.Title)], d.Code)
			}
		}
	}
}

// match finds the item that a draft is about.
func (r *reading) match(d *draft) {
	cell := cmp.Or(d.cells[AsCode], d.cells["title"], Address(d.Sheet, d.Row, 1))
	if d.Code == "" {
		cell = cmp.Or(d.cells["title"], cell)
	}
	if item, there := r.now[d.Code]; there && d.Code != "" {
		if d.Kind != "" && item.Kind != d.Kind {
			d.wrong(cell, "%s is the code of %s in your strategy and cannot become %s. Give it another code.", d.Code, item.Kind.One(), d.Kind.One())
		}
		r.foundFor(d, item, "code", cell)
		return
	}
	if item, retired := r.gone[d.Code]; retired && d.Code != "" {
		d.wrong(cell, "%s is the code of %s that has been retired. Restore that one first, or give another code.", d.Code, item.Kind.One())
		return
	}
	switch codes := r.titles[titleKey(d.Kind, d.Title)]; {
	case d.Title == "":
		d.wrong(cmp.Or(d.cells["title"], cell), "There is no title here, and no code of an item of your strategy.")
	case len(codes) == 1:
		if d.Code != "" {
			d.note(cell, "This is %s by its title, and goes on being called that.", codes[0])
		}
		r.foundFor(d, r.now[codes[0]], "title", cell)
	case len(codes) > 1:
		d.wrong(cell, "%s of your strategy have this title. Say which one by its code.", strings.Join(codes, " and "))
	}
}

func (r *reading) foundFor(d *draft, item strategy.Item, by, cell string) {
	switch other := r.found[item.Code]; {
	case other == nil:
		r.found[item.Code] = d
	case !d.wrongAt(cell):
		d.wrong(cell, "This is %s, which row %d of %s is about already.", item.Code, other.Row, other.Sheet)
	}
	d.Match, d.Code, d.base = by, item.Code, item
	d.Title = cmp.Or(d.Title, item.Title)
}

// propose makes the items and asks the rules about them.
func (r *reading) propose(now, gone []strategy.Kept[strategy.Item]) Proposal {
	items, firsts, asked := make([]strategy.Item, len(r.drafts)), []strategy.Item{}, []*draft{}
	for n, d := range r.drafts {
		items[n] = r.item(d)
		if d.Match == "" || r.found[d.Code] == d {
			firsts, asked = append(firsts, items[n]), append(asked, d)
		}
	}
	for n, broken := range strategy.Broken(now, gone, firsts) {
		if d := asked[n]; len(d.Problems) == 0 {
			for _, f := range broken {
				d.wrong(d.cellOf(f.Name), "%s", f.Reason)
			}
		}
	}
	var p Proposal
	for n, d := range r.drafts {
		d.settle(items[n])
		if d.State == New || d.State == Changed {
			p.Items = append(p.Items, items[n])
		}
		p.Rows = append(p.Rows, d.Outcome)
	}
	if p.Counts()[Wrong] > 0 {
		p.Items = nil
	}
	return p
}

// cellOf is the cell that a rule's field ("measures[0].name") is about, or the beginning of the row.
func (d *draft) cellOf(field string) string {
	name, _, _ := strings.Cut(field, "[")
	return cmp.Or(d.cells[name], Address(d.Sheet, d.Row, 1))
}

// settle says what becomes of the draft.
func (d *draft) settle(item strategy.Item) {
	switch {
	case len(d.Problems) > 0:
		d.State, d.Changes = Wrong, nil
		return
	case d.Match == "":
		d.State, d.Title = New, item.Title
	default:
		d.State = Same
	}
	for _, f := range strategy.Fields(item.Kind) {
		if before, after := f.Text(&d.base), f.Text(&item); before != after {
			d.Changes = append(d.Changes, Change{f.Name, f.Label, before, after})
			if d.State == Same {
				d.State = Changed
			}
		}
	}
}
