package archimate_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/throughline-ics/throughline/tenants/exchange/archimate"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const (
	own      = "http://www.opengroup.org/xsd/archimate/3.0/"
	instance = "http://www.w3.org/2001/XMLSchema-instance"
	language = "http://www.w3.org/XML/1998/namespace"
)

// node is an element of a document, as it was read.
type node struct {
	name     string
	attrs    map[xml.Name]string
	text     string
	children []*node
}

func parse(t require, data []byte) *node {
	decoder := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	stack := []*node{root}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		top := stack[len(stack)-1]
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Space != own {
				t.Fatalf("%s is of %q", e.Name.Local, e.Name.Space)
			}
			n := &node{name: e.Name.Local, attrs: map[xml.Name]string{}}
			for _, a := range e.Attr {
				n.attrs[a.Name] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(e)
		}
	}
	return root.children[0]
}

type require interface {
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

func (n *node) attr(space, name string) string { return n.attrs[xml.Name{Space: space, Local: name}] }

func (n *node) named(name string) []*node {
	var list []*node
	for _, c := range n.children {
		if c.name == name {
			list = append(list, c)
		}
	}
	return list
}

var (
	ncName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]*$`)
	// In the order of archimate3_Model.xsd.
	order = map[string][]string{
		"model":              {"name", "documentation", "properties", "metadata", "elements", "relationships", "organizations", "propertyDefinitions"},
		"element":            {"name", "documentation", "properties"},
		"relationship":       {"name", "documentation", "properties"},
		"propertyDefinition": {"name"},
		"property":           {"value"},
		"elements":           {"element"}, "relationships": {"relationship"}, "properties": {"property"}, "propertyDefinitions": {"propertyDefinition"},
		"name": nil, "documentation": nil, "value": nil,
	}
	elementTypes  = []string{"Stakeholder", "Driver", "Assessment", "Goal", "Outcome", "Principle", "Requirement", "Constraint", "Meaning", "Value", "Resource", "Capability", "CourseOfAction", "ValueStream"}
	relationTypes = []string{"Composition", "Aggregation", "Assignment", "Realization", "Serving", "Access", "Influence", "Triggering", "Flow", "Specialization", "Association"}
)

// holds checks a model against the rules of the exchange format.
func holds(t require, data []byte) *node {
	root := parse(t, data)
	if root.name != "model" {
		t.Fatalf("the root is %s", root.name)
	}
	seen, elements, definitions := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var walk func(*node)
	walk = func(n *node) {
		allowed, known := order[n.name]
		if !known {
			t.Errorf("%s is no element of the format", n.name)
		}
		last := 0
		for _, c := range n.children {
			at := slices.Index(allowed, c.name)
			if at < last {
				t.Errorf("%s in %s is out of order or not allowed", c.name, n.name)
			}
			last = max(at, last)
			walk(c)
		}
		if len(n.children) == 0 && order[n.name] != nil && strings.HasSuffix(n.name, "s") {
			t.Errorf("%s is empty", n.name) // a list has one or more
		}
		if slices.Contains([]string{"model", "element", "relationship", "propertyDefinition"}, n.name) {
			id := n.attr("", "identifier")
			if !ncName.MatchString(id) || seen[id] {
				t.Errorf("the identifier %q of %s is no name, or there twice", id, n.name)
			}
			seen[id] = true
			if names := n.named("name"); len(names) == 0 || strings.TrimSpace(names[0].text) == "" {
				t.Errorf("%s has no name", id)
			} else if n.name != "propertyDefinition" && names[0].attr(language, "lang") == "" {
				t.Errorf("the name of %s has no language", id)
			}
		}
	}
	walk(root)
	for _, e := range root.named("elements") {
		for _, one := range e.children {
			elements[one.attr("", "identifier")] = true
			if kind := one.attr(instance, "type"); !slices.Contains(elementTypes, kind) {
				t.Errorf("%q is no type of element", kind)
			}
		}
	}
	for _, d := range root.named("propertyDefinitions") {
		for _, one := range d.children {
			definitions[one.attr("", "identifier")] = true
		}
	}
	for _, r := range root.named("relationships") {
		for _, one := range r.children {
			if !elements[one.attr("", "source")] || !elements[one.attr("", "target")] || !slices.Contains(relationTypes, one.attr(instance, "type")) {
				t.Errorf("a relationship leads nowhere or is none: %v", one.attrs)
			}
		}
	}
	for _, e := range root.named("elements") {
		for _, one := range e.children {
			for _, list := range one.named("properties") {
				for _, p := range list.children {
					if !definitions[p.attr("", "propertyDefinitionRef")] {
						t.Errorf("a property is not defined: %v", p.attrs)
					}
				}
			}
		}
	}
	return root
}

func document() strategy.Document {
	return strategy.Document{Header: strategy.Header{Title: "Digital <plan> & more", Mission: "Care"}, Items: []strategy.Item{
		{Kind: strategy.KindAim, Code: "A1", Title: "Safer care"},
		{Kind: strategy.KindNeed, Code: "U 1", Title: "To see the letter", Body: strategy.Body{Role: "Community nurse"}},
		{Kind: strategy.KindObjective, Code: "O_1", Title: "Share\nrecords", Body: strategy.Body{Owner: "Chief nurse", Aims: []string{"A1"}, Needs: []string{"U 1"}}},
		{Kind: strategy.KindInitiative, Code: "I/1", Title: "Tap \x01 and go", Body: strategy.Body{Objectives: []string{"O_1"}, Leads: strategy.Leads{Clinical: "Chief nurse"}}},
		{Kind: strategy.KindService, Code: "S1", Title: "Portal"},
		{Kind: strategy.KindService, Code: "1.1", Title: "Wi-fi", Body: strategy.Body{DependsOn: []string{"S1"}}},
		{Kind: strategy.KindRisk, Code: "R1", Title: "Late parts", Body: strategy.Body{Objectives: []string{"O_1"}, Owner: "chief nurse"}},
		{Kind: strategy.KindPrinciple, Code: "P1", Title: "Open", Body: strategy.Body{Adopts: "P9"}},
	}}
}

// What is written keeps the rules of the format, and says who realises what.
func TestAModelKeepsTheRulesOfTheFormat(t *testing.T) {
	t.Parallel()
	data, err := archimate.Write(document())
	if err != nil {
		t.Fatal(err)
	}
	root := holds(t, data)
	var relations []string
	for _, r := range root.named("relationships")[0].children {
		relations = append(relations, r.attr("", "source")+" "+r.attr(instance, "type")+" "+r.attr("", "target"))
	}
	want := []string{
		"role-Community_20-nurse Association id-U_20-1", "id-U_20-1 Influence id-O_5f-1", "role-Chief_20-nurse Association id-O_5f-1", "id-O_5f-1 Realization id-A1",
		"id-I_2f-1 Realization id-O_5f-1", "role-Chief_20-nurse Association id-I_2f-1", "id-1.1 Association id-S1", "role-chief_20-nurse Association id-R1", "id-R1 Influence id-O_5f-1",
	}
	slices.Sort(relations)
	slices.Sort(want)
	if !slices.Equal(relations, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(relations, "\n"), strings.Join(want, "\n"))
	}
	again, err := archimate.Write(document())
	if err != nil || !bytes.Equal(data, again) {
		t.Error("written again it is another model")
	}
	empty, err := archimate.Write(strategy.Document{})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, empty)
}

// Whatever the codes and texts, the model keeps the rules, and every identifier gives its code back.
func TestIdentifiersGiveTheirCodesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringN(1, 12, 40).Filter(func(s string) bool { return !strings.ContainsRune(s, ',') }) // a code has no comma
		codes := rapid.SliceOfNDistinct(code, 1, 8, func(s string) string { return s }).Draw(t, "codes")
		d := strategy.Document{Header: strategy.Header{Title: rapid.StringN(1, 9, 30).Draw(t, "title")}}
		for _, code := range codes {
			if got, ok := archimate.Code(archimate.Identifier(code)); !ok || got != code {
				t.Fatalf("%q comes back as %q", code, got)
			}
			d.Items = append(d.Items, strategy.Item{
				Kind: rapid.SampledFrom(strategy.Kinds()).Draw(t, "kind"), Code: code, Title: "x" + rapid.String().Draw(t, "text"),
				Body: strategy.Body{Owner: rapid.String().Draw(t, "owner"), Objectives: codes, Aims: codes, DependsOn: codes},
			})
		}
		d.Title = "x" + d.Title
		data, err := archimate.Write(d)
		if err != nil {
			t.Fatal(err)
		}
		root, back := holds(t, data), map[string]bool{}
		for _, e := range root.named("elements")[0].children {
			if code, ok := archimate.Code(e.attr("", "identifier")); ok {
				back[code] = true
			}
		}
		for _, code := range codes {
			if !back[code] {
				t.Fatalf("%q is not in the model", code)
			}
		}
	})
	for _, wrong := range []string{"", "id-", "role-A", "id-_zz-", "id-a_5f"} {
		if code, ok := archimate.Code(wrong); ok {
			t.Errorf("%q is of %q", wrong, code)
		}
	}
}
