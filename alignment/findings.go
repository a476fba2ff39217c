package alignment

import (
	"fmt"
	"slices"
	"time"
)

// findings gives what is worth people's attention: gaps, silences, orphans, conflicts, duplicates and late
// objectives, in this order, and within a kind in the order of goals and items. Of a draft only what it says itself is
// worth a finding.
func (a *assessment) findings() []Finding {
	if a.picture.Statement != nil {
		return append([]Finding{}, slices.Concat(a.orphans(), a.conflicts(), a.late())...)
	}
	return append([]Finding{}, slices.Concat(a.gaps(), a.silences(), a.orphans(), a.conflicts(), a.duplicates(), a.late())...)
}

// sharing lists the organisations that have released something to the system.
func (a *assessment) sharing() []int {
	var list []int
	for i, o := range a.picture.Organisations {
		if o.Shared {
			list = append(list, i)
		}
	}
	return list
}

func (a *assessment) gaps() []Finding {
	var list []Finding
	for j, g := range a.picture.Goals {
		if len(a.goals.rows[j]) == 0 {
			list = append(list, Finding{
				Kind: Gap, Items: []string{g.ID}, Goal: &g.ID, Evidence: []Evidence{},
				Reason: fmt.Sprintf("No organisation has published an objective that serves %s, %s.", g.ID, quote(g.Title)),
			})
		}
	}
	return list
}

// silences gives the organisations with nothing for a goal that at least half of those sharing serve, and those
// that have shared nothing.
func (a *assessment) silences() []Finding {
	var list []Finding
	sharing := a.sharing()
	for j, g := range a.picture.Goals {
		var silent []int
		for _, o := range sharing {
			if !a.serves(j, o) {
				silent = append(silent, o)
			}
		}
		serving := a.goals.serving[j]
		if serving == 0 || 2*serving < len(sharing) {
			continue
		}
		for _, o := range silent {
			list = append(list, Finding{
				Kind: Silence, Items: []string{a.picture.Organisations[o].ID}, Goal: &g.ID, Evidence: []Evidence{},
				Reason: fmt.Sprintf("%s has no published objective for %s, %s, which %d of the %d organisations that have shared their strategies serve.",
					a.nameOf(o), g.ID, quote(g.Title), serving, len(sharing)),
			})
		}
	}
	for i, o := range a.picture.Organisations {
		if !o.Shared {
			list = append(list, Finding{
				Kind: Silence, Items: []string{o.ID}, Evidence: []Evidence{},
				Reason: a.nameOf(i) + " has not yet shared a strategy with the system, so nothing can be said about its part.",
			})
		}
	}
	return list
}

func (a *assessment) nameOf(organisation int) string {
	o := a.picture.Organisations[organisation]
	if o.Name == "" {
		return o.ID
	}
	return o.Name
}

// orphans gives the objectives that serve no goal and no shared initiative, and differ from no goal.
func (a *assessment) orphans() []Finding {
	served := make([]bool, len(a.items))
	for _, rows := range slices.Concat(a.goals.rows, a.initiatives.rows) {
		for _, row := range rows {
			served[row] = true
		}
	}
	for _, d := range a.differences {
		if d.row < len(served) {
			served[d.row] = true
		}
	}
	var list []Finding
	for row, b := range a.items {
		if !served[row] {
			list = append(list, Finding{
				Kind: Orphan, Items: []string{b.ID}, Evidence: []Evidence{},
				Reason: fmt.Sprintf("%s, %s, serves none of the system's goals and shared initiatives as far as its words say: it may be local by choice.", b.ID, quote(b.Title)),
			})
		}
	}
	return list
}

// differs says in words what each difference means.
var differs = map[Difference]string{
	Opposes:   "seems to take another direction than %s, %s: a possible difference to discuss.",
	OptsOut:   "seems to stay out of what %s, %s, asks for: a possible difference to discuss.",
	Postpones: "seems to join only after %s, %s, is due in " + "%s: a possible difference to discuss.",
}

func (a *assessment) conflicts() []Finding {
	var list []Finding
	for _, d := range a.differences {
		id := a.idOf(d.row)
		g := a.picture.Goals[d.goal]
		words := []any{g.ID, quote(g.Title)}
		if d.kind == Postpones {
			words = append(words, endOf(g.Due))
		}
		list = append(list, Finding{
			Kind: Conflict, Difference: d.kind, Items: []string{id}, Goal: &g.ID, Evidence: d.evidence,
			Reason: id + " " + fmt.Sprintf(differs[d.kind], words...),
		})
	}
	slices.SortStableFunc(list, func(x, y Finding) int { return compareIDs(x.Items[0], y.Items[0]) })
	return list
}

// idOf is the id of an objective or a non-priority.
func (a *assessment) idOf(row int) string {
	if row < len(a.items) {
		return a.items[row].ID
	}
	row -= len(a.items)
	for _, o := range a.picture.Organisations {
		if row < len(o.NonPriorities) {
			return o.NonPriorities[row].ID
		}
		row -= len(o.NonPriorities)
	}
	return ""
}

// late gives the objectives that serve a goal and land after it is due.
func (a *assessment) late() []Finding {
	var list []Finding
	for j, g := range a.picture.Goals {
		for _, row := range a.goals.rows[j] {
			b := a.items[row]
			if b.Horizon.IsZero() || g.Due.IsZero() || !b.Horizon.After(g.Due) {
				continue
			}
			list = append(list, Finding{
				Kind: Late, Items: []string{b.ID}, Goal: &g.ID,
				Reason: fmt.Sprintf("%s serves %s and is to be done by %s, after the goal is due by %s.",
					b.ID, g.ID, endOf(b.Horizon), endOf(g.Due)),
				Evidence: []Evidence{{Kind: Dates, Text: monthOf(b.Horizon), Target: monthOf(g.Due)}},
			})
		}
	}
	return list
}

// endOf writes the month of a date in words.
func endOf(day time.Time) string { return day.Format("January 2006") }

// quote puts a title in quotation marks; an empty one stays readable.
func quote(title string) string {
	if title == "" {
		return "which has no title"
	}
	return "‘" + title + "’"
}
