package sheet

import (
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// findKind takes the kind from a column of kinds, the sheet's name, a line above the headings, the first heading that names one,
// or what the headings are about.
func (g *guessing) findKind(heads []heading) {
	for _, h := range heads {
		own := h.own()
		if known().parts[plain(own)] == AsKind || simple(own) == simple("What it is") {
			if values := g.values(h.column); len(values) > 0 && share(values, func(v string) bool { return kindOf(v) != "" }) > 0.5 {
				g.take(h.column, AsKind)
				return
			}
		}
	}
	for _, way := range []func([]heading) strategy.ItemKind{g.kindOfSheet, g.kindAbove, kindNamed, kindMeant} {
		if g.layout.Kind = way(heads); g.layout.Kind != "" {
			return
		}
	}
}

func (g *guessing) kindOfSheet([]heading) strategy.ItemKind { return kindOf(g.sheet.Name) }

// longTitle is how many characters a title above the headings may have before it is a text.
const longTitle = 2 * longHeading

// kindAbove looks for a kind of several words in what stands above: a risk register, what we are not doing.
func (g *guessing) kindAbove([]heading) strategy.ItemKind {
	for _, r := range g.sheet.Rows[:g.header] {
		for _, c := range r.Cells {
			if k := kindWithin(c.Text); k != "" {
				return k
			}
		}
	}
	return ""
}

// kindWithin is the kind that the longest run of a title's words names.
func kindWithin(title string) strategy.ItemKind {
	if len(title) > longTitle {
		return ""
	}
	words := wordsOf(title)
	for size := len(words); size > 1; size-- {
		for from := 0; from+size <= len(words); from++ {
			if k := kindOf(strings.Join(words[from:from+size], " ")); k != "" {
				return k
			}
		}
	}
	return ""
}

func kindNamed(heads []heading) strategy.ItemKind {
	for _, h := range heads {
		if k := kindOf(h.own()); k != "" {
			return k
		}
	}
	return ""
}

// kindMeant is the kind of whose fields the headings name most; an objective where others name no more.
func kindMeant(heads []heading) strategy.ItemKind {
	best, most := strategy.KindObjective, named(heads, strategy.KindObjective)
	for _, k := range strategy.Kinds() {
		if n := named(heads, k); n > most {
			best, most = k, n
		}
	}
	return best
}

// named is how many headings name something that items of a kind have.
func named(heads []heading, kind strategy.ItemKind) int {
	n := 0
	for _, h := range heads {
		own := plain(h.own())
		as := append(slices.Clone(known().names[own]), known().parts[own])
		if slices.ContainsFunc(as, func(name string) bool {
			return slices.ContainsFunc(Choices(kind), func(c Choice) bool { return c.As == name })
		}) {
			n++
		}
	}
	return n
}
