package yamldoc_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
)

func TestPageLayout(t *testing.T) {
	t.Parallel()
	const long = "Anyone treating or supporting a resident should be able to open a single, current view of that person's history, medicines and allergies."
	var p yamldoc.Page
	p.Raw("", "format", "1")
	p.Open("", "system")
	p.Field("  ", "name", "Carrowmere: a system")
	p.Field("  ", "empty", "")
	p.Field("  ", "vision", long)
	p.Open("", "goals")
	p.Field("- ", "id", "G1")
	p.Field("  ", "description", "First.\n\n"+long+"\nLast.")
	p.Field("  ", "target", "7")
	p.Field("  ", "title", "  two  spaces")
	p.Open("", "principles")
	p.Item("- ", "no")
	p.Item("- ", long)
	const want = `format: 1
system:
  name: 'Carrowmere: a system'
  vision: >-
    Anyone treating or supporting a resident should be able to open a single, current view of that
    person's history, medicines and allergies.
goals:
- id: G1
  description: >-
    First.


    Anyone treating or supporting a resident should be able to open a single, current view of that
    person's history, medicines and allergies.

    Last.
  target: "7"
  title: '  two  spaces'
principles:
- "no"
- >-
  Anyone treating or supporting a resident should be able to open a single, current view of that
  person's history, medicines and allergies.
`
	if diff := cmp.Diff(want, string(p.Bytes())); diff != "" {
		t.Error(diff)
	}
}

// A text that folding would change is written in one line: spaces at the place where a line would be broken, at the
// end of a paragraph or at its beginning.
func TestPageFoldsOnlyWhatSurvives(t *testing.T) {
	t.Parallel()
	line := strings.Repeat("word ", 19)
	full := strings.Repeat("x", 98) // and the margin
	for _, text := range []string{full + "  after", full + " \nafter", line + "\n after", line + "\n\n  after", strings.Repeat("x", 200), strings.Repeat("x", 200) + " y", line + "\u2028after"} {
		var p yamldoc.Page
		p.Field("", "id", "x")
		p.Field("", "title", text)
		record, problems, ok := parse(t, string(p.Bytes()))
		if got := record.Prose("title", 1000); !ok || got != text {
			t.Errorf("%q was read as %q %v", text, got, told(problems))
		}
	}
}

// nasty is made of what YAML gives a meaning to, and of what editors and terminals trip over.
var nasty = rapid.SampledFrom([]string{
	"word", "e", "1e3", "0x1f", "1_000", "yes", "No", "null", "~", "true", "2027-03", "2027-03-01", ".inf", "12:30:45", "<<", "=",
	" ", " ", "  ", "\n", "\n\n", "\t", ":", ": ", " #", "#", "-", "- ", "--- ", "...", "?", "? ", "*", "&a", "!", "!!str", "|", ">", ">-", "%", "@", "`",
	"'", "''", `"`, `\`, `\n`, "{", "}", "[", "]", ",", "🏥", "👩🏽\u200d⚕️", "עברית", "العربية", "\u202e", "\u200f", "\u00a0", "\u2028", "\u2029", "\ufeff",
	"é", "e\u0301", "Ω", "漢字", "\ue000", "\U0010fffd", "\ufffd", "a long word that goes on and on until the line is full and has to be broken somewhere",
})

func nastyText(t *rapid.T, name string) string {
	return yamldoc.Tidy(strings.Join(rapid.SliceOfN(nasty, 0, 40).Draw(t, name), ""))
}

// Whatever is written is read again as it was, and the lines of a folded text are of a width to read.
func TestPageIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id, title, part := "x"+nastyText(t, "id"), nastyText(t, "title"), "y"+nastyText(t, "part")
		var p yamldoc.Page
		p.Field("", "id", id)
		p.Open("", "parts")
		p.Item("- ", part)
		p.Item("- ", "end")
		p.Open("", "inside")
		p.Field("  ", "id", id)
		p.Field("  ", "title", title)
		problems := new(yamldoc.Problems)
		record, ok := yamldoc.Parse("a.yaml", p.Bytes(), thing, problems)
		if !ok || problems.Count() > 0 {
			t.Fatalf("%s\n%v", p.Bytes(), told(problems))
		}
		inside, _ := record.Record("inside", thing)
		parts := record.Texts("parts", 10_000)
		if len(parts) != 2 {
			t.Fatalf("%s", p.Bytes())
		}
		got := []string{record.Prose("id", 10_000), inside.Prose("id", 10_000), inside.Prose("title", 10_000), parts[0].Value}
		if diff := cmp.Diff([]string{id, id, title, part}, got); diff != "" {
			t.Fatalf("%s\n%s", p.Bytes(), diff)
		}
	})
}
