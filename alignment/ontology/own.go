package ontology

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Misplaced is what is wrong on a line of a file of capabilities.
type Misplaced struct {
	Line   int // from 1
	Reason string
}

// The limits of a system's own capabilities.
const (
	MostOwn     = 500     // capabilities
	largestFile = 4 << 20 // bytes
)

// ReadOwn reads a file of a system's own capabilities, in the format of the files that are part of the program, and checks
// them beside those. It gives them, or every problem by its line.
func ReadOwn(data []byte) ([]Capability, []Misplaced) {
	if len(data) > largestFile {
		return nil, []Misplaced{{1, fmt.Sprintf("The file is larger than %d MiB.", largestFile>>20)}}
	}
	var page yaml.Node
	var f file
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := yaml.Unmarshal(data, &page); err != nil {
		return nil, unread(err)
	}
	if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return nil, unread(err)
	}
	if f.Version != version {
		return nil, []Misplaced{{max(1, lineOf(&page, "version")), fmt.Sprintf("Its version is %d: write version: %d.", f.Version, version)}}
	}
	if len(f.Capabilities) > MostOwn {
		return nil, []Misplaced{{lineOf(&page, "capabilities"), fmt.Sprintf("There are %d capabilities: at most %d are read.", len(f.Capabilities), MostOwn)}}
	}
	var misplaced []Misplaced
	for _, flaw := range Standard().Flaws(f.Capabilities) {
		field, _, _ := strings.Cut(flaw.Field, ".")
		name := f.Capabilities[flaw.At].Code
		misplaced = append(misplaced, Misplaced{lineOf(&page, "capabilities", strconv.Itoa(flaw.At), field), fmt.Sprintf("In %q, %s: %s", name, field, flaw.Reason)})
	}
	slices.SortStableFunc(misplaced, func(a, b Misplaced) int { return a.Line - b.Line })
	if len(misplaced) > 0 {
		return nil, misplaced
	}
	return f.Capabilities, nil
}

// lineOf is the line of a key or of what a list has at a place, or of the last one on the way that is there.
func lineOf(n *yaml.Node, path ...string) int {
	line := max(1, n.Line)
	if n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	for _, step := range path {
		at, next := under(n, step)
		if next == nil {
			break
		}
		line, n = at, next
	}
	return line
}

// under gives what stands under a key or at a place, and its line.
func under(n *yaml.Node, step string) (line int, next *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.SequenceNode {
		if place, err := strconv.Atoi(step); err == nil && place < len(n.Content) {
			return n.Content[place].Line, n.Content[place]
		}
	}
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i].Line, n.Content[i+1]
			}
		}
	}
	return 0, nil
}

var (
	saidLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)
	unknownField = regexp.MustCompile(`^field (\S+) not found in type .*$`)
)

// unread turns what the reader of YAML says into lines.
func unread(err error) []Misplaced {
	texts := []string{err.Error()}
	if several, ok := errors.AsType[*yaml.TypeError](err); ok {
		texts = several.Errors
	}
	var misplaced []Misplaced
	for _, text := range texts {
		m := Misplaced{Line: 1, Reason: strings.TrimPrefix(text, "yaml: ")}
		if found := saidLine.FindStringSubmatch(text); found != nil {
			m.Line, _ = strconv.Atoi(found[1])
			m.Reason = strings.TrimPrefix(text, found[0])
		}
		if field := unknownField.FindStringSubmatch(m.Reason); field != nil {
			m.Reason = fmt.Sprintf("There is no field %q.", field[1])
		} else {
			m.Reason = "It cannot be read: " + m.Reason + "."
		}
		misplaced = append(misplaced, m)
	}
	return misplaced
}

// WriteOwn writes a system's own capabilities as ReadOwn reads them.
func WriteOwn(list []Capability) ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2) //nolint:mnd // as the files are written
	if err := errors.Join(e.Encode(file{version, list}), e.Close()); err != nil {
		return nil, fmt.Errorf("write capabilities: %w", err)
	}
	return b.Bytes(), nil
}
