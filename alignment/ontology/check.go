package ontology

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/throughline-ics/throughline/internal/unseen"
)

var code = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

const (
	wgllMeasures = 7
	longestCode  = 64  // characters
	longestLine  = 200 // characters of a name, a phrase or a reason
	longestList  = 200 // of phrases, codes and the like
)

// Flaw is what is wrong with a field of a capability.
type Flaw struct {
	At     int    // the place of the capability in the list that was looked at
	Field  string // as the files call it; of a test's reason "common.because"
	Reason string // a sentence
}

// checked notes what is wrong with one capability.
type checked struct {
	Capability

	at    int
	flaws []Flaw
}

func (c *checked) addf(field, format string, args ...any) {
	c.flaws = append(c.flaws, Flaw{c.at, field, fmt.Sprintf(format, args...)})
}

// check says what is wrong with a capability, by the order of its fields.
func (o *Ontology) check(at int, of Capability) []Flaw {
	c := &checked{Capability: of, at: at}
	if !code.MatchString(c.Code) || len(c.Code) > longestCode {
		c.addf("code", "A code is small letters and digits, with single hyphens between, and at most %d of them.", longestCode)
	}
	if c.Name == "" {
		c.addf("name", "It has no name.")
	}
	c.checkThemes()
	if i := slices.IndexFunc(c.WGLL, func(n int) bool { return n < 1 || n > wgllMeasures }); i >= 0 {
		c.addf("wgll", "A success measure in wgll is 1 to %d, not %d.", wgllMeasures, c.WGLL[i])
	}
	if len(c.GivenBy) > 0 && c.Given == "" {
		c.addf("given", "given_by names a given, and there is none.")
	}
	c.checkLines()
	c.checkPhrases()
	c.checkFrames()
	c.checkDefaults()
	o.checkRelations(c)
	return c.flaws
}

func (c *checked) checkThemes() {
	if _, known := theme(c.Theme); !known {
		c.addf("theme", "There is no theme %q.", c.Theme)
	}
	for _, name := range c.Also {
		if _, known := theme(name); !known {
			c.addf("also", "There is no theme %q.", name)
		}
	}
}

// checkLines asks that every text is a line that can be read, and that no list is endless.
func (c *checked) checkLines() {
	for _, field := range []struct {
		name  string
		texts []string
	}{
		{"name", []string{c.Name}},
		{"given", []string{c.Given}},
		{"given_by", c.GivenBy},
		{"phrases", c.Phrases},
		{"short", c.Short},
		{"products", c.Products},
		{"also", c.Also},
		{"related", c.Related},
		{"contrasts", c.Contrasts},
		{"common.because", []string{c.Common.Because}},
		{"standardised.because", []string{c.Standardised.Because}},
		{"interoperable.because", []string{c.Interoperable.Because}},
	} {
		if len(field.texts) > longestList {
			c.addf(field.name, "There are %d of them: at most %d are read.", len(field.texts), longestList)
			continue
		}
		for _, text := range field.texts {
			if utf8.RuneCountInString(text) > longestLine || strings.ContainsFunc(text, unseen.Acts) || !utf8.ValidString(text) {
				c.addf(field.name, "Each is one line of at most %d characters, all of which can be seen.", longestLine)
				break
			}
		}
	}
	if len(c.WGLL) > wgllMeasures {
		c.addf("wgll", "There are %d measures, and %d named.", wgllMeasures, len(c.WGLL))
	}
}

func (c *checked) checkPhrases() {
	if len(c.Phrases) == 0 {
		c.addf("phrases", "It has no phrases.")
	}
	seen := map[string]bool{}
	for _, field := range []struct {
		name    string
		phrases []string
	}{{"phrases", c.Phrases}, {"short", c.Short}, {"products", c.Products}} {
		for _, p := range field.phrases {
			plain := strings.Join(strings.FieldsFunc(strings.ToLower(p), func(r rune) bool { return r == ' ' || r == '-' }), " ")
			if seen[plain] {
				c.addf(field.name, "The phrase %q stands twice.", p)
			}
			seen[plain] = true
			if field.name != "phrases" && !hasWord(p) {
				c.addf(field.name, "%q has no word.", p)
			}
		}
	}
	c.checkNotation("phrases", c.Phrases)
	c.checkNotation("given_by", c.GivenBy)
}

func (c *checked) checkNotation(field string, phrases []string) {
	for _, p := range phrases {
		if !wellFormed(p) {
			c.addf(field, "In the phrase %q: a gap stands between two words, and %s before one.", p, exactly)
		}
	}
}

func hasWord(p string) bool {
	return strings.ContainsFunc(p, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func wellFormed(p string) bool {
	pieces := strings.Fields(p)
	for i, piece := range pieces {
		word := piece != gap && strings.Trim(piece, exactly) != ""
		between := i > 0 && i < len(pieces)-1 && pieces[i-1] != gap
		if !word && (piece != gap || !between) {
			return false
		}
	}
	return hasWord(p)
}

func (c *checked) checkFrames() {
	for _, f := range c.Frames {
		opposite, known := opposites[f]
		if !known {
			c.addf("frames", "There is no frame %q.", f)
			continue
		}
		if opposite != "" && opposite > f && slices.Contains(c.Frames, opposite) {
			c.addf("frames", "The frames %s and %s exclude each other.", f, opposite)
		}
	}
}

func (c *checked) checkDefaults() {
	for _, d := range []struct {
		of string
		Default
	}{{"common", c.Common}, {"standardised", c.Standardised}, {"interoperable", c.Interoperable}} {
		if d.Value < 0 || d.Value > 1 || math.IsNaN(d.Value) {
			c.addf(d.of, "The test %s is 0 to 1, not %v.", d.of, d.Value)
		}
		if d.Because == "" {
			c.addf(d.of+".because", "The test %s has no reason.", d.of)
		}
	}
}

func (o *Ontology) checkRelations(c *checked) {
	for _, field := range []struct {
		name  string
		codes []string
	}{{"related", c.Related}, {"contrasts", c.Contrasts}} {
		for _, to := range field.codes {
			if _, known := o.at[to]; !known {
				c.addf(field.name, "There is no capability %q to relate it to.", to)
			}
			if to == c.Code {
				c.addf(field.name, "It is related to itself.")
			}
		}
	}
}
