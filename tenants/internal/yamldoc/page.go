package yamldoc

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// width is where the lines of a long text are broken, in characters.
const width = 100

// Page writes a document in the layout people write by hand: fields in a given order, lists flush with the name of
// their field, long texts folded. The library parses it back; it lays documents out with unbroken lines, which is
// why the layout is ours and only the quoting of short texts is the library's. The zero Page is empty.
//
// A prefix is what stands before a field in its line: "" at the left margin, "  " inside a record, "- " for the
// first field of an item and "  " for its others.
type Page struct{ text strings.Builder }

// Bytes gives what has been written.
func (p *Page) Bytes() []byte { return []byte(p.text.String()) }

// Open writes the name of a field whose record or list follows.
func (p *Page) Open(prefix, name string) {
	p.text.WriteString(prefix + name + ":\n")
}

// Raw writes a field whose value needs no quotes, such as a number.
func (p *Page) Raw(prefix, name, value string) {
	p.text.WriteString(prefix + name + ": " + value + "\n")
}

// Field writes a field and its text. An empty one is left out.
func (p *Page) Field(prefix, name, text string) {
	if text == "" {
		return
	}
	p.text.WriteString(prefix + name + ": ")
	p.scalar(text, len(prefix)+2, len(prefix)+len(name)+2)
}

// Item writes an item of a list of texts.
func (p *Page) Item(prefix, text string) {
	p.text.WriteString(prefix)
	p.scalar(text, len(prefix), len(prefix))
}

// scalar writes a text after so many characters of its line: in that line when it fits, else folded at a margin.
func (p *Page) scalar(text string, margin, column int) {
	if (len(text)+column > width || strings.Contains(text, "\n")) && foldable(text) {
		p.fold(text, strings.Repeat(" ", margin))
		return
	}
	p.text.WriteString(inline(text) + "\n")
}

// inline writes a text in one line, in quotes if it needs them. Anything that is not plainly visible is escaped. What
// is not UTF-8 has no YAML form and stays as it is, for reading to refuse.
func inline(text string) string {
	var value any = text
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		value = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle}
	}
	quoted, err := yaml.Marshal(value)
	if err != nil || !utf8.ValidString(text) {
		return text
	}
	return strings.TrimSuffix(string(quoted), "\n")
}

// foldable reports whether a text survives being folded: reading makes a single line break a space, so every space
// must be a single one between two words.
func foldable(text string) bool {
	for paragraph := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(paragraph, " ") || strings.HasSuffix(paragraph, " ") || strings.Contains(paragraph, "  ") {
			return false
		}
	}
	return text != "" && text[0] != '\n' && text[len(text)-1] != '\n' &&
		!strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
}

// fold writes a text over several lines. A line break of the text is an empty line more.
func (p *Page) fold(text, margin string) {
	p.text.WriteString(">-\n")
	for n, paragraph := range strings.Split(text, "\n") {
		if n > 0 {
			p.text.WriteString("\n")
		}
		if paragraph == "" {
			continue
		}
		p.wrap(strings.Split(paragraph, " "), margin)
	}
}

func (p *Page) wrap(words []string, margin string) {
	p.text.WriteString(margin + words[0])
	column := len(margin) + utf8.RuneCountInString(words[0])
	for _, word := range words[1:] {
		length := utf8.RuneCountInString(word)
		if column+1+length > width {
			p.text.WriteString("\n" + margin + word)
			column = len(margin) + length
			continue
		}
		p.text.WriteString(" " + word)
		column += 1 + length
	}
	p.text.WriteString("\n")
}
