package alignment

import (
	"fmt"
	"math"

	"github.com/throughline-ics/throughline/alignment/internal/lexical"
	"github.com/throughline-ics/throughline/alignment/internal/parallel"
)

// passes is the score from which on a capability passes a test.
const passes = 0.5

// levels recommends where what each objective needs belongs. It is normative: it says where the capability ought to
// sit, whatever the organisation means to do, so an objective that stays out of a central service is placed where
// the service is.
func (a *assessment) levels() []Placement {
	list := make([]Placement, len(a.items))
	parallel.Do(len(a.items), a.threads, func(row int) {
		c := a.capability(row)
		k := c.criteria()
		p := Placement{Objective: a.items[row].ID, Level: c.combine(k), Criteria: k}
		why := c.unclear(k, p.Level)
		p.Reasons = a.reasons(c, k, p.Level, why)
		if why != "" {
			p.Level, p.Leaning = Undecided, p.Level
		}
		list[row] = p
	})
	return list
}

// capability is what is known of the thing that an objective needs.
type capability struct {
	sort

	initiative int   // the likeliest, or -1
	delivery   Level // how the system means to run that initiative
	goal       int   // the likeliest, or -1
	serving    int   // organisations with an objective for that goal
	buyers     int   // organisations that are getting the same kind of thing
	sharing    int   // organisations that have shared their strategies
}

// combine turns the three tests into a level. The rule, of which the first line that holds counts:
//
//	a national given whose benefit crosses                                       central
//	common, standardised and interoperable                                       central
//	common and standardised, and several organisations are getting the thing,
//	which the system does not mean to share                                      central
//	any two tests, or several organisations are getting the thing                shared
//	otherwise                                                                    local
//
// Where the evidence is too thin for it, unclear says so, and the level is only what the placement leans to.
func (c capability) combine(k Criteria) Level {
	passed := k.passed()
	alone := c.buyers > 1 && c.delivery != Shared
	switch {
	case c.given, passed == 3, alone && k.Common >= passes && k.Standardised >= passes:
		return Central
	case passed == 2, c.buyers > 1:
		return Shared
	default:
		return Local
	}
}

// passed counts the tests that hold.
func (k Criteria) passed() int {
	n := 0
	for _, score := range []float64{k.Common, k.Standardised, k.Interoperable} {
		if score >= passes {
			n++
		}
	}
	return n
}

func (a *assessment) capability(row int) capability {
	c := capability{initiative: -1, goal: -1, sharing: len(a.sharing()), sort: a.sortOf(row)}
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

// What the system's own choice of how to run an initiative says, against what its capabilities say; and what a thing that
// several organisations can buy is at least. From leave-one-system-out runs over the systems in data.
const (
	runOneWay   = 0.5  // of standardised
	runAcross   = 0.35 // of interoperable
	outside     = 0.75 // of interoperable, where no initiative is there to cross to
	buyable     = 0.8
	usualNeed   = 0.5 // of common, where several are getting it
	unsaidShare = 0.5
)

// criteria scores the three tests.
//
// Common: it is part of a shared initiative, or the share of organisations that serve the same goal, or that are
// getting the same thing, drawn to how many usually need it; of one organisation alone nothing can be said.
// Standardised and interoperable: what its capabilities usually are, drawn to how the system means to run the
// initiative. A national given is at least what the ontology says of it.
func (c capability) criteria() Criteria {
	share := func(n int) float64 {
		if c.sharing < 2 {
			return 0
		}
		return float64(n) / float64(c.sharing)
	}
	k := Criteria{
		Common:        math.Max(share(c.buyers), share(c.serving)),
		Standardised:  c.standard,
		Interoperable: outside * c.crossing,
	}
	if c.buyers > 1 {
		k.Common = math.Max(k.Common, usualNeed*c.common+(1-usualNeed)*k.Common)
	}
	if c.initiative >= 0 {
		standard, crossing := c.run()
		k.Common = 1
		k.Standardised = runOneWay*standard + (1-runOneWay)*c.standard
		k.Interoperable = runAcross*crossing + (1-runAcross)*c.crossing
	}
	if c.buyers > 1 {
		k.Standardised = math.Max(k.Standardised, buyable)
	}
	if c.given {
		k.Common = math.Max(k.Common, c.chief.Common.Value)
		k.Standardised = math.Max(k.Standardised, c.chief.Standardised.Value)
		k.Interoperable = math.Max(k.Interoperable, c.chief.Interoperable.Value)
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
	case Undecided: // nothing is run at that
	}
	return unsaidShare, unsaidShare
}

// reasons says in sentences what the criteria rest on, and what follows or why nothing does.
func (a *assessment) reasons(c capability, k Criteria, level Level, unclear string) []string {
	end := conclusion(c, k, level)
	if unclear != "" {
		end = fmt.Sprintf("%s; it leans towards %s.", unclear, level)
	}
	return []string{a.whyCommon(c), whyStandardised(c, k.Standardised), whyInteroperable(c, k.Interoperable), end}
}

func (a *assessment) whyCommon(c capability) string {
	switch {
	case c.given:
		return fmt.Sprintf("Common: %s.", needed(c.chief))
	case c.initiative >= 0:
		i := a.picture.Initiatives[c.initiative]
		return fmt.Sprintf("Common: it seems to be part of %s, %s, which the system does for all.", i.ID, quote(i.Title))
	case c.sharing < 2:
		return "Common: no other organisation's strategy is in view, so nothing shows what others need."
	case c.buyers > 1 && c.buyers >= c.serving:
		s := fmt.Sprintf("Common: %d of the %d organisations mean to get the same kind of thing", c.buyers, c.sharing)
		if c.chief != nil {
			s += "; " + needed(c.chief)
		}
		return s + "."
	case c.goal >= 0:
		return fmt.Sprintf("Common: %d of the %d organisations have an objective for the same goal, %s.", c.serving, c.sharing, a.goals.ids[c.goal])
	default:
		return "Common: nothing shows that others need the same."
	}
}

func whyStandardised(c capability, score float64) string {
	why, tail := "its words do not show what sort of thing it is", ""
	if c.chief != nil {
		why, tail = canRun(c.chief), outweighed(score, c.chief.Standardised)
	}
	switch {
	case c.buyers > 1:
		return fmt.Sprintf("Standardised: several organisations can buy it, so it need not differ between them; %s.", why)
	case c.initiative >= 0 && c.delivery != "":
		return fmt.Sprintf("Standardised: %s; the system means to run that initiative as %s%s.", why, c.delivery, tail)
	default:
		return fmt.Sprintf("Standardised: %s%s.", why, tail)
	}
}

func whyInteroperable(c capability, score float64) string {
	why := "its words do not show that its benefit crosses from one organisation to another"
	if c.chief != nil {
		why = crosses(c.chief) + outweighed(score, c.chief.Interoperable)
	}
	if c.initiative >= 0 || c.given {
		return fmt.Sprintf("Interoperable: %s.", why)
	}
	return fmt.Sprintf("Interoperable: %s; no shared initiative is named to cross to.", why)
}

func conclusion(c capability, k Criteria, level Level) string {
	passed := k.passed()
	tests := [...]string{"None of the three tests holds", "One of the three tests holds", "Two of the three tests hold", "All three tests hold"}[passed]
	switch {
	case c.given:
		return fmt.Sprintf("It is about %s, a national given whose benefit crosses organisations, so only its adoption is left to decide: %s.", c.chief.Name, level)
	case c.buyers > 1 && passed < 3:
		return fmt.Sprintf("%s, and several organisations are getting it: %s.", tests, level)
	default:
		return fmt.Sprintf("%s: %s.", tests, level)
	}
}
