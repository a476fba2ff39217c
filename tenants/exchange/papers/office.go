package papers

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldFile is how files begin that are no archive of XML: those of old programs, and those that are encrypted.
var oldFile = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

// unpack opens the archive that a document is; nothing of it is unpacked yet.
func unpack(data []byte) (*zip.Reader, error) {
	if bytes.HasPrefix(data, oldFile) {
		return nil, refused("The document has a password, or it is of an old version of Office. Open it, take the password away, and save it as .docx or .pptx.")
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged()
	}
	if len(archive.File) > maxParts {
		return nil, refused("The document has too many parts.")
	}
	return archive, nil
}

func damaged() error {
	return refused("The document is damaged, or is not what its name says. Open it and save it again, or paste its text.")
}

// walk goes through the XML of a part of the archive. Entities are not expanded: the decoder knows only those of XML itself,
// and a part that declares any is refused.
func (t *taking) walk(archive *zip.Reader, name string, see func(xml.Token) error) error {
	i := slices.IndexFunc(archive.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return damaged()
	}
	part, err := archive.File[i].Open()
	if err != nil {
		return damaged()
	}
	defer part.Close()
	in := &io.LimitedReader{R: part, N: maxUnpacked - t.unpacked + 1}
	left := in.N
	defer func() { t.unpacked += left - in.N }()
	decoder := xml.NewDecoder(in)
	for depth := 0; ; {
		token, err := decoder.Token()
		switch {
		case in.N <= 0:
			return refused("Unpacked, the text of the document is larger than %d MB.", maxUnpacked>>20)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return damaged()
		}
		if depth, err = t.bounded(token, depth); err != nil {
			return err
		}
		if err := see(token); err != nil {
			return err
		}
	}
}

// bounded counts a token, and how deep it is.
func (t *taking) bounded(token xml.Token, depth int) (int, error) {
	t.tokens++
	if t.tokens > maxTokens {
		return depth, refused("There is too much in the document. Copy the pages of the strategy into a new one.")
	}
	if t.tokens%10_000 == 0 && t.ctx.Err() != nil {
		return depth, t.ctx.Err()
	}
	switch token.(type) {
	case xml.Directive: // declares something
		return depth, damaged()
	case xml.StartElement:
		depth++
	case xml.EndElement:
		depth--
	}
	if depth > maxDepth {
		return depth, damaged()
	}
	return depth, nil
}

// paragraph is a paragraph that is being read.
type paragraph struct {
	text    strings.Builder
	heading bool
	breaks  int // of pages before it, where the document says so
}

// reading reads paragraphs out of the XML of Word or PowerPoint, which call them alike: p has t, in which the text is.
type reading struct {
	open    []*paragraph // a text box in a paragraph has paragraphs
	rows    []*openRow   // a cell of a table may have a table
	skipped int          // how deep inside what says nothing, or says it again
	inText  bool
	breaks  int
	title   bool // inside the title of a slide
	done    func(p *paragraph) error
	row     func(cells [][]*paragraph) error
}

// openRow is a row of a table that is being read.
type openRow struct {
	cells [][]*paragraph
	open  int  // the paragraphs around it: what is in one of them is in no cell of it
	loose bool // it has a table in it, as one that only lays out a page does: its paragraphs are read one at a time
}

// mostCells is how many columns a table of Word can have, and one more.
const mostCells = 64

func (r *reading) see(token xml.Token) error {
	switch e := token.(type) {
	case xml.StartElement:
		if e.Name.Local == "tr" && r.skipped == 0 {
			return r.startRow()
		}
		r.start(e)
	case xml.EndElement:
		return r.end(e.Name.Local)
	case xml.CharData:
		if r.inText && r.skipped == 0 && len(r.open) > 0 {
			r.open[len(r.open)-1].text.Write(e)
		}
	}
	return nil
}

// again are what says nothing of its own: the same for other programs, and what was deleted while changes were tracked.
func again(name string) bool { return name == "Fallback" || name == "del" || name == "moveFrom" }

func (r *reading) start(e xml.StartElement) {
	if again(e.Name.Local) || r.skipped > 0 {
		r.skipped++
		return
	}
	switch e.Name.Local {
	case "p":
		r.open = append(r.open, &paragraph{heading: r.title})
	case "tc":
		if row := r.inRow(); row != nil && len(row.cells) < mostCells {
			row.cells = append(row.cells, nil)
		}
	case "t":
		r.inText = true
	case "tab", "br", "cr":
		if len(r.open) > 0 {
			r.open[len(r.open)-1].text.WriteByte(' ')
		}
		if attr(e, "type") == "page" {
			r.breaks++
		}
	case "lastRenderedPageBreak":
		r.breaks++
	case "pStyle":
		if style := strings.ToLower(attr(e, "val")); len(r.open) > 0 && (strings.HasPrefix(style, "heading") || style == "title") {
			r.open[len(r.open)-1].heading = true
		}
	case "sp":
		r.title = false
	case "ph":
		kind := attr(e, "type")
		r.title = kind == "title" || kind == "ctrTitle"
	}
}

func (r *reading) end(name string) error {
	switch {
	case r.skipped > 0:
		r.skipped--
	case name == "t":
		r.inText = false
	case name == "sp":
		r.title = false
	case name == "p" && len(r.open) > 0:
		last := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		return r.endParagraph(last)
	case name == "tr" && len(r.rows) > 0:
		last := r.rows[len(r.rows)-1]
		r.rows = r.rows[:len(r.rows)-1]
		return r.row(last.cells)
	}
	return nil
}

// startRow begins a row. One around it lets go of what has been read of it, so that all is read in its order.
func (r *reading) startRow() error {
	around := r.inRow()
	r.rows = append(r.rows, &openRow{open: len(r.open)})
	if around == nil || around.loose {
		return nil
	}
	read := slices.Concat(around.cells...)
	around.cells, around.loose = nil, true
	for _, p := range read {
		if err := r.done(p); err != nil {
			return err
		}
	}
	return nil
}

// inRow gives the row that is being read, or nil.
func (r *reading) inRow() *openRow {
	if len(r.rows) == 0 {
		return nil
	}
	return r.rows[len(r.rows)-1]
}

// endParagraph keeps a paragraph in its cell until the row has been read.
func (r *reading) endParagraph(p *paragraph) error {
	if strings.TrimSpace(p.text.String()) == "" {
		return nil
	}
	p.breaks = r.breaks
	row := r.inRow()
	if row == nil || row.loose || row.open != len(r.open) || len(row.cells) == 0 {
		return r.done(p)
	}
	last := len(row.cells) - 1
	row.cells[last] = append(row.cells[last], p)
	return nil
}

// take has what is read taken in, each paragraph at the place of its number. A row of a table is one passage where no cell has
// more than a paragraph; else each paragraph is one.
func (t *taking) take(r *reading, place func(n, breaks int) string) {
	n := 0
	r.done = func(p *paragraph) error {
		n++
		return t.add(place(n, p.breaks), p.text.String(), p.heading)
	}
	r.row = func(cells [][]*paragraph) error {
		paragraphs := slices.Concat(cells...)
		if texts := oneInEach(cells); texts != nil {
			n++
			return t.addRow(place(n, paragraphs[0].breaks), texts)
		}
		from := len(t.passages)
		for _, p := range paragraphs {
			if err := r.done(p); err != nil {
				return err
			}
		}
		for i := range t.passages[from:] {
			t.passages[from+i].InTable = true
		}
		return nil
	}
}

// oneInEach gives the texts of the cells of a row; nothing where a cell has several paragraphs, or only one cell has any.
func oneInEach(cells [][]*paragraph) []string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		if len(cell) > 1 {
			return nil
		}
		for _, p := range cell {
			texts[i] = strings.Join(strings.Fields(p.text.String()), " ")
		}
	}
	if filledIn(texts) < 2 {
		return nil
	}
	return texts
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// docx reads the text of a document of Word, with the pages as they were last laid out, where that is in it.
func (t *taking) docx(data []byte) error {
	archive, err := unpack(data)
	if err != nil {
		return err
	}
	r := &reading{}
	t.take(r, func(n, breaks int) string {
		if breaks > 0 {
			return fmt.Sprintf("About page %d, paragraph %d", breaks+1, n)
		}
		return fmt.Sprintf("Paragraph %d", n)
	})
	return t.walk(archive, "word/document.xml", r.see)
}

// pptx reads the text of slides, in the order in which they are shown. Notes are not read.
func (t *taking) pptx(data []byte) error {
	archive, err := unpack(data)
	if err != nil {
		return err
	}
	slides, err := t.slides(archive)
	if err != nil {
		return err
	}
	for number, name := range slides {
		r := &reading{}
		t.take(r, func(n, _ int) string { return fmt.Sprintf("Slide %d, paragraph %d", number+1, n) })
		if err := t.walk(archive, name, r.see); err != nil {
			return err
		}
	}
	return nil
}

var slideName = regexp.MustCompile(`^ppt/slides/slide(\d{1,6})\.xml$`)

// slides are the parts that are slides, in their order; by their numbers where the presentation does not say it.
func (t *taking) slides(archive *zip.Reader) ([]string, error) {
	var order []string
	targets := map[string]string{}
	if err := t.walk(archive, "ppt/presentation.xml", starts("sldId", func(e xml.StartElement) { order = append(order, relationship(e)) })); err != nil {
		return nil, err
	}
	err := t.walk(archive, "ppt/_rels/presentation.xml.rels", starts("Relationship", func(e xml.StartElement) { targets[attr(e, "Id")] = path.Join("ppt", attr(e, "Target")) }))
	if err != nil {
		return nil, err
	}
	var names []string
	seen := map[string]bool{}
	for _, id := range order {
		if name := targets[id]; slideName.MatchString(name) && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		names = byNumber(archive)
	}
	if len(names) > maxSlides {
		return nil, refused("There are more than %d slides. Save those that are about the strategy by themselves.", maxSlides)
	}
	return names, nil
}

// starts looks at the elements of a name.
func starts(name string, see func(xml.StartElement)) func(xml.Token) error {
	return func(token xml.Token) error {
		if e, is := token.(xml.StartElement); is && e.Name.Local == name {
			see(e)
		}
		return nil
	}
}

// relationship is the id that leads to another part; the id of the element itself has no namespace.
func relationship(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

func byNumber(archive *zip.Reader) []string {
	var names []string
	for _, f := range archive.File {
		if slideName.MatchString(f.Name) {
			names = append(names, f.Name)
		}
	}
	number := func(name string) int {
		n, _ := strconv.Atoi(slideName.FindStringSubmatch(name)[1])
		return n
	}
	slices.SortFunc(names, func(a, b string) int { return number(a) - number(b) })
	return names
}
