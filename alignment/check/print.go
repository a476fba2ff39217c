package check

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Checked is what was found in the strategy of one organisation.
type Checked struct {
	Code     string    `json:"code"`
	Name     string    `json:"name"`
	Findings []Finding `json:"findings"`
}

// Place is where an item stands: a file, as it is to be named, and a line from 1. Line 0 is not known.
type Place struct {
	File string
	Line int
}

// Placed gives the place of an organisation's item, or of the organisation itself when the item is empty.
type Placed func(organisation, item string) Place

// String writes a place as editors read it.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Table writes findings for people in a terminal: by organisation and rule, with why it matters and what would satisfy it
// once, and each finding with its place and what was found.
func Table(w io.Writer, checked []Checked, at Placed) error {
	var b strings.Builder
	for n, c := range checked {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s (%s): %s\n", c.Name, c.Code, Summary(c.Findings))
		for _, r := range byRule(c.Findings) {
			fmt.Fprintf(&b, "\n  %s: %s %s (%s)\n    why   %s\n    mend  %s\n", r.Name, number(len(r.found)), r.Level.several(len(r.found)), r.ID, r.Why, r.Satisfy)
			for _, f := range r.found {
				subject := ""
				if f.Item != "" {
					subject = f.Item + "  "
				}
				fmt.Fprintf(&b, "      %s  %s%s\n", at(c.Code, f.Item), subject, f.Why)
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// broken is a rule with what it found.
type broken struct {
	Rule

	found []Finding
}

// byRule puts findings together by rule: warnings before notes, then the rules that found most, then as rules are read out.
func byRule(findings []Finding) (list []broken) {
	for _, r := range Rules() {
		b := broken{Rule: r}
		for _, f := range findings {
			if f.Rule == r.ID {
				b.found = append(b.found, f)
			}
		}
		if len(b.found) > 0 {
			list = append(list, b)
		}
	}
	slices.SortStableFunc(list, func(a, b broken) int {
		if a.Level != b.Level {
			if a.Level == Warning {
				return -1
			}
			return 1
		}
		return cmp.Compare(len(b.found), len(a.found))
	})
	return list
}

// several is a level as so many of its findings are called.
func (l Level) several(n int) string {
	if n == 1 {
		return string(l)
	}
	return string(l) + "s"
}

// Summary counts findings by level.
func Summary(findings []Finding) string {
	warnings := 0
	for _, f := range findings {
		if f.Level == Warning {
			warnings++
		}
	}
	notes := len(findings) - warnings
	if len(findings) == 0 {
		return "nothing found"
	}
	several := func(n int, noun string) string {
		if n == 0 {
			return "no " + noun + "s"
		}
		return counted(n, "one "+noun, "%s "+noun+"s")
	}
	return several(warnings, "warning") + ", " + several(notes, "note")
}

// JSON writes findings with their rules.
func JSON(w io.Writer, checked []Checked) error {
	for i := range checked {
		if checked[i].Findings == nil {
			checked[i].Findings = []Finding{}
		}
	}
	return indented(w, struct {
		Organisations []Checked `json:"organisations"`
		Rules         []Rule    `json:"rules"`
	}{checked, Rules()})
}

// RulesTable writes the rules for people in a terminal.
func RulesTable(w io.Writer) error {
	var b strings.Builder
	for n, r := range Rules() {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s (%s): %s\n", r.ID, r.Level, r.Name)
		for _, line := range [][2]string{
			{"about", strings.Join(r.About, ", ")},
			{"source", r.Source},
			{"why", r.Why},
			{"detected", r.Detected},
			{"satisfied", r.Satisfy},
			{"dismissed", r.Dismiss},
		} {
			fmt.Fprintf(&b, "  %-9s  %s\n", line[0], line[1])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// RulesJSON writes the rules.
func RulesJSON(w io.Writer) error {
	return indented(w, struct {
		Rules []Rule `json:"rules"`
	}{Rules()})
}

func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
