package check

import (
	"slices"
	"strings"
	"time"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Subject is a strategy, and what there is to know about it beside its own words.
type Subject struct {
	Strategy strategy.Document
	Today    time.Time // civil date; what is past and what is far is counted from it
	System   bool      // it is a system's own: goals stand in place of objectives
	// Goals are those of the systems that the organisation belongs to, without those that it has said are not its own.
	Goals []Goal
	// Linked are the codes of the objectives that serve a goal or a shared initiative. Nil is not known.
	Linked map[string]bool
	// Others are what other organisations have published, to find words that are shared.
	Others []Published
}

// Goal is a goal of a system.
type Goal struct {
	Code, Title, Description string
	Served                   bool // an objective of the organisation is linked to it
}

// Published is what another organisation has published.
type Published struct {
	Organisation string // its name
	Items        []strategy.Item
}

// Check gives what the rules find, the strategy as a whole first, then by item in the order of the strategy, and for one item in
// the order of the rules. The same subject gives the same findings.
func Check(s Subject) []Finding {
	c := newChecking(s)
	findings, together := c.whole()
	for i := range c.items {
		one := &c.items[i]
		for _, r := range Rules() {
			if !r.looksAt(one.Kind) || together[r.ID+string(one.Kind)] {
				continue
			}
			if f, ok := c.find(r, one); ok {
				findings = append(findings, f)
			}
		}
	}
	return findings
}

// checking is a subject being checked.
type checking struct {
	Subject

	words   *lists
	items   []item
	count   map[strategy.ItemKind]int
	aimed   map[string]bool // aims that an objective names
	mission passage
	shelf   shelf
	now     strategy.Month
}

// item is an item with its texts cut into words.
type item struct {
	strategy.Item

	title, description passage
}

// whole gives the findings about the strategy as a whole and about most items of a kind together, and the rules and kinds of
// the latter.
func (c *checking) whole() (findings []Finding, together map[string]bool) {
	together = map[string]bool{}
	for _, r := range Rules() {
		if slices.Contains(r.About, WholeStrategy) {
			if f, ok := c.find(r, nil); ok {
				findings = append(findings, f)
			}
		}
		for _, kind := range strategy.Kinds() {
			if f, ok := c.most(r, kind); ok {
				findings = append(findings, f)
				together[r.ID+string(kind)] = true
			}
		}
	}
	return findings, together
}

// About keeps the findings about one item, alone or with others.
func About(findings []Finding, code string) []Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return !f.about(code) })
}

// Worst reports whether any finding is of a level that matters as much as a warning.
func Worst(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Level == Warning })
}

// find asks one rule about one item, or about the strategy as a whole.
func (c *checking) find(r Rule, one *item) (Finding, bool) {
	found, ok := detectors[r.ID](c, one)
	if !ok {
		return Finding{}, false
	}
	f := Finding{Rule: r.ID, Level: r.Level, Items: found.items, Field: r.Field, Marks: found.marks, Why: found.why, Fix: r.Satisfy}
	if found.field != "" {
		f.Field = found.field
	}
	if f.Field == "" && len(f.Marks) > 0 {
		f.Field = f.Marks[0].Field
	}
	if one == nil {
		f.Hash = hashOf(r.ID, found.why, strings.Join(found.items, ","), c.header(f.Field))
		return f, true
	}
	f.Item, f.Kind = one.Code, one.Kind
	f.Hash = hashOf(r.ID, string(one.Kind), one.Code, one.Title, one.Body.Description, textOf(one, f.Field), found.rests)
	return f, true
}

// most asks a rule about all items of a kind, and gives one finding when it holds of most of them: what is found of all does not fall
// apart when the first is put right.
func (c *checking) most(r Rule, kind strategy.ItemKind) (Finding, bool) {
	if r.Together == "" || !r.looksAt(kind) || c.count[kind] < 2 {
		return Finding{}, false
	}
	f := Finding{Rule: r.ID, Level: r.Level, Kind: kind, Field: r.Field, Fix: r.Satisfy}
	for i := range c.items {
		if c.items[i].Kind != kind {
			continue
		}
		if _, ok := detectors[r.ID](c, &c.items[i]); ok {
			f.Items = append(f.Items, c.items[i].Code)
		}
	}
	n, all := len(f.Items), c.count[kind]
	if n < all && (n < 3 || 2*n <= all) {
		return Finding{}, false
	}
	f.Why = r.together(n, all, kind)
	f.Hash = hashOf(r.ID, string(kind), strings.Join(f.Items, ","))
	return f, true
}

func newChecking(s Subject) *checking {
	c := &checking{
		Subject: s, words: words(), count: map[strategy.ItemKind]int{}, aimed: map[string]bool{},
		mission: read("mission", s.Strategy.Mission), now: strategy.MonthOf(s.Today),
	}
	c.items = make([]item, len(s.Strategy.Items))
	for i, one := range s.Strategy.Items {
		c.items[i] = item{Item: one, title: read("title", one.Title), description: read("description", one.Body.Description)}
		c.count[one.Kind]++
		for _, aim := range one.Body.Aims {
			c.aimed[aim] = true
		}
	}
	texts := []passage{c.mission}
	for i := range c.items {
		texts = append(texts, c.items[i].texts()...)
	}
	c.shelf = newShelf(texts, s.Others, s.Goals)
	return c
}

// leads are the title and the first sentence of the description: what a reader sees first.
func (i *item) leads() []passage { return []passage{i.title, i.description.first()} }

func (i *item) texts() []passage { return []passage{i.title, i.description} }

func textOf(i *item, field string) string {
	if f, ok := strategy.FieldOf(i.Kind, field); ok {
		return f.Text(&i.Item)
	}
	return ""
}

// header is what the strategy says of itself in a field.
func (c *checking) header(field string) string {
	switch field {
	case "mission":
		return c.Strategy.Mission
	case "period":
		return c.Strategy.Period
	case "next_review":
		return c.Strategy.NextReview.String()
	default:
		return ""
	}
}

// within reports whether a month is neither past nor more than a number of years away.
func (c *checking) within(m strategy.Month, years int) bool {
	return !m.IsZero() && !m.Before(c.now) && !c.beyond(m, years)
}

func (c *checking) beyond(m strategy.Month, years int) bool {
	return strategy.MonthOf(c.Today.AddDate(years, 0, 1-c.Today.Day())).Before(m)
}
