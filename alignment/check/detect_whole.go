package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// The rules about the strategy as a whole.

const (
	longestMission  = 40 // words
	mostObjectives  = 20
	mostUnranked    = 12
	fewestAims      = 4
	mostAims        = 10
	firstYear       = 1
	longestPeriod   = horizonYears
	fewestToBeAsked = 1 // objectives or goals: a strategy that has none yet is not asked about its dates
)

func whole(rule func(*checking) (found, bool)) detector {
	return func(c *checking, _ *item) (found, bool) { return rule(c) }
}

// missing is a rule about a kind of item of which there is none.
func missing(kind strategy.ItemKind, ofSystems bool, why string) detector {
	return whole(func(c *checking) (found, bool) {
		return found{why: why}, c.count[kind] == 0 && (ofSystems || !c.System)
	})
}

func (c *checking) noMission() (found, bool) {
	return found{why: "There is no mission."}, !c.said(c.Strategy.Mission)
}

func (c *checking) longMission() (found, bool) {
	n := len(c.mission.Words)
	return found{why: fmt.Sprintf("The mission has %d words.", n)}, n > longestMission
}

func (c *checking) longPeriod() (found, bool) {
	first, last := 0, 0
	for _, w := range read("period", c.Strategy.Period).Words {
		n, err := strconv.Atoi(w.Lower)
		if err != nil || !isYear(n) {
			continue
		}
		if first == 0 {
			first = n
		}
		last = n
	}
	return found{why: fmt.Sprintf("The period, %s, spans %d years.", c.Strategy.Period, last-first)}, last-first > longestPeriod
}

func (c *checking) noReviewDate() (found, bool) {
	return found{why: "No date is set for looking at the strategy again."}, c.Strategy.NextReview.IsZero()
}

func (c *checking) reviewPast() (found, bool) {
	return found{why: fmt.Sprintf("The review of %s is overdue.", spoken(c.Strategy.NextReview))}, c.Strategy.NextReview.Before(c.now)
}

func (c *checking) tooManyPriorities() (found, bool) {
	objectives := c.Strategy.Of(strategy.KindObjective)
	ranked := 0
	for _, o := range objectives {
		if o.Body.Rank > 0 {
			ranked++
		}
	}
	n := len(objectives)
	switch {
	case n > mostObjectives:
		return found{why: fmt.Sprintf("There are %d objectives.", n)}, true
	case n > mostUnranked && ranked*2 < n:
		return found{why: fmt.Sprintf("There are %d objectives, and %s.", n, rankedOf(ranked))}, true
	default:
		return found{}, false
	}
}

func rankedOf(ranked int) string {
	switch ranked {
	case 0:
		return "none of them is ranked"
	case 1:
		return "only one of them is ranked"
	default:
		return fmt.Sprintf("only %s of them are ranked", number(ranked))
	}
}

func (c *checking) noEarlyResult() (found, bool) {
	dated := c.Strategy.Of(strategy.KindGoal, strategy.KindObjective, strategy.KindInitiative)
	early := func(i strategy.Item) bool {
		return c.within(i.Due, firstYear) || slices.ContainsFunc(i.Body.Milestones, func(m strategy.Milestone) bool { return c.within(m.Due, firstYear) })
	}
	return found{why: "Nothing has a date within twelve months from now."}, len(dated) >= fewestToBeAsked && !slices.ContainsFunc(dated, early)
}

func (c *checking) nothingDelivered() (found, bool) {
	done := slices.ContainsFunc(c.Strategy.Of(strategy.KindInitiative), func(i strategy.Item) bool {
		return slices.ContainsFunc(i.Body.Milestones, func(m strategy.Milestone) bool { return m.Done })
	})
	return found{why: "Nothing is named that has been delivered already."}, c.count[strategy.KindDelivered] == 0 && !done
}

func (c *checking) aimCount() (found, bool) {
	n := c.count[strategy.KindAim]
	why := map[bool]string{true: "There are no corporate or clinical aims.", false: fmt.Sprintf("There %s.", counted(n, "is one aim", "are %s aims"))}[n == 0]
	return found{why: why}, !c.System && (n < fewestAims || n > mostAims)
}

func (c *checking) goalsUnserved() (found, bool) {
	var codes, names []string
	for _, g := range c.Goals {
		if !g.Served {
			codes = append(codes, g.Code)
			names = append(names, fmt.Sprintf("%s (%s)", g.Code, g.Title))
		}
	}
	if c.System || len(codes) == 0 {
		return found{}, false
	}
	return found{
		why:   fmt.Sprintf("No objective is linked to %s of the system's %s goals, or to a shared initiative for them: %s.", number(len(codes)), number(len(c.Goals)), strings.Join(names, ", ")),
		items: codes,
	}, true
}
