package ontology

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Capability is something that a digital strategy may be about.
type Capability struct {
	Code  string   `yaml:"code"`
	Name  string   `yaml:"name"`           // in the plural or as a mass, as it stands inside a sentence: "virtual wards"
	Theme string   `yaml:"theme"`          // one of the Themes
	Also  []string `yaml:"also,omitempty"` // other themes that its phrases speak of
	WGLL  []int    `yaml:"wgll,omitempty"` // the success measures of What Good Looks Like, 1 to 7, the chief one first
	// Given names the national service that leaves nothing to decide locally but adoption; empty for most.
	Given string `yaml:"given,omitempty"`
	// GivenBy are the phrases that name the service. Where there are none every phrase of the capability does.
	GivenBy   []string `yaml:"given_by,omitempty"`
	Phrases   []string `yaml:"phrases"`             // in any inflection; notation in FORMAT.md
	Short     []string `yaml:"short,omitempty"`     // short forms, which count with two capitals or more
	Products  []string `yaml:"products,omitempty"`  // products and programmes, which count as written with a capital
	Related   []string `yaml:"related,omitempty"`   // codes
	Contrasts []string `yaml:"contrasts,omitempty"` // codes of what does the same for somebody else, or in place of it
	Frames    []Frame  `yaml:"frames,omitempty"`    // what a goal about it usually asks for

	Common        Default `yaml:"common"`        // do most organisations need it
	Standardised  Default `yaml:"standardised"`  // can it run one way everywhere
	Interoperable Default `yaml:"interoperable"` // does its benefit cross from one organisation to another
}

// Default is what a test of where a capability belongs says before anything is known of a system.
type Default struct {
	Value   float64 `json:"value"`   // 0 to 1
	Because string  `json:"because"` // completes "because"
}

// Frame is a demand that separates one wish about a capability from another.
type Frame string

// The frames, in pairs of opposites but for the last.
const (
	Joint     Frame = "joint"      // done by several organisations together
	Own       Frame = "own"        // done by one for itself
	Crossing  Frame = "crossing"   // reaches across an organisation's boundary
	Internal  Frame = "internal"   // stays inside it
	National  Frame = "national"   // through a national service
	Product   Frame = "product"    // through a product of one's own choice
	StaffTime Frame = "staff-time" // named for the time that it gives back to staff
)

// opposites are the frames that cannot both be asked for.
var opposites = map[Frame]Frame{
	Joint: Own, Own: Joint, Crossing: Internal, Internal: Crossing, National: Product, Product: National, StaffTime: "",
}

// Themes are the broad subjects to which capabilities belong.
var Themes = []string{
	"access", "assets", "automationai", "children", "contact", "cyber", "diagnostics", "elective", "exchange", "flow",
	"governance", "home", "identity", "inclusion", "infrastructure", "intelligence", "maternity", "medicines", "mental",
	"neighbourhood", "platform", "prevention", "providers", "record", "remoteconsult", "research", "rostering", "safety",
	"shared services", "skills", "sustainability", "technologyhome", "time", "urgent", "wider", "wishes",
}

// Ontology is a checked set of capabilities. It is read only and safe for concurrent use.
type Ontology struct {
	list []Capability // by code
	at   map[string]int
}

// own is where the capabilities of a system come from, in the words of an error.
const own = "the system's own capabilities"

// made checks capabilities from several sources and puts them in order.
func made(list []Capability, source func(code string) string) (*Ontology, error) {
	o := inOrder(list)
	for i, c := range o.list {
		flaws := o.check(i, c)
		if o.at[c.Code] != i {
			flaws = append(flaws, twice(i))
		}
		if len(flaws) == 0 {
			continue
		}
		reasons := make([]string, len(flaws))
		for n, f := range flaws {
			reasons[n] = f.Reason
		}
		return nil, fmt.Errorf("%s: capability %q: %s", source(c.Code), c.Code, strings.Join(reasons, " "))
	}
	return o, nil
}

func inOrder(list []Capability) *Ontology {
	o := &Ontology{list: slices.Clone(list), at: make(map[string]int, len(list))}
	slices.SortStableFunc(o.list, func(a, b Capability) int { return strings.Compare(a.Code, b.Code) })
	for i, c := range o.list {
		o.at[c.Code] = i
	}
	return o
}

func twice(at int) Flaw { return Flaw{at, "code", "The code stands twice."} }

// With gives an ontology that has a system's own capabilities as well. One with a code that is there already takes
// its place. The receiver stays as it is. An error names the capability and what is wrong with it.
func (o *Ontology) With(extra []Capability) (*Ontology, error) {
	return made(o.beside(extra), func(string) string { return own })
}

// Flaws is everything that keeps With from taking a system's own capabilities, by their places in the list.
func (o *Ontology) Flaws(extra []Capability) []Flaw {
	all := inOrder(o.beside(extra))
	var flaws []Flaw
	seen := map[string]bool{}
	for i, c := range extra {
		flaws = append(flaws, all.check(i, c)...)
		if seen[c.Code] {
			flaws = append(flaws, twice(i))
		}
		seen[c.Code] = true
	}
	return flaws
}

// beside is what there is beside a system's own capabilities, and these.
func (o *Ontology) beside(extra []Capability) []Capability {
	list := slices.DeleteFunc(slices.Clone(o.list), func(c Capability) bool {
		return slices.ContainsFunc(extra, func(e Capability) bool { return e.Code == c.Code })
	})
	return append(list, extra...)
}

// Len is the number of capabilities.
func (o *Ontology) Len() int { return len(o.list) }

// At gives a capability by its place, 0 to Len-1, in the order of codes. It is not to be changed.
func (o *Ontology) At(place int) *Capability { return &o.list[place] }

// Find gives the place of a capability.
func (o *Ontology) Find(code string) (place int, ok bool) {
	place, ok = o.at[code]
	return place, ok
}

// theme gives the place of a theme in Themes.
func theme(name string) (int, bool) {
	return slices.BinarySearchFunc(Themes, name, cmp.Compare[string])
}
