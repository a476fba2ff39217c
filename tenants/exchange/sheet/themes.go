package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// themeTitles are the themes as the pages call them.
var themeTitles = map[strategy.Theme]string{
	"wgll:well_led":                 "What Good Looks Like: well led",
	"wgll:smart_foundations":        "What Good Looks Like: smart foundations",
	"wgll:safe_practice":            "What Good Looks Like: safe practice",
	"wgll:support_people":           "What Good Looks Like: support people",
	"wgll:empower_citizens":         "What Good Looks Like: empower citizens",
	"wgll:improve_care":             "What Good Looks Like: improve care",
	"wgll:healthy_populations":      "What Good Looks Like: healthy populations",
	"shift:hospital_to_community":   "Shift: hospital to community",
	"shift:analogue_to_digital":     "Shift: analogue to digital",
	"shift:sickness_to_prevention":  "Shift: sickness to prevention",
	"aim:outcomes":                  "System aim: outcomes in population health and healthcare",
	"aim:inequalities":              "System aim: inequalities in outcomes, experience and access",
	"aim:productivity":              "System aim: productivity and value for money",
	"aim:social_and_economic":       "System aim: social and economic development",
	"principle:needs":               "Principle: what patients and staff need",
	"principle:realistic_goals":     "Principle: clear, realistic goals",
	"principle:test_and_learn":      "Principle: test, measure and learn",
	"principle:long_and_short_term": "Principle: think long term, deliver in the short term",
	"principle:in_house_team":       "Principle: an in-house digital team",
	"principle:suppliers":           "Principle: the best out of suppliers",
	"principle:trust":               "Principle: build trust, not barriers",
	"principle:change_course":       "Principle: do not stick to the wrong plan",
}

// themeOf is the theme that a text names by its title or its id, in whatever capitals and signs. A part of a name is none: what a
// trust calls "People" is its own.
func themeOf(text string) (strategy.Theme, bool) {
	said := wordsOf(text)
	for _, t := range strategy.Themes() {
		if slices.Equal(wordsOf(string(t)), said) || slices.Equal(wordsOf(themeTitles[t]), said) {
			return t, true
		}
	}
	return "", false
}

// readThemes reads a list of themes. Some titles have commas, so that a line is a title before it is a list.
func readThemes(text string) (string, error) {
	var read []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == '\n' }) {
		named := split(line)
		if _, whole := themeOf(line); whole {
			named = []string{line}
		}
		for _, one := range named {
			t, known := themeOf(one)
			if !known {
				return "", fmt.Errorf("%q is no theme here. Write one by its full name, such as “%s” or “%s”, or leave the column out",
					strings.TrimSpace(one), themeTitles["wgll:well_led"], themeTitles["shift:analogue_to_digital"])
			}
			if !slices.Contains(read, string(t)) {
				read = append(read, string(t))
			}
		}
	}
	return strings.Join(read, ","), nil
}

// unthemed lets go of a column of themes whose values are mostly a trust's own words.
func (g *guessing) unthemed() {
	at := g.layout.column("themes")
	known := func(v string) bool { _, err := readThemes(v); return err == nil }
	if values := g.values(at); len(values) > 0 && share(values, known) <= 0.5 {
		g.layout.Columns = slices.DeleteFunc(g.layout.Columns, func(c Column) bool { return c.As == "themes" })
	}
}
