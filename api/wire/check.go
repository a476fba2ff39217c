package wire

import (
	"strings"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/alignment/checkup"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// StrategyCheck is what the check finds in a working copy.
func StrategyCheck(c checkup.Checkup) gen.StrategyCheck {
	return gen.StrategyCheck{Findings: each(c.Findings, newCheckReader(c).finding)}
}

// checkReader reads findings beside the working copy that they are about.
type checkReader struct {
	header strategy.Header
	items  map[string]strategy.Kept[strategy.Item] // by code
}

func newCheckReader(c checkup.Checkup) checkReader {
	items := map[string]strategy.Kept[strategy.Item]{}
	for _, k := range c.Working.Items {
		items[k.Item.Code] = k
	}
	return checkReader{c.Working.Header.Item, items}
}

func (r checkReader) finding(f checkup.Finding) gen.CheckFinding {
	rule, _ := check.RuleOf(f.Rule)
	g := gen.CheckFinding{
		Rule:  gen.CheckRule{ID: rule.ID, Name: rule.Name, Why: rule.Why, Source: rule.Source, Dismiss: rule.Dismiss},
		Level: gen.CheckLevel(f.Level), Group: gen.CheckGroup(rule.Group),
		About: []gen.CheckedItem{}, Field: unlessEmpty(f.Field), FieldLabel: unlessEmpty(fieldLabel(f.Kind, f.Field)),
		Why: f.Why, Fix: f.Fix, Hash: f.Hash.String(), Dismissed: optionalDismissal(f.Dismissed), Lapsed: optionalDismissal(f.Lapsed),
		Kind: unlessEmpty(gen.ItemKind(f.Kind)),
		Marks: each(f.Marks, func(m check.Mark) gen.CheckMark {
			return r.mark(f.Finding, m)
		}),
	}
	codes := f.Items
	if f.Item != "" {
		id := r.items[f.Item].ID
		g.Item, codes = &id, []string{f.Item}
	} else if f.Kind == "" {
		codes = nil // goals of a system, which the sentence names
	}
	for _, code := range codes {
		if k, ok := r.items[code]; ok {
			g.About = append(g.About, gen.CheckedItem{ID: k.ID, Kind: gen.ItemKind(k.Item.Kind), Code: code, Title: k.Item.Title})
		}
	}
	return g
}

// fieldLabel is a field as people read it: an item's, or what the strategy says of itself.
func fieldLabel(kind strategy.ItemKind, name string) string {
	if f, ok := strategy.FieldOf(kind, name); ok {
		return f.Label
	}
	return map[string]string{"mission": "Mission", "period": "Period", "next_review": "Next review"}[name]
}

// mark is where words stand, with some of the text around them.
func (r checkReader) mark(f check.Finding, m check.Mark) gen.CheckMark {
	text := ""
	if m.Field == "mission" {
		text = r.header.Mission
	} else if field, ok := strategy.FieldOf(f.Kind, m.Field); ok {
		item := r.items[f.Item].Item
		text = field.Text(&item)
	}
	label := fieldLabel(f.Kind, m.Field)
	if 0 <= m.Start && m.Start <= m.End && m.End <= len(text) && text[m.Start:m.End] == m.Words {
		return quoted(label, text, m.Start, m.End)
	}
	return gen.CheckMark{FieldLabel: label, Words: m.Words}
}

// quoted is some of a text with the words that are meant.
func quoted(label, text string, start, end int) gen.CheckMark {
	return gen.CheckMark{FieldLabel: label, Words: text[start:end], Before: lastWords(text[:start]), After: firstWords(text[end:])}
}

// around is how many bytes of the text around words are shown at most.
const around = 80

func firstWords(text string) string {
	if len(text) <= around {
		return text
	}
	cut := around
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	if space := strings.LastIndexByte(text[:cut], ' '); space > 0 {
		cut = space
	}
	return text[:cut] + " …"
}

func lastWords(text string) string {
	if len(text) <= around {
		return text
	}
	cut := len(text) - around
	for !utf8.RuneStart(text[cut]) {
		cut++
	}
	if space := strings.IndexByte(text[cut:], ' '); space >= 0 && cut+space+1 < len(text) {
		cut += space + 1
	}
	return "… " + text[cut:]
}

// Dismissal is why a finding need not be looked at.
func Dismissal(d checkup.Dismissal) gen.Dismissal {
	return gen.Dismissal{ID: d.ID, Reason: d.Reason, By: d.By, At: d.At, Version: d.Version}
}

func optionalDismissal(d *checkup.Dismissal) *gen.Dismissal {
	if d == nil {
		return nil
	}
	g := Dismissal(*d)
	return &g
}
