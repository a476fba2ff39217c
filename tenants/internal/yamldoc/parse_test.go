package yamldoc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants/internal/yamldoc"
)

var thing = yamldoc.Fields{Noun: "thing", Names: []string{"id", "title", "parts", "inside", "kind", "done"}, Need: []string{"id"}}

// parse reads a document and gives what is wrong with it, and the record if there is one.
func parse(t *testing.T, text string) (yamldoc.Record, *yamldoc.Problems, bool) {
	t.Helper()
	problems := new(yamldoc.Problems)
	record, ok := yamldoc.Parse("a.yaml", []byte(text), thing, problems)
	return record, problems, ok
}

func told(problems *yamldoc.Problems) []string {
	var lines []string
	for _, field := range problems.Fields() {
		lines = append(lines, field.Name+" "+field.Reason)
	}
	return lines
}

// Each document is wrong in the line and way that a person would say.
func TestParseNamesTheLine(t *testing.T) {
	t.Parallel()
	const (
		key     = "The line does not fit what is above it: check its indentation and its quotation marks."
		colon   = "There is a colon where none was expected: put a text that has a colon and a space in it in quotes, and check the indentation."
		field   = "A field was expected here: its name, a colon and a space, and its text."
		star    = "A text cannot begin with a star or an ampersand: put it in quotes."
		bang    = "A text cannot begin with an exclamation mark: put it in quotes."
		start   = "A text cannot begin with this character: put it in quotes."
		escape  = `A backslash means something in double quotes: write \\ for a backslash, or use single quotes.`
		oneTab  = "The line is indented with a tab: use spaces."
		oneFile = "A second document begins here: a file holds one."
	)
	for name, test := range map[string]struct{ text, want string }{
		"empty":                       {"", "a.yaml The file is empty."},
		"blank lines":                 {"\n\n", "a.yaml The file is empty."},
		"a comment":                   {"# nothing\n", "a.yaml The file is empty."},
		"a document of nothing":       {"---\n", "a.yaml The file is empty."},
		"null":                        {"null\n", "a.yaml The file is empty."},
		"a text":                      {"hello\n", "a.yaml:1 A thing was expected, as fields (id, title, parts, inside, kind and done), not a text."},
		"a list":                      {"# first\n- a\n", "a.yaml:2 A thing was expected, as fields (id, title, parts, inside, kind and done), not a list."},
		"too far left":                {"inside:\n  id: AC\n title: X\n", "a.yaml:3 " + key},
		"too far right":               {"inside:\n  id: AC\n   title: X\n", "a.yaml:3 " + colon},
		"item too far left":           {"parts:\n  - b\n - c\n", "a.yaml:3 " + key},
		"item in fields":              {"id: 1\n- b\n", "a.yaml:2 " + key},
		"item after a field":          {"id: 1\ntitle: - c\n", "a.yaml:2 A list item cannot begin here: begin it with a dash on a line of its own."},
		"field in a list":             {"id: 1\nparts:\n- b\nc\ntitle: e\n", "a.yaml:4 " + field},
		"no colon":                    {"id: 1\nkey without colon\ntitle: 2\n", "a.yaml:2 " + field},
		"two colons":                  {"id: 1\ntitle: x: y\nkind: 3\n", "a.yaml:2 " + colon},
		"two colons in the first":     {"title: Say: it\n", "a.yaml:1 " + colon},
		"text after quotes":           {"id: 1\ntitle: \"abc\" def\n", "a.yaml:2 " + key},
		"quotes in the first line":    {"title: 'it's'\nid: 2\n", "a.yaml:1 " + key},
		"text of a fold too far left": {"title: >-\n      foo\n  bar\nid: c\n", "a.yaml:3 " + key},
		"open single quote":           {"id: 1\ntitle: 'x\nkind: 3\n", "a.yaml:2 A quotation mark is opened here and not closed before the end of the file."},
		"open double quote first":     {"title: \"x\nid: 3\n", "a.yaml:1 A quotation mark is opened here and not closed before the end of the file."},
		"open bracket":                {"id: 1\nparts: [1, 2\ntitle: 3\n", "a.yaml:2 A list is opened with [ here and not closed with ], or a comma in it is missing."},
		"open brace":                  {"id: 1\ninside: {id: b\ntitle: d\n", "a.yaml:2 A set of fields is opened with { here and not closed with }, or a comma in it is missing."},
		"closing bracket":             {"id: 1\ntitle: ]\n", "a.yaml:2 A value was expected here."},
		"at":                          {"id: 1\ntitle: @x\n", "a.yaml:2 " + start},
		"back quote":                  {"id: 1\ntitle: `x\n", "a.yaml:2 " + start},
		"per cent":                    {"id: 1\ntitle: %x\n", "a.yaml:2 " + start},
		"bullet":                      {"id: 1\ntitle: * x\n", "a.yaml:2 " + star},
		"star":                        {"id: 1\ntitle: *x\n", "a.yaml:2 A text cannot begin with a star: put it in quotes."},
		"ampersand":                   {"id: 1\ntitle: & x\n", "a.yaml:2 " + star},
		"exclamation mark":            {"id: 1\ntitle: !x!y c\n", "a.yaml:2 " + bang},
		"exclamation mark alone":      {"id: 1\ntitle: !<> c\n", "a.yaml:2 " + bang},
		"bar":                         {"id: 1\ntitle: |9x\n c\n", "a.yaml:2 A text cannot begin with | or >: put it in quotes, or begin it on the next line."},
		"backslash":                   {"id: 1\ntitle: \"C:\\Users\"\n", "a.yaml:2 " + escape},
		"unknown escape":              {"id: 1\ntitle: \"\\q\"\n", "a.yaml:2 " + escape},
		"half a character":            {"id: 1\ntitle: \"\\ud800\"\n", "a.yaml:2 This escape is not a character."},
		"directive":                   {"%YAML 3.0\n---\nid: 1\n", "a.yaml:1 This is not YAML as the format needs it (found incompatible YAML document)."},
		"byte order mark":             {"\ufeffid: 1\ntitle: x: y\n", "a.yaml:2 " + colon},
		"nothing but a mark":          {"\ufeff", "a.yaml The file is empty."},
		"tab":                         {"inside:\n\tid: x\n", "a.yaml:2 " + oneTab},
		"tab in a text":               {"title: >-\n  a\n\t b\nid: 1\n", "a.yaml:3 " + oneTab},
		"two documents":               {"id: 1\n---\nid: 2\n", "a.yaml:2 " + oneFile},
		"two empty documents":         {"id: 1\n---\n", "a.yaml:2 " + oneFile},
		"text after the end":          {"id: 1\n...\nid: 2\n", "a.yaml:3 There is more after the end of the document: a file holds one."},
		"wrong second document":       {"id: 1\n---\nid: *x\n", "a.yaml:3 A text cannot begin with a star: put it in quotes."},
		"anchor":                      {"id: 1\ntitle: &x text\n", "a.yaml:2 &x is an anchor: leave it out, or put the text in quotes if it begins with an ampersand."},
		"tag":                         {"id: 1\ntitle: !x text\n", "a.yaml:2 !x is a tag: leave it out, or put the text in quotes if it begins with an exclamation mark."},
		"known tag":                   {"id: 1\ntitle: !!str text\n", "a.yaml:2 !!str is a tag: leave it out, or put the text in quotes if it begins with an exclamation mark."},
		"merge key":                   {"id: 1\n<<: {title: x}\n", "a.yaml:2 << is a merge key: write the fields out."},
		"not UTF-8":                   {"id: 1\ntitle: caf\xe9\n", "a.yaml:2 The file is not UTF-8 text from this line on: save it with the encoding UTF-8."},
		"UTF-16":                      {"\xff\xfei\x00d\x00", "a.yaml:1 The file is not UTF-8 text from this line on: save it with the encoding UTF-8."},
		"NUL":                         {"id: 1\ntitle: a\x00b\n", "a.yaml:2 There is a control character (U+0000) in this line: delete it."},
		"escape character":            {"id: 1\ntitle: \x1b[31m\n", "a.yaml:2 There is a control character (U+001B) in this line: delete it."},
		"C1 control":                  {"id: 1\ntitle: a\u0090b\n", "a.yaml:2 There is a control character (U+0090) in this line: delete it."},
		"no character":                {"id: 1\ntitle: a\uffffb\n", "a.yaml:2 There is a control character (U+FFFF) in this line: delete it."},
		"deep":                        {"id: 1\nparts: [[[[[[[[[[[[a]]]]]]]]]]]]\n", "a.yaml:2 The values are nested more than 12 deep."},
		"deeper":                      {"id: 1\nparts: " + strings.Repeat("[", 20000), "a.yaml:2 The values are nested too deep."},
		"missing":                     {"title: x\n", `a.yaml:1 A thing needs an id: field "id" is missing or empty.`},
		"empty id":                    {"title: x\nid: ' '\n", `a.yaml:2 A thing needs an id: field "id" is missing or empty.`},
		"unknown field":               {"id: 1\ntilte: x\n", `a.yaml:2 Unknown field "tilte" (did you mean "title"?): a thing has id, title, parts, inside, kind and done.`},
		"very unknown field":          {"id: 1\nversion: x\n", `a.yaml:2 Unknown field "version": a thing has id, title, parts, inside, kind and done.`},
		"field twice":                 {"id: 1\ntitle: x\nid: 2\n", `a.yaml:3 Field "id" is given twice: the first is on line 1.`},
		"list as a name":              {"id: 1\n[a]: b\n", "a.yaml:2 The name of a field was expected here, not a list."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, problems, _ := parse(t, test.text)
			if diff := cmp.Diff([]string{test.want}, told(problems)); diff != "" {
				t.Errorf("%q: %s", test.text, diff)
			}
		})
	}
}

func TestParseAliases(t *testing.T) {
	t.Parallel()
	_, problems, ok := parse(t, "id: &x text\ntitle: *x\n")
	want := []string{
		"a.yaml:1 &x is an anchor: leave it out, or put the text in quotes if it begins with an ampersand.",
		"a.yaml:2 *x is an alias: write the text out, or put it in quotes if it begins with a star.",
	}
	if diff := cmp.Diff(want, told(problems)); diff != "" || ok {
		t.Error(ok, diff)
	}
}

func TestRecord(t *testing.T) {
	t.Parallel()
	record, problems, ok := parse(t, "\ufeffid: 1e3\r\ntitle:   \"A  title\\tof\\n two lines \"\r\nparts: [a, 2]\r\nkind: Yes\r\ndone: true\r\ninside:\r\n  id: 2027-03\r\n  title: |\r\n    one\r\n\r\n    two\r\n")
	if !ok || problems.Count() > 0 {
		t.Fatal(told(problems))
	}
	inside, ok := record.Record("inside", thing)
	texts := record.Texts("parts", 10)
	got := []any{record.Line("id", 10), record.Line("title", 30), record.Line("kind", 10), record.Bool("done"), ok, inside.Line("id", 10), inside.Prose("title", 10), len(texts), texts[1].Value, texts[1].At.String(), inside.Has("parts"), inside.Line("kind", 3)}
	want := []any{"1e3", "A title of two lines", "Yes", true, true, "2027-03", "one\n\ntwo", 2, "2", "a.yaml:3", false, ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	record, problems, _ := parse(t, `id: "\t a \r\n b\rc\td\u00a0 \n"`)
	if got := record.Prose("id", 20); got != "a \n b\nc\td" || problems.Count() > 0 {
		t.Errorf("%q %v", got, told(problems))
	}
}

func TestRecordNamesTheWrongType(t *testing.T) {
	t.Parallel()
	record, problems, _ := parse(t, `id: [a]
title: >-
  12345678901
parts: a
kind: roud
done: yes
inside: b
`)
	_ = record.Line("id", 10)
	_ = record.Prose("title", 10)
	_ = record.Texts("parts", 10)
	_ = record.Records("parts", thing)
	_ = record.Word("kind", []string{"round", "square", "flat"})
	_ = record.Bool("done")
	_, _ = record.Record("inside", thing)
	want := []string{
		`a.yaml:1 Field "id" is a text, not a list.`,
		`a.yaml:2 The text of "title" has 11 characters: at most 10 are allowed.`,
		`a.yaml:4 Field "parts" is a list (a dash before each item), not a text.`,
		`a.yaml:4 Field "parts" is a list (a dash before each item), not a text.`,
		`a.yaml:5 Unknown kind "roud" (did you mean "round"?): write one of round, square or flat.`,
		`a.yaml:6 Field "done" is either true or false.`,
		`a.yaml:7 A thing was expected, as fields (id, title, parts, inside, kind and done), not a text.`,
	}
	if diff := cmp.Diff(want, told(problems)); diff != "" {
		t.Error(diff)
	}
}

func TestTextsNamesTheItem(t *testing.T) {
	t.Parallel()
	record, problems, _ := parse(t, "id: 1\nparts:\n- a\n-\n- {b: c}\n- \"\\a\"\n- ''\n")
	if got := record.Texts("parts", 10); len(got) != 1 {
		t.Error(got)
	}
	want := []string{
		`a.yaml:4 This item of "parts" is empty.`,
		`a.yaml:5 Field "parts" is a text, not a set of fields.`,
		`a.yaml:6 The text of "parts" has a control character (U+0007) in it: delete it.`,
		`a.yaml:7 This item of "parts" is empty.`,
	}
	if diff := cmp.Diff(want, told(problems)); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsAreSortedAndBounded(t *testing.T) {
	t.Parallel()
	var problems yamldoc.Problems
	const count = 10_000
	for i := range count {
		line := (7919*i)%count + 1 // each line once, in no order
		problems.Addf(yamldoc.Place{File: fmt.Sprintf("%c.yaml", 'b'-line%2), Line: line}, "wrong %d", line)
	}
	problems.Addf(yamldoc.Place{File: "a.yaml"}, "wrong as a whole")
	fields := problems.Fields()
	if problems.Count() != count+1 || len(fields) != 51 {
		t.Fatal(problems.Count(), len(fields))
	}
	want := []fault.Field{{Name: "a.yaml", Reason: "wrong as a whole"}, {Name: "a.yaml:1", Reason: "wrong 1"}, {Name: "a.yaml:3", Reason: "wrong 3"}}
	if diff := cmp.Diff(want, fields[:3]); diff != "" {
		t.Error(diff)
	}
	if last := (fault.Field{Name: "a.yaml:97", Reason: "wrong 97"}); fields[49] != last {
		t.Error(fields[49])
	}
	if diff := cmp.Diff(fault.Field{Name: "...", Reason: "and 9951 more."}, fields[50]); diff != "" {
		t.Error(diff)
	}
}

// Small files that would mean large ones, and files that hold nothing but beginnings, are refused: most of them before
// the parser spends memory and time on them.
func TestParseRefusesBombs(t *testing.T) {
	t.Parallel()
	const (
		size = 2 << 20
		many = "The file has more than 400000 values: no strategy has as many."
	)
	for name, test := range map[string]struct{ text, want string }{
		"fields":      {"{" + strings.Repeat("a,", size/2) + "}", many},
		"items":       {strings.Repeat("- \n", size/3), many},
		"keys":        {strings.Repeat("a: \n", size/4), many},
		"questions":   {strings.Repeat("? a\n", size/4), many},
		"comments":    {strings.Repeat("a:\n  # x\n", size/9), many},
		"brackets":    {strings.Repeat("[", size), many},
		"braces":      {strings.Repeat("{", size), many},
		"dashes":      {strings.Repeat("- ", size/2), many},
		"a last dash": {strings.Repeat(",", 400_000) + "-", many},
		"aliases":     {"a: &a [x,x]\nb: &b [*a,*a]\n", "&a is an anchor"},
		"blank lines": {strings.Repeat("\n", size) + "'", "A quotation mark is opened here"},
		"open quote":  {"a: '" + strings.Repeat("b\n", size/2), "A quotation mark is opened here"},
		"many fields": {strings.Repeat("a: \n", 51), "A thing has 51 fields"},
		"long line":   {"a: b: " + strings.Repeat("c", size), "There is a colon where none was expected"},
		"late error":  {strings.Repeat("a: \n", 20_000) + " b\nc:d\ne: @\n", "A field was expected here"},
		"bad lines":   {strings.Repeat("\ta\x01\n", size/4), "There is a control character"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, problems, ok := parse(t, test.text)
			if lines := told(problems); ok || !strings.Contains(lines[0], test.want) {
				t.Errorf("not refused as %q: %.200q", test.want, lines)
			}
		})
	}
}
