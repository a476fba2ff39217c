package sheet

import (
	_ "embed" // for the words
	"slices"
	"strings"
	"sync"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

//go:embed words.yaml
var wordsFile []byte

// The columns that are no field of the catalogue: what an item is called and is, and the parts of measures, milestones and
// changes, of which each can be there several times.
const (
	AsCode         = "code"
	AsKind         = "kind"
	AsMeasure      = "measure"
	AsBaseline     = "baseline"
	AsTarget       = "target"
	AsUnit         = "unit"
	AsMilestone    = "milestone"
	AsMilestoneDue = "milestone_due"
	AsMilestoneOK  = "milestone_done"
	AsChangeRole   = "change_role"
	AsChange       = "change"
	AsChangeWhen   = "change_when"
)

// part is a part of a field whose values have parts.
type part struct {
	as    string
	label string
	of    strategy.FieldType
}

// parts lists them; the first of each field begins another value.
var parts = []part{
	{AsMeasure, "Measure", strategy.Measured},
	{AsBaseline, "Baseline", strategy.Measured},
	{AsTarget, "Target", strategy.Measured},
	{AsUnit, "Unit", strategy.Measured},
	{AsMilestone, "Milestone", strategy.Milestoned},
	{AsMilestoneDue, "Milestone due", strategy.Milestoned},
	{AsMilestoneOK, "Milestone done", strategy.Milestoned},
	{AsChangeRole, "Change for", strategy.Changed},
	{AsChange, "Change", strategy.Changed},
	{AsChangeWhen, "Change when", strategy.Changed},
}

func partOf(as string) (part, bool) {
	i := slices.IndexFunc(parts, func(p part) bool { return p.as == as })
	if i < 0 {
		return part{}, false
	}
	return parts[i], true
}

// Choice is something that a column can be.
type Choice struct{ As, Label string }

// Choices lists what the columns of items of a kind can be; without a kind it is what any kind may have.
func Choices(kind strategy.ItemKind) []Choice {
	list := []Choice{{AsCode, "Code"}, {AsKind, "What it is"}}
	kinds := strategy.Kinds()
	if kind != "" {
		kinds = []strategy.ItemKind{kind}
	}
	seen := map[string]bool{}
	for _, k := range kinds {
		for _, f := range strategy.Fields(k) {
			if !seen[f.Name] {
				seen[f.Name] = true
				list = append(list, choicesOf(f, kind)...)
			}
		}
	}
	return list
}

func choicesOf(f strategy.Field, kind strategy.ItemKind) []Choice {
	if !hasParts(f.Type) {
		if kind == "" {
			return []Choice{{f.Name, commonLabel(f.Name)}}
		}
		return []Choice{{f.Name, f.Label}}
	}
	var list []Choice
	for _, p := range parts {
		if p.of == f.Type {
			list = append(list, Choice{p.as, p.label})
		}
	}
	return list
}

func hasParts(t strategy.FieldType) bool {
	return t == strategy.Measured || t == strategy.Milestoned || t == strategy.Changed
}

// commonLabel is what a field is called for the most kinds.
func commonLabel(name string) string {
	counts, best := map[string]int{}, ""
	for _, k := range strategy.Kinds() {
		if f, ok := strategy.FieldOf(k, name); ok {
			counts[f.Label]++
			if best == "" || counts[f.Label] > counts[best] {
				best = f.Label
			}
		}
	}
	return best
}

// vocabulary is what headings mean, plain form to meaning.
type vocabulary struct {
	kinds map[string]strategy.ItemKind
	parts map[string]string
	exact map[strategy.ItemKind]map[string]string // the catalogue's own labels
	names map[string][]string                     // other words for fields; a word may stand for several
	under map[string]string                       // headings under one of measures that spans several columns
	let   map[string]bool                         // headings that are let be
	small map[string]bool                         // words by which no title is known
}

// known reads the words once.
var known = sync.OnceValue(func() vocabulary {
	var file struct {
		Kinds  map[strategy.ItemKind][]string
		Parts  map[string][]string
		Fields map[string][]string
		Under  map[string][]string

		Ignored []string
		Small   []string
	}
	if err := yaml.Unmarshal(wordsFile, &file); err != nil {
		panic("the words of headings cannot be read: " + err.Error()) // they are in the program, and a test reads them
	}
	v := vocabulary{kinds: map[string]strategy.ItemKind{}, parts: map[string]string{}, exact: map[strategy.ItemKind]map[string]string{}, names: map[string][]string{}, under: map[string]string{}, let: map[string]bool{}, small: map[string]bool{}}
	for _, w := range file.Ignored {
		v.let[plain(w)] = true
	}
	for _, w := range file.Small {
		v.small[stem(w)] = true
	}
	for _, k := range strategy.Kinds() {
		v.exact[k] = map[string]string{}
		for _, c := range Choices(k) {
			v.exact[k][simple(c.Label)] = c.As
		}
		for _, w := range append([]string{string(k), k.Noun()}, file.Kinds[k]...) {
			v.kinds[plain(w)] = k
		}
	}
	for as, words := range file.Parts {
		for _, w := range append(words, as) {
			v.parts[plain(w)] = as
		}
	}
	for as, words := range file.Under {
		for _, w := range words {
			v.under[plain(w)] = as
		}
	}
	for _, name := range fieldNames() {
		for _, w := range append(file.Fields[name], name, commonLabel(name)) {
			if w = plain(w); !slices.Contains(v.names[w], name) {
				v.names[w] = append(v.names[w], name)
			}
		}
	}
	return v
})

// fieldNames lists the names of all fields whose values have no parts, in the order of the catalogue.
func fieldNames() []string {
	var names []string
	for _, k := range strategy.Kinds() {
		for _, f := range strategy.Fields(k) {
			if !hasParts(f.Type) && !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	return names
}

// simple is a heading in small letters, without signs and without numbers that only count ("Milestone 2 due").
func simple(text string) string { return strings.Join(wordsOf(text), " ") }

func wordsOf(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) < 2 {
		return words
	}
	return slices.DeleteFunc(words, func(w string) bool { return strings.Trim(w, "0123456789") == "" })
}

// plain is a heading as it is compared: simple, each word without the s of a plural.
func plain(text string) string {
	words := wordsOf(text)
	for i, w := range words {
		switch {
		case len(w) > 4 && strings.HasSuffix(w, "ies"):
			words[i] = strings.TrimSuffix(w, "ies") + "y"
		case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
			words[i] = strings.TrimSuffix(w, "s")
		}
	}
	return strings.Join(words, " ")
}

// kindOf is the kind that a heading, a sheet's name or a value names; none when it names none.
func kindOf(text string) strategy.ItemKind {
	return known().kinds[plain(text)]
}
