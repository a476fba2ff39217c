package check

import (
	"fmt"
	"slices"

	"github.com/throughline-ics/throughline/alignment/internal/phrase"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// found is what a detector says.
type found struct {
	why   string
	marks []Mark
	field string   // where it is not the rule's
	items []string // codes, of the strategy as a whole
	rests string   // what it rests on beside the item's title, description and field
}

// detector asks one rule about an item, or about the strategy as a whole when there is none.
type detector func(*checking, *item) (found, bool)

// detectors are the rules of rules.yaml by their ids.
var detectors = map[string]detector{
	"no-mission":                whole((*checking).noMission),
	"mission-long":              whole((*checking).longMission),
	"period-long":               whole((*checking).longPeriod),
	"no-review-date":            whole((*checking).noReviewDate),
	"review-past":               whole((*checking).reviewPast),
	"too-many-priorities":       whole((*checking).tooManyPriorities),
	"no-non-priorities":         missing(strategy.KindNonPriority, true, "Nothing is named that you will not do."),
	"no-constraints":            missing(strategy.KindConstraint, false, "Nothing is named that holds you back."),
	"no-risks":                  missing(strategy.KindRisk, true, "Nothing is named that could go wrong."),
	"no-early-result":           whole((*checking).noEarlyResult),
	"nothing-delivered":         whole((*checking).nothingDelivered),
	"aim-count":                 whole((*checking).aimCount),
	"goals-unserved":            whole((*checking).goalsUnserved),
	"no-user-need":              (*checking).noUserNeed,
	"need-without-people":       (*checking).needWithoutPeople,
	"need-without-evidence":     unsaid("evidence", "Nothing says how you know of this need."),
	"exclusion-not-said":        (*checking).exclusionNotSaid,
	"no-other-way":              (*checking).noOtherWay,
	"technology-first":          (*checking).technologyFirst,
	"unproven-technology":       (*checking).unprovenTechnology,
	"vague-verb":                (*checking).vagueVerb,
	"empty-words":               (*checking).emptyWords,
	"weak-promise":              (*checking).weakPromise,
	"boilerplate":               (*checking).boilerplate,
	"no-measure":                (*checking).noMeasure,
	"no-baseline":               (*checking).noBaseline,
	"no-target":                 (*checking).noTarget,
	"no-owner":                  unsaid("owner", "Nobody is named who is accountable for it."),
	"owner-in-it":               (*checking).ownerInIT,
	"no-horizon":                (*checking).noHorizon,
	"horizon-past":              (*checking).horizonPast,
	"horizon-far":               (*checking).horizonFar,
	"unfunded":                  (*checking).unfunded,
	"funding-not-said":          unsaid("funding", "Nothing says whether the money is there."),
	"no-early-milestone":        (*checking).noEarlyMilestone,
	"no-checkpoint":             unsaid("checkpoint_on", "No date is set on which it is looked at again."),
	"no-stop-if":                (*checking).noStopIf,
	"orphan-objective":          (*checking).orphanObjective,
	"aim-without-support":       (*checking).aimWithoutSupport,
	"initiative-serves-nothing": (*checking).servesNothing,
	"risk-without-mitigation":   unsaid("mitigation", "Nothing is said to be done about it."),
	"delivered-without-effect":  unsaid("effect", "Nothing says what it changed."),
}

// said reports whether a text says something: not nothing, and not that it is to be confirmed.
func (c *checking) said(s string) bool {
	if s == "" {
		return false
	}
	p := read("", s)
	return len(p.Words) > 0 && !p.whole(c.words.blank)
}

// longestBlank is how many words a text may have that only says that it will say something: to be picked up in the assessment.
const longestBlank = 8

// answers is said, and not that there is nothing, that it does not apply, whatever the reason, or that it will be said one day.
func (c *checking) answers(s string) bool {
	if !c.said(s) {
		return false
	}
	p := read("", s)
	to := p.At(c.words.nothing, 0)
	return to != len(p.Words) && to < 2 && (len(p.Words) > longestBlank || p.At(c.words.pending, 0) == 0)
}

// whole reports whether a passage is a phrase of a list and no more.
func (p passage) whole(list phrase.List) bool {
	return len(p.Words) > 0 && p.At(list, 0) == len(p.Words)
}

// unsaid is a rule about a field that is blank.
func unsaid(field, why string) detector {
	return func(c *checking, i *item) (found, bool) { return found{why: why}, !c.answers(textOf(i, field)) }
}

func (c *checking) noUserNeed(i *item) (found, bool) {
	return found{why: "Nothing says whose need it serves."}, !c.answers(i.Body.Need) && len(i.Body.Needs) == 0
}

func (c *checking) noOtherWay(i *item) (found, bool) {
	return found{why: "Some people could be excluded, and nothing says how they get the same service."},
		c.answers(i.Body.Excluded) && !c.answers(i.Body.NonDigital)
}

func (c *checking) noMeasure(i *item) (found, bool) {
	return found{why: "Nothing says how anyone will know that it worked."}, len(i.Body.Measures) == 0
}

func (c *checking) noBaseline(i *item) (found, bool) {
	return lacking(i, "has no figure for where it stands now.", "have no figure for where they stand now.",
		func(m strategy.Measure) bool { return !c.counted(m.Baseline) })
}

func (c *checking) noTarget(i *item) (found, bool) {
	return lacking(i, "has no figure to reach.", "have no figure to reach.",
		func(m strategy.Measure) bool { return !c.isFigure(m.Target) })
}

// lacking finds the measures that lack something: it names the first, counts the others, and says it of one or of several.
func lacking(i *item, one, several string, lacks func(strategy.Measure) bool) (found, bool) {
	var names []string
	for _, m := range i.Body.Measures {
		if lacks(m) {
			names = append(names, "'"+m.Name+"'")
		}
	}
	switch len(names) {
	case 0:
		return found{}, false
	case 1:
		return found{why: names[0] + " " + one}, true
	default:
		return found{why: names[0] + " and " + counted(len(names)-1, "one more measure", "%s more measures") + " " + several}, true
	}
}

// isFigure reports whether a target says how much: it has a number, or a word for one.
func (c *checking) isFigure(target string) bool {
	p := read("", target)
	return c.said(target) && (p.amounts() || p.Has(c.words.figures))
}

// counted reports whether a baseline says where something stands: by a number, or in words that do not say that nobody knows.
func (c *checking) counted(baseline string) bool {
	p := read("", baseline)
	return c.said(baseline) && (p.amounts() || !p.Has(c.words.uncounted))
}

func (c *checking) ownerInIT(i *item) (found, bool) {
	f := found{why: "Its owner sits in the digital team.", rests: string(i.Body.OwnerPlace)}
	place, inferred := OwnerPlaceOf(i.Body)
	if inferred {
		p := read("owner", i.Body.Owner)
		f.why, f.marks = "Its owner sits in the digital team, going by the title.", p.marks(p.Find(c.words.itRoles))
	}
	return f, place == strategy.OwnerInIT
}

// OwnerPlaceOf says where an accountable owner sits: as the strategy says it, or else as the owner's title tells, which
// is then inferred. It is empty where neither is known.
func OwnerPlaceOf(b strategy.Body) (place strategy.OwnerPlace, inferred bool) {
	if b.OwnerPlace != "" {
		return b.OwnerPlace, false
	}
	p := read("owner", b.Owner)
	it := p.everywhere(words().itRoles)
	switch {
	case p.without(it).Has(words().otherRoles):
		return strategy.OwnerOutsideIT, true
	case len(it) > 0:
		return strategy.OwnerInIT, true
	}
	return "", false
}

func (c *checking) noHorizon(i *item) (found, bool) {
	return found{why: "It has no date."}, i.Due.IsZero()
}

func (c *checking) horizonPast(i *item) (found, bool) {
	return found{why: fmt.Sprintf("Its date, %s, has passed.", spoken(i.Due))}, i.Due.Before(c.now)
}

// horizonYears is how far ahead a strategy can plan.
const horizonYears = 5

func (c *checking) horizonFar(i *item) (found, bool) {
	if c.beyond(i.Due, horizonYears) {
		return found{why: fmt.Sprintf("Its date, %s, is more than five years away.", spoken(i.Due))}, true
	}
	var marks []Mark
	for _, p := range i.texts() {
		marks = append(marks, c.farOff(p)...)
	}
	if len(marks) == 0 {
		return found{}, false
	}
	return found{why: fmt.Sprintf("It speaks of %s, which is more than five years away.", quoted(marks)), marks: marks, field: marks[0].Field}, true
}

func (c *checking) unfunded(i *item) (found, bool) {
	switch i.Body.Funding {
	case strategy.FundingNone:
		return found{why: "It is unfunded."}, true
	case strategy.FundingBid:
		return found{why: "Its funding is a bid, and a bid is not money."}, true
	case strategy.FundingPart, strategy.FundingApproved, "":
	}
	var marks []Mark
	for _, p := range i.texts() {
		marks = append(marks, p.marks(p.Find(c.words.unfunded))...)
	}
	if len(marks) == 0 {
		return found{}, false
	}
	return found{why: fmt.Sprintf("By its own words the money is not there: %s.", quoted(marks)), marks: marks, field: marks[0].Field}, true
}

func (c *checking) noEarlyMilestone(i *item) (found, bool) {
	early := func(m strategy.Milestone) bool { return m.Done || c.within(m.Due, 1) }
	return found{why: "It ends more than a year from now, and no milestone falls within twelve months."},
		(i.Due.IsZero() || c.beyond(i.Due, 1)) && !slices.ContainsFunc(i.Body.Milestones, early)
}

func (c *checking) noStopIf(i *item) (found, bool) {
	return found{why: "There is a checkpoint, and nothing says what would stop the work."},
		!i.Body.Checkpoint.On.IsZero() && (!c.answers(i.Body.Checkpoint.StopIf) || c.neverStops(i.Body.Checkpoint.StopIf))
}

// neverStops reports whether a text says what is done at a checkpoint, and names nothing that would stop the work: with a figure in
// it, it may.
func (c *checking) neverStops(stopIf string) bool {
	p := read("stop_if", stopIf)
	return p.Has(c.words.unstopped) && !p.amounts() && !p.Has(c.words.amounts)
}

func (c *checking) orphanObjective(i *item) (found, bool) {
	known := c.Linked != nil || c.count[strategy.KindAim] > 0
	return found{why: "No goal of the system is linked to it, and it names no aim of yours."},
		known && !c.System && !c.Linked[i.Code] && len(i.Body.Aims) == 0
}

func (c *checking) aimWithoutSupport(i *item) (found, bool) {
	return found{why: "No objective serves this aim."}, !c.aimed[i.Code]
}

func (c *checking) servesNothing(i *item) (found, bool) {
	return found{why: "It serves no objective and no goal."}, len(i.Body.Objectives) == 0 && len(i.Body.Goals) == 0
}
