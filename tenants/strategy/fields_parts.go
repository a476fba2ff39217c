package strategy

import (
	"fmt"
	"strings"

	"github.com/throughline-ics/throughline/internal/fault"
)

// Fields whose values have parts of their own: one value in a line, its parts set apart by bars. A bar within a part is written \|.

const (
	bar        = "|"
	barWithin  = `\|`
	doneWord   = "done"
	mostListed = 50
)

func measured() Field {
	f := Field{Name: "measures", Label: "Measures", Type: Measured, Kinds: measurable}
	f.Text = func(i *Item) string {
		return inLines(i.Body.Measures, func(m Measure) []string { return []string{m.Name, m.Baseline, m.Target, m.Unit} })
	}
	f.Put = func(i *Item, text string) (err error) {
		i.Body.Measures, err = fromLines(text, 4, "name | baseline | target | unit", func(p []string) (Measure, error) {
			return Measure{Name: p[0], Baseline: p[1], Target: p[2], Unit: p[3]}, nil
		})
		return err
	}
	f.check = func(i *Item) []fault.Field { return checkMeasures(i.Body.Measures) }
	return f
}

func milestoned() Field {
	f := Field{Name: "milestones", Label: "Milestones", Type: Milestoned, Kinds: works}
	f.Text = func(i *Item) string {
		return inLines(i.Body.Milestones, func(m Milestone) []string {
			return []string{m.Name, m.Due.String(), map[bool]string{true: doneWord}[m.Done]}
		})
	}
	f.Put = func(i *Item, text string) (err error) {
		i.Body.Milestones, err = fromLines(text, 3, "name | month | done", func(p []string) (Milestone, error) {
			m := Milestone{Name: p[0], Done: strings.EqualFold(p[2], doneWord)}
			return m, m.Due.UnmarshalText([]byte(p[1]))
		})
		return err
	}
	f.check = func(i *Item) []fault.Field {
		broken := few(f.Name, len(i.Body.Milestones))
		for n, m := range i.Body.Milestones {
			broken = append(broken, called(fmt.Sprintf("milestones[%d].name", n), m.Name, "Enter what is reached.")...)
		}
		return broken
	}
	return f
}

func changed() Field {
	f := Field{Name: "changes", Label: "What changes for whom", Type: Changed, Kinds: objectives}
	f.Text = func(i *Item) string {
		return inLines(i.Body.Changes, func(c RoleChange) []string { return []string{string(c.Role), c.What, c.When.String()} })
	}
	f.Put = func(i *Item, text string) (err error) {
		i.Body.Changes, err = fromLines(text, 3, "role | what changes | month", func(p []string) (RoleChange, error) {
			c := RoleChange{Role: Role(p[0]), What: p[1]}
			return c, c.When.UnmarshalText([]byte(p[2]))
		})
		return err
	}
	f.check = func(i *Item) []fault.Field {
		broken := few(f.Name, len(i.Body.Changes))
		for n, c := range i.Body.Changes {
			broken = append(broken, called(fmt.Sprintf("changes[%d].role", n), string(c.Role), "Say for whom it changes.")...)
			broken = append(broken, called(fmt.Sprintf("changes[%d].what", n), c.What, "Say what changes.")...)
		}
		return broken
	}
	return f
}

// called checks a part that must be said.
func called(field, text, reason string) []fault.Field {
	if strings.TrimSpace(text) == "" {
		return []fault.Field{{Name: field, Reason: reason}}
	}
	return Fits(field, text, longestText)
}

func few(field string, n int) []fault.Field {
	if n > mostListed {
		return []fault.Field{{Name: field, Reason: fmt.Sprintf("Give at most %d.", mostListed)}}
	}
	return nil
}

func inLines[T any](list []T, parts func(T) []string) string {
	lines := make([]string, len(list))
	for i, one := range list {
		said := parts(one)
		for len(said) > 0 && said[len(said)-1] == "" {
			said = said[:len(said)-1]
		}
		for n, part := range said {
			said[n] = strings.ReplaceAll(part, bar, barWithin)
		}
		lines[i] = strings.Join(said, " "+bar+" ")
	}
	return strings.Join(lines, "\n")
}

// fromLines reads what inLines wrote; parts at the end of a line may be missing.
func fromLines[T any](text string, parts int, form string, read func([]string) (T, error)) ([]T, error) {
	var list []T
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		given := cut(line)
		if len(given) > parts {
			return nil, fmt.Errorf("%q has too many parts: write %s", strings.TrimSpace(line), form)
		}
		padded := make([]string, parts)
		for i, part := range given {
			padded[i] = strings.ReplaceAll(strings.TrimSpace(part), barWithin, bar)
		}
		one, err := read(padded)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// cut takes a line apart at its bars.
func cut(line string) []string {
	var parts []string
	from := 0
	for at := range line {
		if strings.HasPrefix(line[at:], bar) && !strings.HasSuffix(line[:at], `\`) {
			parts, from = append(parts, line[from:at]), at+len(bar)
		}
	}
	return append(parts, line[from:])
}
