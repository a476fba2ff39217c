package papers

import (
	"context"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/internal/turns"
)

// Limits of a document: far above any strategy, and what it can cost the server stays small.
const (
	MaxFile     = 4 << 20  // bytes
	maxUnpacked = 24 << 20 // bytes of text parts, unpacked
	maxParts    = 4000     // pictures are parts, and are not unpacked
	maxTokens   = 2_000_000
	maxDepth    = 256     // of elements in elements
	maxText     = 600_000 // characters
	maxPassages = 10_000
	maxSlides   = 500
)

// Passage is a paragraph and where it stands.
type Passage struct {
	Place   string // "Slide 3, paragraph 2"
	Text    string
	Heading bool
	Cells   []string // of a row of a table, some of which may be empty; the text has them all
	InTable bool     // one of several in a row that is read a paragraph at a time
}

// documents are read two at a time.
var documents = turns.New(2, 2, "Others are reading documents now. Try again in a moment.")

// Read takes a document apart, by its name's ending: .docx, .pptx or .txt. What is wrong with it is an invalid fault.
func Read(ctx context.Context, name string, data []byte) ([]Passage, error) {
	leave, err := documents.Take(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if len(data) > MaxFile {
		return nil, refused("The document is too large. Documents of up to %d MB can be read. Take out pictures, or paste the text.", MaxFile>>20)
	}
	t := taking{ctx: ctx}
	switch strings.ToLower(path.Ext(name)) {
	case ".docx":
		err = t.docx(data)
	case ".pptx":
		err = t.pptx(data)
	case ".txt", ".md", "":
		err = t.text(data)
	case ".pdf":
		err = refused("The server does not open PDFs. Choose it on the page “Find objectives in a document”, where your browser takes its text out, or send its text.")
	case ".doc", ".ppt":
		err = refused("This is the file of an old version of Office. Open it there and save it as .docx or .pptx.")
	default:
		err = refused("This kind of file cannot be read here. Choose a document that ends in .docx or .pptx, or paste its text.")
	}
	if err == nil && len(t.passages) == 0 {
		err = refused("There is no text in the document. Text in pictures cannot be read.")
	}
	return t.passages, err
}

func refused(format string, args ...any) error {
	return fault.New(fault.Invalid, "The document cannot be read.", fault.Field{Name: "file", Reason: fmt.Sprintf(format, args...)})
}

// taking takes in passages one after the other and stops at the limits.
type taking struct {
	ctx      context.Context //nolint:containedctx // of the one call that reads the document
	passages []Passage
	size     int
	tokens   int
	unpacked int64
}

func (t *taking) add(place, text string, heading bool) error {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return nil
	}
	if t.size += utf8.RuneCountInString(text); t.size > maxText || len(t.passages) >= maxPassages {
		return refused("The document is too long. Take out what is not part of the strategy, or paste a part of it.")
	}
	t.passages = append(t.passages, Passage{Place: place, Text: text, Heading: heading})
	return nil
}

// addRow takes in a row of a table.
func (t *taking) addRow(place string, cells []string) error {
	var said []string
	for _, cell := range cells {
		if cell != "" {
			said = append(said, cell)
		}
	}
	err := t.add(place, strings.Join(said, " | "), false)
	if err == nil {
		t.passages[len(t.passages)-1].Cells = cells
	}
	return err
}

// text reads plain text: each line is a paragraph. Form feeds end pages, as in what is taken out of a PDF.
func (t *taking) text(data []byte) error {
	if !utf8.Valid(data) {
		return refused("The characters of the text cannot be read. Save it as UTF-8, or paste it.")
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if !strings.Contains(text, "\f") {
		return t.lines(text, 0)
	}
	number := 0
	for page := range strings.SplitSeq(text, "\f") {
		number++
		if err := t.lines(page, number); err != nil {
			return err
		}
	}
	return nil
}

// lines reads the lines of a text, or of one page of it. What tabs part are the cells of a row of a table.
func (t *taking) lines(text string, page int) error {
	n := 0
	for whole := range strings.Lines(text) {
		line := strings.TrimSpace(whole)
		if line == "" {
			continue
		}
		n++
		place := fmt.Sprintf("Paragraph %d", n)
		if page > 0 {
			place = fmt.Sprintf("Page %d, paragraph %d", page, n)
		}
		var err error
		if cells := cellsOf(whole); cells != nil {
			err = t.addRow(place, cells)
		} else {
			bare := strings.TrimLeft(line, "# ")
			err = t.add(place, bare, bare != line && strings.HasPrefix(line, "#") || looksLikeHeading(bare))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// looksLikeHeading reports whether a line of plain text stands over others: it is short, and no sentence.
func looksLikeHeading(line string) bool {
	return len(line) < 60 && !strings.ContainsAny(line[len(line)-1:], ".;,!?") && !isListed(line) && !promises(line)
}
