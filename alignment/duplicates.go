package alignment

import (
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/stance"
	"github.com/throughline-ics/throughline/alignment/internal/text"
)

// How alike the texts of two objectives are when their organisations are taken to get the same kind of thing. Two
// that only say that they introduce or replace something have to be more alike than where one says that it buys.
const (
	alikeBuying  = 0.3
	alikeGetting = 0.6
)

// findDuplicates groups the objectives in which two or more organisations buy or build the same kind of thing, each
// for itself. Joining one shared service is never a duplicate: an objective that is linked to an initiative counts
// only where it says outright that it buys, and one that gets the thing through the initiative not even then.
func (a *assessment) findDuplicates() {
	rows := a.getting()
	owner := func(row int) int { return a.items[row].organisation }
	group := make([]int, len(a.items))
	for row := range group {
		group[row] = row
	}
	for _, n := range a.goals.fit.Nearest(rows, owner, alikeBuying, a.threads) {
		outright := a.purchase(n.A) == stance.Buys || a.purchase(n.B) == stance.Buys
		if outright || n.Alike >= alikeGetting {
			x, y := leader(group, n.A), leader(group, n.B)
			group[max(x, y)] = min(x, y)
		}
	}
	a.groups = make([][]int, 0, len(rows))
	a.groupOf = map[int]int{}
	for _, row := range rows {
		first := leader(group, row)
		at, known := a.groupOf[first]
		if !known {
			at = len(a.groups)
			a.groupOf[first] = at
			a.groups = append(a.groups, nil)
		}
		a.groupOf[row] = at
		a.groups[at] = append(a.groups[at], row)
	}
	a.buyers = make([]int, len(a.groups))
	for i, rows := range a.groups {
		a.buyers[i] = a.organisationsIn(rows)
	}
}

// getting lists the objectives that get a thing for their own organisation.
func (a *assessment) getting() []int {
	var rows []int
	for row := range a.items {
		least := stance.Gets
		if a.joins(row) {
			least = stance.Buys
		}
		if a.purchase(row) >= least && !a.buysThrough(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// leader gives the first row of a row's group, and shortens the way to it.
func leader(group []int, row int) int {
	for group[row] != row {
		group[row] = group[group[row]]
		row = group[row]
	}
	return row
}

// joins reports whether an objective is plainly about an initiative, whether or not it keeps out of it.
func (a *assessment) joins(row int) bool {
	for k := range a.initiatives.ids {
		if a.initiatives.score(row, k) >= directFrom {
			return true
		}
	}
	return false
}

// through are the words after which what one buys comes by way of somebody.
var through = []string{"through", "via", "from", "under"}

// buysThrough reports whether what an objective gets comes, in so many words, by way of an initiative.
func (a *assessment) buysThrough(row int) bool {
	for k, i := range a.picture.Initiatives {
		if a.initiatives.opposed[pair{row, k}] || a.initiatives.score(row, k) < lexical.Threshold {
			continue
		}
		if name, ok := text.TitleName(i.Title); ok && comesThrough(a.objectives[row], name) {
			return true
		}
	}
	return false
}

func comesThrough(d lexical.Document, name text.Name) bool {
	term := name.Term()
	for _, p := range d {
		for _, t := range p.Tokens {
			before := slices.DeleteFunc(strings.Fields(p.Text[:t.Start]), func(w string) bool { return w == "the" })
			if n := len(before); t.Term == term && n > 0 && slices.Contains(through, before[n-1]) {
				return true
			}
		}
	}
	return false
}

// purchase is the plainest thing that an objective says of getting something. What is handed to a service that several have is
// not got.
func (a *assessment) purchase(row int) stance.Purchase {
	most := stance.NoPurchase
	for _, r := range a.stances[row] {
		if r.HandsOver {
			return stance.NoPurchase
		}
		most = max(most, r.Purchase)
	}
	return most
}

// organisationsIn counts the organisations whose objectives are in a list.
func (a *assessment) organisationsIn(rows []int) int {
	seen := map[int]bool{}
	for _, row := range rows {
		seen[a.items[row].organisation] = true
	}
	return len(seen)
}

func (a *assessment) duplicates() []Finding {
	var list []Finding
	for i, rows := range a.groups {
		if a.buyers[i] < 2 {
			continue
		}
		var ids []string
		for _, row := range rows {
			ids = append(ids, a.items[row].ID)
		}
		common := a.common(rows)
		what := "the same kind of thing"
		if len(common) > 0 {
			var words []string
			for _, e := range common[:min(len(common), 3)] {
				words = append(words, e.Text)
			}
			what = "something to do with " + strings.Join(words, ", ")
		}
		list = append(list, Finding{
			Kind: Duplicate, Items: ids, Evidence: common,
			Reason: fmt.Sprintf("%d organisations mean to get %s, each for itself: there may be a case for doing it together.",
				a.buyers[i], what),
		})
	}
	return list
}

// common gives the words that all objectives of a group share, heaviest first, as the first two have them.
func (a *assessment) common(rows []int) []Evidence {
	list := []Evidence{}
	mine, theirs := newGlossary(a.objectives[rows[0]]), newGlossary(a.objectives[rows[1]])
	others := []*glossary{}
	for _, row := range rows[2:] {
		others = append(others, newGlossary(a.objectives[row]))
	}
	for _, share := range a.goals.fit.Shared(rows[0], rows[1]) {
		at, here := mine.terms[share.Term]
		there, also := theirs.terms[share.Term]
		lacks := func(g *glossary) bool { at, ok := g.terms[share.Term]; return !ok || at.kind == text.Expanded }
		if !here || !also || at.kind == text.Expanded || there.kind == text.Expanded || len(list) == mostEvidence || slices.ContainsFunc(others, lacks) {
			continue
		}
		e := Evidence{Kind: SharedWord, Text: mine.surface(at.place), Target: theirs.surface(there.place), Weight: round(share.Weight)}
		if !slices.ContainsFunc(list, func(o Evidence) bool { return o.Text == e.Text }) {
			list = append(list, e)
		}
	}
	return list
}
