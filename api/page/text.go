package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// What is said here of a strategy is said by frontend/src/components/AppPublicText.tsx too, for whoever is asked about a draft
// and for the preview: a test holds the headings together, and a journey the whole text.

// parts are the kinds of item that everybody may read, in the order in which they are read, each under what it is in plain words.
var parts = []struct {
	kind    strategy.ItemKind
	heading string
}{
	{strategy.KindAim, "What we are here to do"},
	{strategy.KindGoal, "What we want to be true"},
	{strategy.KindObjective, "What we will do"},
	{strategy.KindInitiative, "The work that gets us there"},
	{strategy.KindDelivered, "What we have done so far"},
	{strategy.KindNonPriority, "What we will not do"},
	{strategy.KindChange, "What we have changed our plans about"},
	{strategy.KindPrinciple, "How we decide"},
}

// text is a strategy as everybody reads it.
type text struct {
	Mission, Period, NextReview string
	Parts                       []part
}

type part struct {
	Heading string
	Items   []item
}

type item struct {
	Title, Description string
	Facts              []fact
}

// fact is something about an item: a text, measures or changes.
type fact struct {
	Name     string
	Text     string
	Measures []measure
	Changes  []change
}

type measure struct{ Name, Range string }

type change struct{ Role, What, When string }

func textOf(d strategy.Document) *text {
	t := &text{Mission: d.Mission, Period: d.Period, NextReview: monthInWords(d.NextReview)}
	for _, p := range parts {
		shown := part{Heading: p.heading}
		for _, i := range d.Items {
			if i.Kind == p.kind {
				shown.Items = append(shown.Items, item{Title: i.Title, Description: i.Body.Description, Facts: factsOf(i, d.Items)})
			}
		}
		if len(shown.Items) > 0 {
			t.Parts = append(t.Parts, shown)
		}
	}
	return t
}

// factsOf says what there is to say about an item, and nothing of what there is not.
func factsOf(i strategy.Item, all []strategy.Item) []fact {
	b := i.Body
	facts := []fact{
		{Name: dueOf(i.Kind), Text: monthInWords(i.Due)},
		{Name: "How we will know", Measures: measuresOf(b.Measures)},
		{Name: "What it changes for people", Changes: changesOf(b.Changes)},
		{Name: "Without digital", Text: b.NonDigital},
		{Name: "What it changed", Text: b.Effect},
		{Name: "What it is for", Text: strings.Join(slices.Concat(named(all, b.Aims), named(all, b.Goals), named(all, b.Objectives)), "; ")},
		{Name: "What comes instead", Text: strings.Join(named(all, []string{b.ReplacedBy}), "; ")},
	}
	return slices.DeleteFunc(facts, func(f fact) bool { return f.Text == "" && len(f.Measures)+len(f.Changes) == 0 })
}

func dueOf(kind strategy.ItemKind) string {
	if kind == strategy.KindNonPriority {
		return "Until"
	}
	if kind == strategy.KindDelivered || kind == strategy.KindChange {
		return "When"
	}
	return "By when"
}

// named are the titles of the items with some codes, in the order of the strategy.
func named(all []strategy.Item, codes []string) []string {
	var titles []string
	for _, i := range all {
		if i.Code != "" && slices.Contains(codes, i.Code) {
			titles = append(titles, i.Title)
		}
	}
	return titles
}

func measuresOf(list []strategy.Measure) []measure {
	shown := make([]measure, len(list))
	for n, m := range list {
		shown[n] = measure{capitalised(m.Name), rangeOf(m)}
	}
	return shown
}

// rangeOf is what a measure is to do: from 14% to 60%, or nothing where neither end is written.
func rangeOf(m strategy.Measure) string {
	switch {
	case m.Baseline != "" && m.Target != "":
		return "from " + m.Baseline + " to " + m.Target
	case m.Target != "":
		return "to " + m.Target
	case m.Baseline != "":
		return m.Baseline + " now, with no target yet"
	default:
		return ""
	}
}

func changesOf(list []strategy.RoleChange) []change {
	shown := make([]change, len(list))
	for n, c := range list {
		shown[n] = change{string(c.Role), c.What, monthInWords(c.When)}
	}
	return shown
}

func monthInWords(m strategy.Month) string {
	if m.IsZero() {
		return ""
	}
	return m.End().Format("January 2006")
}

func capitalised(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// role is what somebody without an account may say that they are; Word is one of editions.PulseRoles.
type role struct{ Word, Words string }

var roles = []role{
	{"patient", "A patient"},
	{"carer", "A carer or relative"},
	{"clinician", "A nurse, doctor or other clinician"},
	{"other_staff", "Other staff of the organisation"},
	{"partner", "Somebody who works with the organisation"},
}
