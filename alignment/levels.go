package alignment

import (
	"fmt"
	"math"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
)

// passes is the score from which on a capability passes a test.
const passes = 0.5

// levels recommends where what each objective needs belongs. It is normative: it says where the capability ought to
// sit, whatever the organisation means to do, so an objective that stays out of a central service is placed where
// the service is.
func (a *assessment) levels() []Placement {
	list := make([]Placement, len(a.items))
	lexical.Parallel(len(a.items), a.threads, func(row int) {
		c := a.capability(row)
		k := c.criteria()
		level := combine(k, c.buyers > 1)
		list[row] = Placement{Objective: a.items[row].ID, Level: level, Criteria: k, Reasons: a.reasons(c, k, level)}
	})
	return list
}

// combine turns the three tests into a level. The rule, of which the first line that holds counts:
//
//	common, standardised and interoperable                                       central
//	common and standardised, and several organisations are getting the thing     central
//	any two tests, or several organisations are getting the thing                shared
//	otherwise                                                                    local
func combine(k Criteria, bought bool) Level {
	passed := 0
	for _, score := range []float64{k.Common, k.Standardised, k.Interoperable} {
		if score >= passes {
			passed++
		}
	}
	switch {
	case passed == 3, bought && k.Common >= passes && k.Standardised >= passes:
		return Central
	case passed == 2, bought:
		return Shared
	default:
		return Local
	}
}

// capability is what is known of the thing that an objective needs.
type capability struct {
	initiative int   // the likeliest, or -1
	delivery   Level // how the system means to run that initiative
	goal       int   // the likeliest, or -1
	serving    int   // organisations with an objective for that goal
	buyers     int   // organisations that are getting the same kind of thing
	sharing    int   // organisations that have shared their strategies
	traits     traits
}

func (a *assessment) capability(row int) capability {
	c := capability{initiative: -1, goal: -1, sharing: len(a.sharing()), traits: a.traits(row)}
	if k, score := a.initiatives.best(row); score >= lexical.Threshold {
		c.initiative, c.delivery = k, Level(a.picture.Initiatives[k].Delivery)
	}
	if j, score := a.goals.best(row); score >= lexical.Threshold {
		c.goal, c.serving = j, a.goals.serving[j]
	}
	if group, ok := a.groupOf[row]; ok {
		c.buyers = a.buyers[group]
	}
	return c
}

// best gives the likeliest target of a row, whether or not it is opposed.
func (s *side) best(row int) (target int, score float64) {
	target = -1
	for j := range s.ids {
		if p := s.score(row, j); p > score {
			target, score = j, p
		}
	}
	return target, score
}

// unspoken are the traits of a thing that no theme speaks of: something of an organisation's own.
var unspoken = traits{Standard: 0.3, Crossing: 0.2}

// traits is the mean of the traits of an objective's themes, by the square of how much it says of each: what it is
// about counts, and not what it mentions.
func (a *assessment) traits(row int) traits {
	var sum traits
	total := 0.0
	for _, theme := range a.needsOf(row) {
		weight := theme.weight * theme.weight
		t := a.ontology.At(theme.capability)
		sum.Standard += weight * t.Standardised.Value
		sum.Crossing += weight * t.Interoperable.Value
		total += weight
	}
	if total == 0 {
		return unspoken
	}
	return traits{Standard: sum.Standard / total, Crossing: sum.Crossing / total}
}

// traits says what sort of thing an objective needs, each 0 to 1.
type traits struct {
	Standard float64 // can it run one way everywhere
	Crossing float64 // does its benefit hang on crossing from one organisation to another
}

type need struct {
	capability int
	weight float64
}

// needsOf lists the themes of an objective in the order in which it comes to them, each phrase counted once.
func (a *assessment) needsOf(row int) []need {
	var list []need
	said, at := map[int]bool{}, map[int]int{}
	for _, p := range a.objectives[row] {
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
		}
	}
	return list
}

// What the system's own choice of how to run an initiative says, against what its themes say; and what a thing that
// several organisations can buy is at least. From leave-one-system-out runs over the systems in data.
const (
	runOneWay   = 0.5  // of standardised
	runAcross   = 0.35 // of interoperable
	outside     = 0.75 // of interoperable, where no initiative is there to cross to
	buyable     = 0.8
	unsaidShare = 0.5
)

// criteria scores the three tests.
//
// Common: it is part of a shared initiative, or the share of organisations that serve the same goal, or that are
// getting the same thing; of one organisation alone nothing can be said. Standardised and interoperable: what things of its themes usually are, drawn to how the
// system means to run the initiative.
func (c capability) criteria() Criteria {
	share := func(n int) float64 {
		if c.sharing < 2 {
			return 0
		}
		return float64(n) / float64(c.sharing)
	}
	k := Criteria{
		Common:        math.Max(share(c.buyers), share(c.serving)),
		Standardised:  c.traits.Standard,
		Interoperable: outside * c.traits.Crossing,
	}
	if c.initiative >= 0 {
		standard, crossing := c.run()
		k.Common = 1
		k.Standardised = runOneWay*standard + (1-runOneWay)*c.traits.Standard
		k.Interoperable = runAcross*crossing + (1-runAcross)*c.traits.Crossing
	}
	if c.buyers > 1 {
		k.Standardised = math.Max(k.Standardised, buyable)
	}
	return Criteria{round(k.Common), round(k.Standardised), round(k.Interoperable)}
}

// run is what the way in which an initiative is run says of the tests.
func (c capability) run() (standard, crossing float64) {
	switch c.delivery {
	case Central:
		return 1, 1
	case Shared:
		return 0.7, 0.3
	case Local:
		return 0.2, 0.2
	default:
		return unsaidShare, unsaidShare
	}
}

// reasons says in sentences what the criteria rest on, and what follows.
func (a *assessment) reasons(c capability, k Criteria, level Level) []string {
	return []string{a.whyCommon(c), whyStandardised(c, k), whyInteroperable(c, k), conclusion(k, c.buyers > 1, level)}
}

func (a *assessment) whyCommon(c capability) string {
	switch {
	case c.initiative >= 0:
		i := a.picture.Initiatives[c.initiative]
		return fmt.Sprintf("Common: it seems to be part of %s, %s, which the system does for all.", i.ID, quote(i.Title))
	case c.sharing < 2:
		return "Common: no other organisation's strategy is in view, so nothing shows what others need."
	case c.buyers > 1 && c.buyers >= c.serving:
		return fmt.Sprintf("Common: %d of the %d organisations mean to get the same kind of thing.", c.buyers, c.sharing)
	case c.goal >= 0:
		return fmt.Sprintf("Common: %d of the %d organisations have an objective for the same goal, %s.", c.serving, c.sharing, a.goals.ids[c.goal])
	default:
		return "Common: nothing shows that others need the same."
	}
}

func whyStandardised(c capability, k Criteria) string {
	switch {
	case c.buyers > 1:
		return "Standardised: several organisations can buy it, so it need not differ between them."
	case c.initiative >= 0 && c.delivery != "":
		return fmt.Sprintf("Standardised: the system means to run that initiative as %s, and %s.", c.delivery, usually(k.Standardised, "things like it can run one way everywhere"))
	default:
		return "Standardised: " + usually(k.Standardised, "things like it can run one way everywhere") + "."
	}
}

func whyInteroperable(c capability, k Criteria) string {
	if c.initiative >= 0 {
		return "Interoperable: " + usually(k.Interoperable, "its benefit hangs on crossing from one organisation to another") + "."
	}
	return "Interoperable: no shared initiative is named to cross to; " + usually(k.Interoperable, "its benefit hangs on crossing from one organisation to another") + "."
}

// usually says a thing with the assurance that a score allows.
func usually(score float64, what string) string {
	switch {
	case score >= 0.75:
		return "by its words, " + what
	case score >= passes:
		return "by its words, it is likely that " + what
	default:
		return "its words do not show that " + what
	}
}

func conclusion(k Criteria, bought bool, level Level) string {
	passed := 0
	for _, score := range []float64{k.Common, k.Standardised, k.Interoperable} {
		if score >= passes {
			passed++
		}
	}
	tests := [...]string{"None of the three tests holds", "One of the three tests holds", "Two of the three tests hold", "All three tests hold"}[passed]
	if bought && passed < 3 {
		return fmt.Sprintf("%s, and several organisations are getting it: %s.", tests, level)
	}
	return fmt.Sprintf("%s: %s.", tests, level)
}
