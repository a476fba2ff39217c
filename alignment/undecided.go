package alignment

import (
	"fmt"
	"strings"
)

// onTheLine is how near to the line a test is too near to tell: about what one more phrase in a text moves it. On the
// labelled systems seven of the eight placements that hang on such a test are not what people said.
const onTheLine = 0.02

// unclear says why the evidence is too thin for a level, or nothing where it is not.
//
// A level is undecided where the text alone would decide it, for it is no national given, fits no shared initiative and
// no two organisations are getting the thing, and one of these holds:
//
//	the text names no capability, so what sort of thing it needs is not known;
//	no other organisation's strategy is in view, and another level follows if others need the same;
//	another level follows if one of the three tests moves by onTheLine.
//
// What the level would have been is kept as what it leans to.
func (c capability) unclear(k Criteria, level Level) string {
	if c.given || c.initiative >= 0 || c.buyers > 1 {
		return ""
	}
	if c.chief == nil {
		return "Too little in the text to tell: it names no capability, no shared initiative and no national service"
	}
	needed := k
	needed.Common = 1
	if c.sharing < 2 && c.combine(needed) != level {
		return "Too little in view to tell: no other organisation's strategy shows whether others need the same"
	}
	var tests []string
	for _, t := range []struct {
		name string
		of   func(*Criteria) *float64
	}{
		{"common", func(k *Criteria) *float64 { return &k.Common }},
		{"standardised", func(k *Criteria) *float64 { return &k.Standardised }},
		{"interoperable", func(k *Criteria) *float64 { return &k.Interoperable }},
	} {
		more, less := k, k
		*t.of(&more) += onTheLine
		*t.of(&less) -= onTheLine
		if c.combine(more) != level || c.combine(less) != level {
			tests = append(tests, t.name)
		}
	}
	if tests == nil {
		return ""
	}
	return fmt.Sprintf("Too close to tell: whether it is %s is on the line, and the level hangs on it", strings.Join(tests, " and whether it is "))
}
