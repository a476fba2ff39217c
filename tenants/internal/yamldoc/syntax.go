package yamldoc

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// where says which line a kind of the parser's complaints is about. Its scanner names the line where the thing at
// fault begins; its grammar names the line where the list or set of fields around it began, and counts from 0.
type where int

const (
	atScanned where = iota // the line the scanner names
	atOpening              // the line the grammar names
	atLast                 // the last line the parser had to see
)

// complaints turns the parser's words (scannerc.go and parserc.go of go.yaml.in/yaml/v3) into plain ones.
var complaints = []struct {
	says   string
	at     where
	reason string
}{
	{"mapping values are not allowed", atScanned, "There is a colon where none was expected: put a text that has a colon and a space in it in quotes, and check the indentation."},
	{"block sequence entries are not allowed", atScanned, "A list item cannot begin here: begin it with a dash on a line of its own."},
	{"did not find expected ',' or ']'", atOpening, "A list is opened with [ here and not closed with ], or a comma in it is missing."},
	{"did not find expected ',' or '}'", atOpening, "A set of fields is opened with { here and not closed with }, or a comma in it is missing."},
	{"did not find expected key", atLast, "The line does not fit what is above it: check its indentation and its quotation marks."},
	{"did not find expected '-' indicator", atLast, "The line does not fit the list above it: begin an item with a dash, under the dash of the item before."},
	{"did not find expected node content", atLast, "A value was expected here."},
	{"could not find expected ':'", atScanned, "A field was expected here: its name, a colon and a space, and its text."},
	{"found unexpected end of stream", atScanned, "A quotation mark is opened here and not closed before the end of the file."},
	{"found unexpected document indicator", atScanned, "A quotation mark is opened here and not closed before the end of the document."},
	{"found character that cannot start any token", atScanned, "A text cannot begin with this character: put it in quotes."},
	{"did not find expected alphabetic or numeric character", atScanned, "A text cannot begin with a star or an ampersand: put it in quotes."},
	{"unknown anchor", atLast, "A text cannot begin with a star: put it in quotes."},
	{"undefined tag handle", atLast, "A text cannot begin with an exclamation mark: put it in quotes."},
	{"tag URI", atScanned, "A text cannot begin with an exclamation mark: put it in quotes."},
	{"while parsing a tag", atScanned, "A text cannot begin with an exclamation mark: put it in quotes."},
	{"unknown escape character", atScanned, `A backslash means something in double quotes: write \\ for a backslash, or use single quotes.`},
	{"hexdecimal number", atScanned, `A backslash means something in double quotes: write \\ for a backslash, or use single quotes.`},
	{"Unicode character escape code", atScanned, "This escape is not a character."},
	{"expected comment or line break", atScanned, "A text cannot begin with | or >: put it in quotes, or begin it on the next line."},
	{"expected <document start>", atLast, "There is more after the end of the document: a file holds one."},
	{"exceeded max depth", atLast, "The values are nested too deep."},
}

// diagnose says what is wrong with a document that does not parse, and in which line.
func diagnose(data []byte) (line int, reason string) {
	c := complain(data)
	for _, known := range complaints {
		if !strings.Contains(c.message, known.says) {
			continue
		}
		switch known.at {
		case atScanned:
			return max(c.named-1, 1), known.reason
		case atOpening:
			return max(c.named, 1), known.reason
		case atLast:
			return c.stepBack(data).last, known.reason
		}
	}
	return max(c.named-1, 1), "This is not YAML as the format needs it (" + clip(c.message) + ")."
}

// complaint is what the parser said, the line it named, and the last line that it saw.
type complaint struct {
	message     string
	named, last int
}

var namedLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// complain parses once more for the parser's complaint, and reads line by line, because only that shows how far the
// parser came. A line of comment goes first: the parser takes what begins in the first line (its line 0) for
// something without a line.
func complain(data []byte) complaint {
	lines := &lineReader{rest: append([]byte("#\n"), data...)}
	decoder := yaml.NewDecoder(lines)
	var err error
	for err == nil {
		err = decoder.Decode(new(yaml.Node))
	}
	c := complaint{message: err.Error(), last: max(lines.written-1, 1)}
	if found := namedLine.FindStringSubmatch(c.message); found != nil {
		c.message = c.message[len(found[0]):]
		c.named, _ = strconv.Atoi(found[1]) // 0 where it names none
	}
	return c
}

// stepBack goes to the first line with which the complaint is the same. A text without quotes goes on until the
// parser has seen the line after it, so that the last line it saw may be one too far, or a few.
func (c complaint) stepBack(data []byte) complaint {
	for range 4 {
		earlier := complain(firstLines(data, c.last-1))
		if earlier.message != c.message || earlier.last >= c.last {
			break
		}
		c = earlier
	}
	return c
}

func firstLines(data []byte, count int) []byte {
	end := 0
	for line := range bytes.Lines(data) {
		if count == 0 {
			break
		}
		count--
		end += len(line)
	}
	return data[:end]
}

// lineReader hands out one line at a time and counts them.
type lineReader struct {
	rest    []byte
	handed  int
	written int // the number of the last line handed out that is not blank
}

func (r *lineReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	end := bytes.IndexByte(r.rest, '\n') + 1
	if end == 0 {
		end = len(r.rest)
	}
	n := copy(p, r.rest[:end])
	if len(bytes.TrimSpace(r.rest[:n])) > 0 {
		r.written = r.handed + 1
	}
	if n == end {
		r.handed++
	}
	r.rest = r.rest[n:]
	return n, nil
}
