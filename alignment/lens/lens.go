package lens

import (
	"cmp"
	"slices"
	"strings"

	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Lens is a strategy as people in a role would read it.
type Lens struct {
	Role     strategy.Role
	Words    []string // that name the role
	Wider    []string // that name groups to which it belongs
	Changes  []Change // with what the strategy states first, and then by date
	Needs    []Need
	Services []Service
}

// Change is an objective, or a goal of a system, that changes something for people in the role.
type Change struct {
	Item    strategy.EditionItem
	Reasons []Reason              // the strongest first; there is at least one
	For     []strategy.RoleChange // what it says of the role itself
	Steps   []Step
}

// Step is a milestone of an initiative that serves an objective.
type Step struct {
	Initiative strategy.EditionItem
	Milestone  strategy.Milestone
}

// Need is a user need of the role, with the objectives that name it.
type Need struct {
	Item strategy.EditionItem
	Met  []strategy.EditionItem
}

// Service is a digital service that people in the role use.
type Service struct {
	Item    strategy.EditionItem
	Reasons []Reason
}

// Strength says what something rests on.
type Strength int

// The strengths of a reason, the strongest first.
const (
	Stated Strength = iota // the strategy says so in a field that is about people
	Named                  // a text names the role
	Wider                  // a text names a group that the role belongs to
)

// Reason is why something belongs to a role.
type Reason struct {
	Strength Strength
	Item     strategy.EditionItem // that says so: the objective, an initiative that serves it, or the need that it names
	Mark     *Mark                // the words that say so; nil where the whole field does
	Field    strategy.Field
}

// Mark is where words stand in a field: bytes of its text.
type Mark struct{ Start, End int }

// Offered is a role that a strategy may be read by.
type Offered struct {
	Role strategy.Role
	Own  bool // the strategy names it, and the list of roles does not
	Said int  // how many needs and changes are of it
}

// Roles lists the roles that a strategy may be read by: those of the list, and those that it names itself.
func Roles(items []strategy.EditionItem) []Offered {
	var offered []Offered
	at := map[string]int{}
	for i, r := range strategy.Roles() {
		offered, at[keyOf(r)] = append(offered, Offered{Role: r}), i
	}
	for _, r := range named(items) {
		role := resolve(r)
		i, known := at[keyOf(role)]
		if !known {
			i = len(offered)
			offered, at[keyOf(role)] = append(offered, Offered{Role: role, Own: true}), i
		}
		offered[i].Said++
	}
	return offered
}

// named gives whom needs and changes are about, as written.
func named(items []strategy.EditionItem) []strategy.Role {
	var roles []strategy.Role
	for _, i := range items {
		if i.Kind == strategy.KindNeed && strings.TrimSpace(string(i.Body.Role)) != "" {
			roles = append(roles, i.Body.Role)
		}
		for _, c := range i.Body.Changes {
			roles = append(roles, c.Role)
		}
	}
	return roles
}

// Look reads what a strategy says as people in a role would.
func Look(items []strategy.EditionItem, role strategy.Role) Lens {
	role = resolve(role)
	l := looking{items: items, role: keyOf(role), words: wordsOf(role)}
	lens := Lens{Role: role, Words: l.words.said, Wider: l.words.saidWider, Needs: l.needs()}
	for _, i := range items {
		switch i.Kind { //nolint:exhaustive // the rest change nothing by themselves
		case strategy.KindObjective, strategy.KindGoal:
			if c := l.change(i); len(c.Reasons) > 0 {
				lens.Changes = append(lens.Changes, c)
			}
		case strategy.KindService:
			if reasons := l.reasons(i, service); len(reasons) > 0 {
				lens.Services = append(lens.Services, Service{i, reasons})
			}
		}
	}
	slices.SortStableFunc(lens.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Reasons[0].Strength, b.Reasons[0].Strength), compareMonths(a.when(), b.when()))
	})
	return lens
}

type looking struct {
	items []strategy.EditionItem
	role  string // its key
	words words
}

// is reports whether what somebody wrote is the role.
func (l looking) is(written strategy.Role) bool { return keyOf(resolve(written)) == l.role }

// change says why an item changes something for the role; without reasons it does not.
func (l looking) change(i strategy.EditionItem) Change {
	c := Change{Item: i}
	for _, one := range i.Body.Changes {
		if l.is(one.Role) {
			c.For = append(c.For, one)
		}
	}
	if len(c.For) > 0 {
		c.Reasons = append(c.Reasons, Reason{Strength: Stated, Item: i, Field: fieldOf(i, "changes")})
	}
	for _, need := range l.items {
		if need.Kind == strategy.KindNeed && slices.Contains(i.Body.Needs, need.Code) && l.is(need.Body.Role) {
			c.Reasons = append(c.Reasons, Reason{Strength: Stated, Item: need, Field: fieldOf(need, "title")})
		}
	}
	c.Reasons = append(c.Reasons, l.reasons(i, objective)...)
	for _, work := range l.items {
		if work.Kind == strategy.KindInitiative && serves(work, i) {
			c.Reasons = append(c.Reasons, l.reasons(work, initiative)...)
			for _, m := range work.Body.Milestones {
				c.Steps = append(c.Steps, Step{work, m})
			}
		}
	}
	slices.SortStableFunc(c.Reasons, func(a, b Reason) int { return cmp.Compare(a.Strength, b.Strength) })
	slices.SortStableFunc(c.Steps, func(a, b Step) int { return compareMonths(a.Milestone.Due, b.Milestone.Due) })
	return c
}

func serves(work, i strategy.EditionItem) bool {
	if i.Kind == strategy.KindGoal {
		return slices.Contains(work.Body.Goals, i.Code)
	}
	return slices.Contains(work.Body.Objectives, i.Code)
}

// when is the first month in which it changes something for the role, or else the month by which all of it is done.
func (c Change) when() strategy.Month {
	first := strategy.Month{}
	for _, one := range c.For {
		if compareMonths(one.When, first) < 0 {
			first = one.When
		}
	}
	if first.IsZero() {
		return c.Item.Due
	}
	return first
}

// compareMonths puts what has no date last.
func compareMonths(a, b strategy.Month) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(b.String(), a.String())
	}
	return cmp.Compare(a.String(), b.String())
}

// needs are those of the role.
func (l looking) needs() []Need {
	var needs []Need
	for _, i := range l.items {
		if i.Kind != strategy.KindNeed || !l.is(i.Body.Role) {
			continue
		}
		n := Need{Item: i}
		for _, o := range l.items {
			if slices.Contains(o.Body.Needs, i.Code) {
				n.Met = append(n.Met, o)
			}
		}
		needs = append(needs, n)
	}
	return needs
}
