package board

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/check"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Fact is what the strategy shows for a question at this moment, with the things that it was counted over.
type Fact struct {
	ID       string
	Says     string // a sentence
	Standing Standing
	Are      []Evidence // the things that are so
	AreNot   []Evidence // and those that are not
}

// Standing is how far a fact speaks for the strategy.
type Standing string

// The standings of a fact.
const (
	Shown    Standing = "shown"
	InPart   Standing = "in_part"
	NotSoFar Standing = "missing"
	ToDo     Standing = "to_do" // some are so, and it is better to have none
)

// planYears is how far a plan may look ahead: a strategy is for one to five years.
const planYears = 5

// Evidence is a thing that a fact counts: an item of our own, or a goal or shared initiative of a system.
type Evidence struct {
	ID          uuid.UUID
	Kind        strategy.ItemKind
	Code, Title string
	OfSystem    bool
}

// thing is something to count, with what is looked at to tell whether it is so.
type thing struct {
	Evidence

	item  strategy.Item           // of our own
	state alignment.CoverageState // of a system's: our part in it
}

// reading is all that facts are told from.
type reading struct {
	header    strategy.Header
	now       strategy.Month
	until     strategy.Month // the last month that a plan may name
	things    map[about][]thing
	supported map[string]bool // aims that an objective names
}

func newReading(h strategy.Header, today time.Time) *reading {
	return &reading{
		header: h, now: strategy.MonthOf(today), until: strategy.MonthOf(today.AddDate(planYears, 0, 1-today.Day())),
		things: map[about][]thing{}, supported: map[string]bool{},
	}
}

func (r *reading) add(k strategy.Kept[strategy.Item]) {
	e := Evidence{ID: k.ID, Kind: k.Item.Kind, Code: k.Item.Code, Title: k.Item.Title}
	r.things[about(k.Item.Kind)] = append(r.things[about(k.Item.Kind)], thing{Evidence: e, item: k.Item})
	for _, aim := range k.Item.Body.Aims {
		r.supported[aim] = true
	}
}

// facts gives what there is to show for a question. That there are no things of a sort is said once.
func (r *reading) facts(q Question) []Fact {
	var facts []Fact
	none := map[about]bool{}
	for _, id := range q.Facts {
		f, _ := known().fact(id)
		if none[f.About] {
			continue
		}
		if f.About == wholeStrategy {
			facts = append(facts, statements[id](r))
			continue
		}
		none[f.About] = len(r.things[f.About]) == 0
		facts = append(facts, r.count(f))
	}
	return facts
}

func (r *reading) count(f counted) Fact {
	fact := Fact{ID: f.ID}
	for _, t := range r.things[f.About] {
		if tests[f.ID](r, t) {
			fact.Are = append(fact.Are, t.Evidence)
		} else {
			fact.AreNot = append(fact.AreNot, t.Evidence)
		}
	}
	n, all := len(fact.Are), len(fact.Are)+len(fact.AreNot)
	fact.Says, fact.Standing = f.sentence(n, all), f.standing(n, all)
	if f.ID == ownersOutside && all > 0 {
		r.placeOwners(&fact, f.About)
	}
	return fact
}

func (f counted) standing(n, all int) Standing {
	switch {
	case all == 0, n == 0 && !f.Unwanted:
		return NotSoFar
	case n == all && !f.Unwanted, n == 0:
		return Shown
	case f.Unwanted:
		return ToDo
	default:
		return InPart
	}
}

var choice = regexp.MustCompile(`\[([^|\]]*)\|([^|\]]*)\]`)

func (f counted) sentence(n, all int) string {
	if all == 0 {
		if f.About == systemGoal || f.About == systemInitiative {
			return fmt.Sprintf("No system has shared any %s with us.", f.About.noun(all))
		}
		return fmt.Sprintf("The strategy lists no %s.", f.About.noun(all))
	}
	group := "$2"
	if n == 1 || all == 1 {
		group = "$1"
	}
	return strings.NewReplacer("{n}", strconv.Itoa(n), "{all}", strconv.Itoa(all), "{kind}", f.About.noun(all)).
		Replace(choice.ReplaceAllString(f.Says, group))
}

// statements state facts of the strategy as a whole.
var statements = map[string]func(*reading) Fact{
	"mission": func(r *reading) Fact {
		words := len(strings.Fields(r.header.Mission))
		if words == 0 {
			return Fact{ID: "mission", Says: "There is no mission yet.", Standing: NotSoFar}
		}
		return Fact{ID: "mission", Says: fmt.Sprintf("“%s” Words: %d.", strings.TrimSpace(r.header.Mission), words), Standing: Shown}
	},
	"next-review": func(r *reading) Fact {
		review, when := r.header.NextReview, r.header.NextReview.End().Format("January 2006")
		switch {
		case review.IsZero():
			return Fact{ID: "next-review", Says: "The next review of the strategy has no date.", Standing: NotSoFar}
		case review.Before(r.now):
			return Fact{ID: "next-review", Says: fmt.Sprintf("The review of the strategy that was due in %s is overdue.", when), Standing: InPart}
		default:
			return Fact{ID: "next-review", Says: fmt.Sprintf("The next review of the strategy is in %s.", when), Standing: Shown}
		}
	},
}

// tests tell whether a thing is what a fact counts.
var tests = map[string]func(*reading, thing) bool{
	"aims-supported":        func(r *reading, t thing) bool { return r.supported[t.Code] },
	"objectives-serve-aims": func(_ *reading, t thing) bool { return len(t.item.Body.Aims) > 0 },
	ownersOutside: func(_ *reading, t thing) bool {
		place, _ := check.OwnerPlaceOf(t.item.Body)
		return t.item.Body.Owner != "" && place == strategy.OwnerOutsideIT
	},

	"needs-evidenced":     func(_ *reading, t thing) bool { return t.item.Body.Evidence != "" },
	"objectives-need":     func(_ *reading, t thing) bool { return t.item.Body.Need != "" || len(t.item.Body.Needs) > 0 },
	"objectives-excluded": func(_ *reading, t thing) bool { return said(t.item.Body.Excluded, t.item.Body.NonDigital) },

	"services-listed": listed,
	"services-users":  func(_ *reading, t thing) bool { return t.item.Body.Users != "" },
	"services-figures": func(_ *reading, t thing) bool {
		b := t.item.Body
		return said(b.TakeUp, b.Cost, b.Satisfaction, b.FailureDemand)
	},

	"non-priorities-listed": listed,
	"non-priorities-reason": func(_ *reading, t thing) bool { return t.item.Body.Description != "" },
	"non-priorities-until":  func(_ *reading, t thing) bool { return !t.item.Due.IsZero() },
	"objectives-ranked":     func(_ *reading, t thing) bool { return t.item.Body.Rank > 0 },

	"objectives-dated": func(r *reading, t thing) bool {
		return !t.item.Due.IsZero() && !t.item.Due.Before(r.now) && !r.until.Before(t.item.Due)
	},
	"initiatives-milestones": func(_ *reading, t thing) bool {
		for _, m := range t.item.Body.Milestones {
			if !m.Due.IsZero() {
				return true
			}
		}
		return false
	},
	"initiatives-funded": func(_ *reading, t thing) bool { return t.item.Body.Funding == strategy.FundingApproved },
	"checkpoints-set": func(_ *reading, t thing) bool {
		return !t.item.Body.Checkpoint.On.IsZero() && t.item.Body.Checkpoint.StopIf != ""
	},
	"checkpoints-undecided": func(r *reading, t thing) bool {
		c := t.item.Body.Checkpoint
		return !c.On.IsZero() && !r.now.Before(c.On) && c.Decision == ""
	},

	"objectives-measured": func(_ *reading, t thing) bool {
		for _, m := range t.item.Body.Measures {
			if said(m.Baseline, m.Target) {
				return true
			}
		}
		return false
	},
	"delivered-listed":  listed,
	"delivered-effect":  func(_ *reading, t thing) bool { return t.item.Body.Effect != "" },
	"delivered-learned": learned,

	"goals-served":       aligned,
	"goals-waiting":      func(_ *reading, t thing) bool { return t.state == alignment.NotYetReviewed },
	"initiatives-served": aligned,

	"objectives-change-work": func(_ *reading, t thing) bool { return len(t.item.Body.Changes) > 0 },
	"initiatives-led": func(_ *reading, t thing) bool {
		return t.item.Body.Leads.Clinical != "" || t.item.Body.Leads.Operational != ""
	},
	"constraints-listed": listed,

	"risks-listed":    listed,
	"risks-owned":     func(_ *reading, t thing) bool { return t.item.Body.Owner != "" },
	"risks-mitigated": func(_ *reading, t thing) bool { return t.item.Body.Mitigation != "" },
	"risks-learned":   learned,
}

func listed(*reading, thing) bool { return true }

func learned(_ *reading, t thing) bool { return t.item.Body.Learned != "" }

func aligned(_ *reading, t thing) bool {
	return t.state == alignment.Aligned || t.state == alignment.PartlyAligned
}

// said reports whether each of several texts says something.
func said(texts ...string) bool {
	for _, text := range texts {
		if strings.TrimSpace(text) == "" {
			return false
		}
	}
	return true
}
