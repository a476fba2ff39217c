package ontology

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var code = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

const wgllMeasures = 7

// check says what is wrong with a capability.
func (o *Ontology) check(c Capability) error {
	if !code.MatchString(c.Code) {
		return errors.New("a code is small letters and digits, with single hyphens between")
	}
	if c.Name == "" {
		return errors.New("it has no name")
	}
	for _, name := range append([]string{c.Theme}, c.Also...) {
		if _, known := theme(name); !known {
			return fmt.Errorf("there is no theme %q", name)
		}
	}
	if i := slices.IndexFunc(c.WGLL, func(n int) bool { return n < 1 || n > wgllMeasures }); i >= 0 {
		return fmt.Errorf("wgll is 1 to %d, not %d", wgllMeasures, c.WGLL[i])
	}
	if len(c.GivenBy) > 0 && c.Given == "" {
		return errors.New("given_by names a given, and there is none")
	}
	return errors.Join(c.checkPhrases(), c.checkFrames(), c.checkDefaults(), o.checkRelations(c))
}

func (c Capability) checkPhrases() error {
	if len(c.Phrases) == 0 {
		return errors.New("it has no phrases")
	}
	seen := map[string]bool{}
	for _, p := range slices.Concat(c.Phrases, c.Short, c.Products) {
		plain := strings.Join(strings.FieldsFunc(strings.ToLower(p), func(r rune) bool { return r == ' ' || r == '-' }), " ")
		if seen[plain] {
			return fmt.Errorf("the phrase %q stands twice", p)
		}
		seen[plain] = true
	}
	for _, p := range slices.Concat(c.Phrases, c.GivenBy) {
		if !wellFormed(p) {
			return fmt.Errorf("the phrase %q: a gap stands between two words, and %s before one", p, exactly)
		}
	}
	return nil
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
	return len(pieces) > 0
}

func (c Capability) checkFrames() error {
	for _, f := range c.Frames {
		opposite, known := opposites[f]
		if !known {
			return fmt.Errorf("there is no frame %q", f)
		}
		if opposite != "" && slices.Contains(c.Frames, opposite) {
			return fmt.Errorf("the frames %s and %s exclude each other", f, opposite)
		}
	}
	return nil
}

func (c Capability) checkDefaults() error {
	for _, d := range []struct {
		of string
		Default
	}{{"common", c.Common}, {"standardised", c.Standardised}, {"interoperable", c.Interoperable}} {
		if d.Value < 0 || d.Value > 1 || d.Value != d.Value {
			return fmt.Errorf("%s is 0 to 1, not %v", d.of, d.Value)
		}
		if d.Because == "" {
			return fmt.Errorf("%s has no reason", d.of)
		}
	}
	return nil
}

func (o *Ontology) checkRelations(c Capability) error {
	for _, to := range slices.Concat(c.Related, c.Contrasts) {
		if _, known := o.at[to]; !known {
			return fmt.Errorf("there is no capability %q to relate it to", to)
		}
		if to == c.Code {
			return errors.New("it is related to itself")
		}
	}
	return nil
}
