package archimate

import "encoding/xml"

// The elements of the exchange format, in the order in which its schema has them.

type model struct {
	XMLName       xml.Name     `xml:"model"`
	Namespace     string       `xml:"xmlns,attr"`
	Instance      string       `xml:"xmlns:xsi,attr"`
	Location      string       `xml:"xsi:schemaLocation,attr"`
	Identifier    string       `xml:"identifier,attr"`
	Name          text         `xml:"name"`
	Documentation *text        `xml:"documentation"`
	Elements      *elements    `xml:"elements"`
	Relationships *relations   `xml:"relationships"`
	Definitions   *definitions `xml:"propertyDefinitions"`
}

// A list that nothing is in is left out: the schema asks for one or more.

type elements struct {
	List []element `xml:"element"`
}

type relations struct {
	List []relation `xml:"relationship"`
}

type definitions struct {
	List []definition `xml:"propertyDefinition"`
}

type properties struct {
	List []property `xml:"property"`
}

type text struct {
	Language string `xml:"xml:lang,attr"`
	Text     string `xml:",chardata"`
}

type element struct {
	Identifier    string      `xml:"identifier,attr"`
	Type          string      `xml:"xsi:type,attr"`
	Name          text        `xml:"name"`
	Documentation *text       `xml:"documentation"`
	Properties    *properties `xml:"properties"`
}

type relation struct {
	Identifier string `xml:"identifier,attr"`
	Source     string `xml:"source,attr"`
	Target     string `xml:"target,attr"`
	Type       string `xml:"xsi:type,attr"`
	Name       text   `xml:"name"`
}

type property struct {
	Definition string `xml:"propertyDefinitionRef,attr"`
	Value      text   `xml:"value"`
}

type definition struct {
	Identifier string `xml:"identifier,attr"`
	Type       string `xml:"type,attr"`
	Name       string `xml:"name"`
}

func said(words string) text { return text{Language: "en", Text: words} }

func unlessEmpty(words string) *text {
	if words == "" {
		return nil
	}
	t := said(words)
	return &t
}
