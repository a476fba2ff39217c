package alignment

import (
	"fmt"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/ontology"
)

// need is a capability that an objective speaks of.
type need struct {
	capability int     // its place in the ontology
	weight     float64 // how much the objective says of it: of its phrases, each counted once
	given      bool    // by the name of the national service
}

// needsIn lists what a document speaks of, in the order in which it comes to it.
func needsIn(d lexical.Document) []need {
	var list []need
	said, at := map[int]bool{}, map[int]int{}
	for _, p := range d {
		for _, h := range p.Hits {
			if said[h.Phrase] {
				continue
			}
			said[h.Phrase] = true
			i, known := at[h.Capability]
			if !known {
				i = len(list)
				at[h.Capability] = i
				list = append(list, need{capability: h.Capability})
			}
			list[i].weight += h.Weight
			list[i].given = list[i].given || h.Given
		}
	}
	return list
}

// sort is what sort of thing an objective needs, as the ontology has it: the three tests before anything is known of
// the system, each 0 to 1.
type sort struct {
	common, standard, crossing float64

	chief *ontology.Capability // what it says most of, or nil
	given bool                 // the chief one is a national given, and is called by its name
}

// unspoken is the sort of thing that no capability speaks of: something of an organisation's own. It counts as much as
// doubt, so that one word does not make an objective a matter of the capability that it belongs to.
var unspoken = sort{common: 0.3, standard: 0.3, crossing: 0.2}

const doubt = 0.75

// sortOf is the mean of an objective's capabilities. Each counts by how much the objective says of it, times how much
// it says of the whole theme: what it is about counts, and not what it mentions.
func (a *assessment) sortOf(row int) sort {
	needs := needsIn(a.objectives[row])
	themes := map[string]float64{}
	for _, n := range needs {
		themes[a.ontology.At(n.capability).Theme] += n.weight
	}
	s := sort{common: doubt * unspoken.common, standard: doubt * unspoken.standard, crossing: doubt * unspoken.crossing}
	total, most := doubt, 0.0
	for _, n := range needs {
		c := a.ontology.At(n.capability)
		weight := n.weight * themes[c.Theme]
		total += weight
		s.common += weight * c.Common.Value
		s.standard += weight * c.Standardised.Value
		s.crossing += weight * c.Interoperable.Value
		if weight > most {
			most = weight
			s.chief, s.given = c, n.given && c.Interoperable.Value >= passes
		}
	}
	s.common, s.standard, s.crossing = s.common/total, s.standard/total, s.crossing/total
	return s
}

// nearly is the value from which on a default is said without reserve.
const nearly = 0.75

// canRun says in words how far a capability can run one way everywhere.
func canRun(c *ontology.Capability) string {
	switch d := c.Standardised; {
	case d.Value >= nearly:
		return fmt.Sprintf("%s can run one way everywhere, because %s", c.Name, d.Because)
	case d.Value >= passes:
		return fmt.Sprintf("%s can mostly run one way everywhere, because %s", c.Name, d.Because)
	default:
		return fmt.Sprintf("there is little to gain from running %s one way everywhere, because %s", c.Name, d.Because)
	}
}

// crosses says in words how far the benefit of a capability crosses from one organisation to another.
func crosses(c *ontology.Capability) string {
	switch d := c.Interoperable; {
	case d.Value >= nearly:
		return fmt.Sprintf("the benefit of %s hangs on crossing from one organisation to another, because %s", c.Name, d.Because)
	case d.Value >= passes:
		return fmt.Sprintf("part of the benefit of %s crosses from one organisation to another, because %s", c.Name, d.Because)
	default:
		return fmt.Sprintf("the benefit of %s stays mostly inside one organisation, because %s", c.Name, d.Because)
	}
}

// needed says in words how many need a capability.
func needed(c *ontology.Capability) string {
	if c.Common.Value >= passes {
		return fmt.Sprintf("most organisations need %s, because %s", c.Name, c.Common.Because)
	}
	return fmt.Sprintf("fewer than half usually need %s, because %s", c.Name, c.Common.Because)
}

// outweighed says that a test comes out otherwise than the chief capability would have it.
func outweighed(score float64, chief ontology.Default) string {
	switch {
	case score >= passes && chief.Value < passes:
		return ", but how it is run, or what else it speaks of, weighs more: the test holds"
	case score < passes && chief.Value >= passes:
		return ", but what else it speaks of, or how it is run, weighs more: the test does not hold"
	default:
		return ""
	}
}
