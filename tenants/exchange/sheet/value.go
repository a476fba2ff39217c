package sheet

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/tenants/exchange/dates"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// readValue gives what a cell says as the text that the field takes. Codes are looked up elsewhere.
func readValue(f strategy.Field, c Cell, yearEnds bool) (string, error) {
	switch f.Type {
	case strategy.Date:
		m, err := readMonth(c, yearEnds)
		return m.String(), err
	case strategy.Number:
		return readNumber(c.Text)
	case strategy.Word:
		return readWord(f.Words, c.Text)
	case strategy.Words:
		if f.Name == "themes" {
			return readThemes(c.Text)
		}
		return readWords(f.Words, c.Text)
	case strategy.Line, strategy.Code:
		return oneLine(c.Text), nil
	case strategy.Prose, strategy.Codes, strategy.Measured, strategy.Milestoned, strategy.Changed:
		return c.Text, nil
	default:
		return c.Text, nil
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func readNumber(text string) (string, error) {
	n, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(text), "#"), 64)
	if err != nil || n != math.Trunc(n) || n < 1 || n > 1000 {
		return "", fmt.Errorf("%q is not a whole number from 1", text)
	}
	return strconv.Itoa(int(n)), nil
}

// readWord finds the word of a list that a text means: the word itself, in whatever capitals and signs, or the only one that
// has all the words of the text.
func readWord(words []string, text string) (string, error) {
	said := wordsOf(text)
	var found []string
	for _, w := range words {
		is := wordsOf(w)
		if slices.Equal(is, said) || strings.EqualFold(w, strings.TrimSpace(text)) {
			return w, nil
		}
		if !slices.ContainsFunc(said, func(one string) bool { return !slices.Contains(is, one) }) {
			found = append(found, w)
		}
	}
	if len(found) == 1 && len(said) > 0 {
		return found[0], nil
	}
	return "", fmt.Errorf("%q cannot be chosen here: write one of %s", text, strings.Join(spoken(words), ", "))
}

func readWords(words []string, text string) (string, error) {
	var read []string
	for _, one := range split(text) {
		w, err := readWord(words, one)
		if err != nil {
			return "", err
		}
		if !slices.Contains(read, w) {
			read = append(read, w)
		}
	}
	return strings.Join(read, ","), nil
}

var figure = regexp.MustCompile(`(?i)^[^\pL\d]*\d[^\pL]*(?:(?:out )?of [^\pL]*\d[^\pL]*|k|m|bn|thousand|million|billion|per ?cent)?$`)

// figured reports whether a text is nothing but a figure, a percentage or a date.
func figured(text string) bool {
	_, err := dates.Read(text)
	return err == nil || figure.MatchString(strings.TrimSpace(text))
}

// spoken are words as a sheet shows them.
func spoken(words []string) []string {
	said := make([]string, len(words))
	for i, w := range words {
		said[i] = strings.ReplaceAll(w, "_", " ")
	}
	return said
}

// split takes a list apart, whatever stands between its parts.
func split(text string) []string {
	var list []string
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if one = strings.TrimSpace(one); one != "" {
			list = append(list, one)
		}
	}
	return list
}

var bullet = regexp.MustCompile(`^(?:[-–—•·*▪◦]|\(?\d{1,2}[.)])\s+`)

// lines are the lines of a cell, without the marks of a list.
func lines(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, bullet.ReplaceAllString(line, ""))
		}
	}
	return list
}

// affirmed reports whether a cell says that something is done.
func affirmed(text string) (bool, error) {
	switch plain(text) {
	case "done", "yes", "y", "true", "complete", "completed", "reached", "achieved", "x", "delivered", "closed":
		return true, nil
	case "", "no", "n", "false", "not done", "open", "not started", "in progress", "planned", "not yet":
		return strings.ContainsAny(text, "✓✔☑"), nil
	}
	if blank(text) {
		return false, nil
	}
	return false, fmt.Errorf("%q is neither done nor not done: write done, or leave it empty", text)
}

// alike reports whether two values of a field say the same but for what a spreadsheet cannot keep.
func alike(t strategy.FieldType, a, b string) bool {
	switch t {
	case strategy.Prose:
		return tidy(a) == tidy(b)
	case strategy.Words, strategy.Codes:
		return slices.Equal(split(a), split(b))
	case strategy.Line, strategy.Date, strategy.Number, strategy.Word, strategy.Code, strategy.Measured, strategy.Milestoned, strategy.Changed:
		return oneLine(a) == oneLine(b)
	default:
		return a == b
	}
}
