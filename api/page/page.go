package page

import (
	"bytes"
	_ "embed" // for the template
	"html/template"
	"io/fs"
	"regexp"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

//go:embed page.html
var pageText string

//go:embed accessibility.html
var accessibilityText string

var pageTemplate = template.Must(template.Must(template.New("page").Parse(pageText)).Parse(accessibilityText))

// Frame is what stands round every page.
type Frame struct {
	Style string // where the style of the built pages is; empty where they are not built
	Demo  bool   // say that this is a demonstration
}

var styleLink = regexp.MustCompile(`<link rel="stylesheet"[^>]* href="(/assets/[^"]+\.css)"`)

// NewFrame finds the style that the built pages have: there is one, and its name changes with what it says.
func NewFrame(pages fs.FS, demo bool) Frame {
	f := Frame{Demo: demo}
	index, err := fs.ReadFile(pages, "index.html")
	if err != nil {
		return f // a server without pages answers without style
	}
	if found := styleLink.FindSubmatch(index); found != nil {
		f.Style = string(found[1])
	}
	return f
}

// body is what the template writes.
type body struct {
	Frame
	Title     string // of the window, without the name of the service
	Heading   string
	Caption   string
	Sentences []string
	Text      *text // of a published strategy
	Roles     []role
	Reply     Reply
	Statement bool // the statement of accessibility stands in the middle
}

// Reply is what became of the answer that somebody has just given to the question at the end: it was counted, or something is
// wrong with it, and then what they chose stands as they chose it. The zero reply is none.
type Reply struct {
	Counted                   bool
	Wrong                     Wrong
	Recognise, Helps, Neither bool
	Role                      string
}

// Wrong is what somebody is told who is asked again.
type Wrong string

// What may be wrong with an answer.
const (
	Nothing Wrong = "Choose what is true for you, or say that neither is"
	Both    Wrong = "Choose what is true for you or ‘Neither of these’, not both"
)

// Strategy is the page of what an organisation has published. Whoever has just answered the question at its end is thanked, and
// not asked again; whoever said nothing, or two things that cannot both be so, is told so.
func (f Frame) Strategy(of tenants.Publisher, e strategy.Edition, reply Reply) ([]byte, error) {
	b := body{
		Frame: f, Title: e.Header.Title + " - " + of.Name, Heading: e.Header.Title, Caption: of.Name,
		Text: textOf(e.Document()), Roles: roles, Reply: reply,
		Sentences: []string{"Published on " + e.PublishedOn.Format("2 January 2006") + " by " + of.Name + "."},
	}
	if of.Fictional {
		b.Sentences[0] += " The organisation is made up."
	}
	return write(b)
}

// Nothing is the page of an address at which nothing is published: there may never have been anything.
func (f Frame) Nothing() ([]byte, error) {
	return f.Notice("Nothing is published here", "If you typed the address, check that it is right. The organisation may not have published its strategy to everybody, or may have taken it back.")
}

// Accessibility is the statement of how accessible the service is: what the checks of this repository show, and no more.
func (f Frame) Accessibility() ([]byte, error) {
	const title = "Accessibility statement"
	return write(body{Frame: f, Title: title, Heading: title, Statement: true})
}

// Notice is a page of a heading and sentences.
func (f Frame) Notice(heading string, sentences ...string) ([]byte, error) {
	return write(body{Frame: f, Title: heading, Heading: heading, Sentences: sentences})
}

func write(b body) ([]byte, error) {
	var page bytes.Buffer
	err := pageTemplate.Execute(&page, b)
	return page.Bytes(), err
}
