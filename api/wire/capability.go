package wire

import (
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment/ontology"
	"github.com/throughline-ics/throughline/alignment/setting"
	"github.com/throughline-ics/throughline/api/gen"
)

// Capabilities is what the strategies of a system are read by.
func Capabilities(c setting.Capabilities) gen.CapabilityList {
	return gen.CapabilityList{
		System: OrganisationRef(c.System), Version: ontology.Version(), Themes: ontology.Themes, Capabilities: each(c.List, Capability),
	}
}

// Capability is one of them.
func Capability(c setting.Capability) gen.Capability {
	g := gen.Capability{
		Code: c.Code, Name: c.Name, Theme: c.Theme, Also: orEmpty(c.Also), Wgll: each(c.WGLL, func(n int) int { return n }),
		Given: c.Given, GivenBy: orEmpty(c.GivenBy), Phrases: orEmpty(c.Phrases), Short: orEmpty(c.Short), Products: orEmpty(c.Products),
		Related: orEmpty(c.Related), Contrasts: orEmpty(c.Contrasts),
		Frames: each(c.Frames, func(f ontology.Frame) gen.Frame { return gen.Frame(f) }),
		Common: capabilityTest(c.Common), Standardised: capabilityTest(c.Standardised), Interoperable: capabilityTest(c.Interoperable),
		Replaces: c.Replaces, Version: c.Version, Updated: optionalTime(c.Updated),
	}
	if c.ID != uuid.Nil {
		g.ID = &c.ID
	}
	return g
}

func capabilityTest(d ontology.Default) gen.CapabilityTest {
	return gen.CapabilityTest{Value: d.Value, Because: d.Because}
}

// ToCapability reads a new capability.
func ToCapability(n gen.NewCapability) ontology.Capability {
	c := ontology.Capability{Code: n.Code}
	EditCapability(gen.CapabilityChange{
		Name: &n.Name, Theme: &n.Theme, Also: n.Also, Wgll: n.Wgll, Given: n.Given, GivenBy: n.GivenBy, Phrases: &n.Phrases, Short: n.Short,
		Products: n.Products, Related: n.Related, Contrasts: n.Contrasts, Frames: n.Frames,
		Common: &n.Common, Standardised: &n.Standardised, Interoperable: &n.Interoperable,
	})(&c)
	return c
}

// EditCapability changes what a change names, and leaves the rest.
func EditCapability(e gen.CapabilityChange) func(*ontology.Capability) {
	return func(c *ontology.Capability) {
		line(&c.Name, e.Name)
		line(&c.Theme, e.Theme)
		line(&c.Given, e.Given)
		lines(&c.Also, e.Also)
		lines(&c.GivenBy, e.GivenBy)
		lines(&c.Phrases, e.Phrases)
		lines(&c.Short, e.Short)
		lines(&c.Products, e.Products)
		lines(&c.Related, e.Related)
		lines(&c.Contrasts, e.Contrasts)
		if e.Wgll != nil {
			c.WGLL = *e.Wgll
		}
		if e.Frames != nil {
			c.Frames = each(*e.Frames, func(f gen.Frame) ontology.Frame { return ontology.Frame(f) })
		}
		test(&c.Common, e.Common)
		test(&c.Standardised, e.Standardised)
		test(&c.Interoperable, e.Interoperable)
	}
}

func line(into, said *string) {
	if said != nil {
		*into = strings.TrimSpace(*said)
	}
}

func lines(into, said *[]string) {
	if said != nil {
		*into = each(*said, strings.TrimSpace)
	}
}

func test(into *ontology.Default, said *gen.CapabilityTest) {
	if said != nil {
		*into = ontology.Default{Value: said.Value, Because: strings.TrimSpace(said.Because)}
	}
}
