package yamldoc

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v3"
)

// maxDepth is twice what the deepest file of the format has.
const maxDepth = 12

// Parse reads one document, whose top level has these fields. When it cannot be read at all, ok is false and the
// problems say why; when single values are wrong, the problems say so and the record has the others.
func Parse(file string, data []byte, fields Fields, problems *Problems) (record Record, ok bool) {
	if !clean(file, data, problems) {
		return Record{}, false
	}
	root, ok := parse(file, data, problems)
	if !ok || !plain(file, root, problems) {
		return Record{}, false
	}
	return newRecord(file, root, fields, problems)
}

// parse gives the root of the only document.
func parse(file string, data []byte, problems *Problems) (*yaml.Node, bool) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, second yaml.Node
	err := decoder.Decode(&document)
	if errors.Is(err, io.EOF) || err == nil && isNull(document.Content[0]) {
		problems.Addf(Place{File: file}, "The file is empty.")
		return nil, false
	}
	if err == nil {
		err = decoder.Decode(&second)
	}
	switch {
	case errors.Is(err, io.EOF):
		return document.Content[0], true
	case err == nil:
		problems.Addf(Place{file, second.Line}, "A second document begins here: a file holds one.")
	default:
		line, reason := diagnose(data)
		problems.Addf(Place{file, line}, "%s", reason)
	}
	return nil, false
}

// plain refuses what YAML can do and a strategy does not need: it lets a small file mean a large one, or a text
// mean something else than it says.
func plain(file string, root *yaml.Node, problems *Problems) bool {
	before := problems.Count()
	var walk func(node *yaml.Node, depth int)
	walk = func(node *yaml.Node, depth int) {
		at := Place{file, node.Line}
		switch {
		case depth > maxDepth:
			problems.Addf(at, "The values are nested more than %d deep.", maxDepth)
			return
		case node.Kind == yaml.AliasNode:
			problems.Addf(at, "*%s is an alias: write the text out, or put it in quotes if it begins with a star.", clip(node.Value))
			return
		case node.Anchor != "":
			problems.Addf(at, "&%s is an anchor: leave it out, or put the text in quotes if it begins with an ampersand.", clip(node.Anchor))
		case node.Style&yaml.TaggedStyle != 0:
			problems.Addf(at, "%s is a tag: leave it out, or put the text in quotes if it begins with an exclamation mark.", clip(node.Tag))
		case node.Tag == "!!merge":
			problems.Addf(at, "<< is a merge key: write the fields out.")
		}
		for _, child := range node.Content {
			walk(child, depth+1)
		}
	}
	walk(root, 1)
	return problems.Count() == before
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }
