package yamldoc

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Fields says what a record is called and which fields it has, in the order in which people write them.
type Fields struct {
	Noun  string
	Names []string
	Need  []string // those that may not be missing or empty
}

// Record is a set of fields, each with its line. Asking for a field that is missing or null gives nothing; asking
// for one of the wrong type notes the problem and gives nothing.
type Record struct {
	at       Place
	fields   []field
	problems *Problems
}

type field struct {
	name  string
	at    Place
	value *yaml.Node
}

// Text is a text and its place.
type Text struct {
	Value string
	At    Place
}

// maxFields is several times what any record has. Beyond it the fields are not named one by one.
const maxFields = 50

// newRecord checks that a node is a set of the fields. It is not ok when the node is something else.
func newRecord(file string, node *yaml.Node, fields Fields, problems *Problems) (Record, bool) {
	r := Record{at: Place{file, node.Line}, problems: problems}
	if node.Kind != yaml.MappingNode {
		problems.Addf(r.at, "%s was expected, as fields (%s), not %s.", sentence(Article(fields.Noun)), List(fields.Names, "and"), kindOf(node))
		return Record{}, false
	}
	if count := len(node.Content) / 2; count > maxFields {
		problems.Addf(r.at, "%s has %d fields: it may have %s.", sentence(Article(fields.Noun)), count, List(fields.Names, "and"))
		return Record{}, false
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		r.add(node.Content[i], node.Content[i+1], fields)
	}
	for _, name := range fields.Need {
		if value := r.value(name); value == nil || value.Kind == yaml.ScalarNode && strings.TrimSpace(value.Value) == "" {
			problems.Addf(r.At(name), "%s needs %s: field %q is missing or empty.", sentence(Article(fields.Noun)), Article(name), name)
		}
	}
	return r, true
}

func (r *Record) add(key, value *yaml.Node, fields Fields) {
	at := Place{r.at.File, key.Line}
	first := slices.IndexFunc(r.fields, func(f field) bool { return f.name == key.Value })
	switch {
	case key.Kind != yaml.ScalarNode:
		r.problems.Addf(at, "The name of a field was expected here, not %s.", kindOf(key))
	case !slices.Contains(fields.Names, key.Value):
		r.problems.Addf(at, "Unknown field %s%s: %s has %s.", Quote(key.Value), suggestion(key.Value, fields.Names), Article(fields.Noun), List(fields.Names, "and"))
	case first >= 0:
		r.problems.Addf(at, "Field %q is given twice: the first is on line %d.", key.Value, r.fields[first].at.Line)
	default:
		r.fields = append(r.fields, field{key.Value, at, value})
	}
}

// value gives a field's node, or nil when it is missing or null.
func (r Record) value(name string) *yaml.Node {
	for _, f := range r.fields {
		if f.name == name && !isNull(f.value) {
			return f.value
		}
	}
	return nil
}

// Has reports whether the field is there and not null.
func (r Record) Has(name string) bool { return r.value(name) != nil }

// At is the place of a field, or the record's when the field is missing.
func (r Record) At(name string) Place {
	for _, f := range r.fields {
		if f.name == name {
			return f.at
		}
	}
	return r.at
}

// Line gives a text of one line, such as a title, of at most so many characters. White space in it becomes single
// spaces. A number, a date or a yes is kept as it is written.
func (r Record) Line(name string, most int) string {
	text, _ := r.text(name, r.value(name), most)
	return strings.Join(strings.Fields(text), " ")
}

// Prose gives a text that may have several lines and paragraphs, of at most so many characters, without white
// space around it.
func (r Record) Prose(name string, most int) string {
	text, _ := r.text(name, r.value(name), most)
	return text
}

// Word gives one word of a list, or nothing when the field is missing or holds another.
func (r Record) Word(name string, words []string) string {
	word := r.Line(name, maxWord)
	if word == "" || slices.Contains(words, word) {
		return word
	}
	r.problems.Addf(r.At(name), "Unknown %s %s%s: write one of %s.", name, Quote(word), suggestion(word, words), List(words, "or"))
	return ""
}

// maxWord is longer than any word of a list.
const maxWord = 64

// Bool gives true or false.
func (r Record) Bool(name string) bool {
	value := r.value(name)
	if value == nil {
		return false
	}
	if value.Kind != yaml.ScalarNode || value.Tag != "!!bool" {
		r.problems.Addf(r.At(name), "Field %q is either true or false.", name)
		return false
	}
	return strings.EqualFold(value.Value, "true")
}

// Texts gives a list of texts, each of at most so many characters and none empty.
func (r Record) Texts(name string, most int) []Text {
	var texts []Text
	for _, item := range r.items(name) {
		at := Place{r.at.File, item.Line}
		switch text, ok := r.text(name, item, most); {
		case ok && text == "":
			r.problems.Addf(at, "This item of %q is empty.", name)
		case ok:
			texts = append(texts, Text{text, at})
		}
	}
	return texts
}

// Record gives a record inside this one.
func (r Record) Record(name string, fields Fields) (Record, bool) {
	value := r.value(name)
	if value == nil {
		return Record{at: r.At(name), problems: r.problems}, false
	}
	return newRecord(r.at.File, value, fields, r.problems)
}

// Records gives a list of records inside this one, leaving out what is not one.
func (r Record) Records(name string, fields Fields) []Record {
	var records []Record
	for _, item := range r.items(name) {
		if record, ok := newRecord(r.at.File, item, fields, r.problems); ok {
			records = append(records, record)
		}
	}
	return records
}

func (r Record) items(name string) []*yaml.Node {
	value := r.value(name)
	if value == nil {
		return nil
	}
	if value.Kind != yaml.SequenceNode {
		r.problems.Addf(r.At(name), "Field %q is a list (a dash before each item), not %s.", name, kindOf(value))
		return nil
	}
	return value.Content
}

// text gives a node's text without white space around it. It is not ok when the node is no text, or a wrong one.
func (r Record) text(name string, value *yaml.Node, most int) (text string, ok bool) {
	if value == nil {
		return "", true
	}
	at := Place{r.at.File, value.Line}
	if value.Kind != yaml.ScalarNode {
		r.problems.Addf(at, "Field %q is a text, not %s.", name, kindOf(value))
		return "", false
	}
	if isNull(value) {
		return "", true
	}
	text = Tidy(value.Value)
	if bad, found := unprintable(text); found {
		r.problems.Addf(at, "The text of %q has a control character (%U) in it: delete it.", name, bad)
		return "", false
	}
	if n := len([]rune(text)); n > most {
		r.problems.Addf(at, "The text of %q has %d characters: at most %d are allowed.", name, n, most)
		return "", false
	}
	return text, true
}

// Tidy takes white space away around a text and gives it plain line breaks.
func Tidy(text string) string {
	return strings.TrimSpace(lineBreaks.Replace(text))
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func kindOf(node *yaml.Node) string {
	switch {
	case isNull(node):
		return "nothing"
	case node.Kind == yaml.MappingNode:
		return "a set of fields"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	default:
		return "a text"
	}
}
