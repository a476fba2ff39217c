package wire

import (
	"strconv"

	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ETag is the entity tag of a version, for reading and for If-Match.
func ETag(version int) *string {
	tag := strconv.Quote(strconv.Itoa(version))
	return &tag
}

// Version reads the version out of an If-Match header. Anything else than a tag of ours matches nothing.
func Version(ifMatch string) (int, error) {
	text, err := strconv.Unquote(ifMatch)
	if err == nil {
		if version, err := strconv.Atoi(text); err == nil {
			return version, nil
		}
	}
	return 0, fault.New(fault.Stale, "If-Match must be the ETag that you last read.")
}

func measures(list []strategy.Measure) []gen.Measure {
	return each(list, func(m strategy.Measure) gen.Measure {
		return gen.Measure{Name: m.Name, Baseline: m.Baseline, Target: m.Target}
	})
}

func toMeasures(list *[]gen.Measure) []strategy.Measure {
	return each(valueOr(list), func(m gen.Measure) strategy.Measure {
		return strategy.Measure{Name: m.Name, Baseline: m.Baseline, Target: m.Target}
	})
}

// ToMonth reads a month of the contract; none and the empty text are no date.
func ToMonth(field string, text *string) (strategy.Month, error) {
	if valueOr(text) == "" {
		return strategy.Month{}, nil
	}
	m, err := strategy.ParseMonth(*text)
	if err != nil {
		return m, fault.New(fault.Invalid, "A date cannot be read.", fault.Field{Name: field, Reason: err.Error()})
	}
	return m, nil
}

// EditionRef names an edition; the zero edition is none.
func EditionRef(e strategy.Edition) *gen.EditionRef {
	if e.Number == 0 {
		return nil
	}
	return &gen.EditionRef{ID: e.ID, Number: e.Number, Published: date(e.PublishedOn)}
}

// Edition is a published edition with the channels it was released to.
func Edition(e strategy.Edition, channels []gen.ChannelKind) gen.Edition {
	return gen.Edition{ID: e.ID, Number: e.Number, Published: date(e.PublishedOn), Strategy: e.Strategy, Channels: channels}
}

// ToChannelKinds reads the channels that an edition is to be released to.
func ToChannelKinds(kinds []gen.ChannelKind) []tenants.ChannelKind {
	return each(kinds, func(k gen.ChannelKind) tenants.ChannelKind { return tenants.ChannelKind(k) })
}

// Strategy is a working copy's header and texts, with the edition that was published last.
func Strategy(w strategy.Working, e strategy.Edition) gen.Strategy {
	d := w.Document()
	return gen.Strategy{
		ID: w.Header.ID, Title: d.Title, Mission: d.Mission, Period: d.Period, Version: w.Header.Version, Edition: EditionRef(e),
		Principles: each(d.Principles, func(p strategy.Principle) gen.Principle {
			return gen.Principle{Code: p.Code, Text: p.Text}
		}),
		Constraints: Constraints(d.Constraints), NonPriorities: NonPriorities(d.NonPriorities),
	}
}

// Constraints are what holds an organisation back.
func Constraints(list []strategy.Constraint) []gen.Constraint {
	return each(list, func(c strategy.Constraint) gen.Constraint {
		return gen.Constraint{Code: c.Code, Kind: gen.ConstraintKind(c.Kind), AsWritten: c.AsWritten, Text: c.Text}
	})
}

// NonPriorities are what an organisation will not do.
func NonPriorities(list []strategy.NonPriority) []gen.NonPriority {
	return each(list, func(n strategy.NonPriority) gen.NonPriority {
		return gen.NonPriority{Code: n.Code, Text: n.Text, Until: month(n.Until)}
	})
}

// Objective is an objective of the working copy.
func Objective(k strategy.Kept[strategy.Objective]) gen.Objective {
	return gen.Objective{
		ID: k.ID, Strategy: k.Strategy, Version: k.Version, Updated: k.Updated, Code: k.Item.Code, Title: k.Item.Title,
		Description: k.Item.Description, Measures: measures(k.Item.Measures), Horizon: month(k.Item.Horizon),
	}
}

// Objectives is a list of them.
func Objectives(list []strategy.Kept[strategy.Objective]) gen.ObjectiveList {
	return gen.ObjectiveList{Objectives: each(list, Objective)}
}

// ToObjective reads a new objective.
func ToObjective(n gen.NewObjective) (strategy.Objective, error) {
	horizon, err := ToMonth("horizon", n.Horizon)
	return strategy.Objective{
		Code: valueOr(n.Code), Title: n.Title, Description: valueOr(n.Description), Measures: toMeasures(n.Measures), Horizon: horizon,
	}, err
}

// EditObjective reads a change of an objective as an edit: what the change leaves out stays.
func EditObjective(c gen.ObjectiveChange) (func(*strategy.Objective), error) {
	horizon, err := ToMonth("horizon", c.Horizon)
	return func(o *strategy.Objective) {
		set(&o.Title, c.Title)
		set(&o.Description, c.Description)
		setMeasures(&o.Measures, c.Measures)
		setMonth(&o.Horizon, c.Horizon, horizon)
	}, err
}

// Goal is a goal of the working copy.
func Goal(k strategy.Kept[strategy.Goal]) gen.Goal {
	return gen.Goal{
		ID: k.ID, Strategy: k.Strategy, Version: k.Version, Updated: k.Updated, Code: k.Item.Code, Title: k.Item.Title,
		Description: k.Item.Description, Measures: measures(k.Item.Measures), Due: month(k.Item.Due),
	}
}

// Goals is a list of them.
func Goals(list []strategy.Kept[strategy.Goal]) gen.GoalList {
	return gen.GoalList{Goals: each(list, Goal)}
}

// ToGoal reads a new goal.
func ToGoal(n gen.NewGoal) (strategy.Goal, error) {
	due, err := ToMonth("due", n.Due)
	return strategy.Goal{
		Code: valueOr(n.Code), Title: n.Title, Description: valueOr(n.Description), Measures: toMeasures(n.Measures), Due: due,
	}, err
}

// EditGoal reads a change of a goal as an edit.
func EditGoal(c gen.GoalChange) (func(*strategy.Goal), error) {
	due, err := ToMonth("due", c.Due)
	return func(g *strategy.Goal) {
		set(&g.Title, c.Title)
		set(&g.Description, c.Description)
		setMeasures(&g.Measures, c.Measures)
		setMonth(&g.Due, c.Due, due)
	}, err
}

// Initiative is an initiative of the working copy.
func Initiative(k strategy.Kept[strategy.Initiative]) gen.Initiative {
	return gen.Initiative{
		ID: k.ID, Strategy: k.Strategy, Version: k.Version, Updated: k.Updated, Code: k.Item.Code, Title: k.Item.Title,
		Description: k.Item.Description, Measures: measures(k.Item.Measures), Due: month(k.Item.Due),
		Delivery: string(k.Item.Delivery), Goals: orEmpty(k.Item.Goals),
	}
}

// Initiatives is a list of them.
func Initiatives(list []strategy.Kept[strategy.Initiative]) gen.InitiativeList {
	return gen.InitiativeList{Initiatives: each(list, Initiative)}
}

// ToInitiative reads a new initiative.
func ToInitiative(n gen.NewInitiative) (strategy.Initiative, error) {
	due, err := ToMonth("due", n.Due)
	return strategy.Initiative{
		Code: valueOr(n.Code), Title: n.Title, Description: valueOr(n.Description), Measures: toMeasures(n.Measures), Due: due,
		Delivery: strategy.Delivery(valueOr(n.Delivery)), Goals: valueOr(n.Goals),
	}, err
}

// EditInitiative reads a change of an initiative as an edit.
func EditInitiative(c gen.InitiativeChange) (func(*strategy.Initiative), error) {
	due, err := ToMonth("due", c.Due)
	return func(i *strategy.Initiative) {
		set(&i.Title, c.Title)
		set(&i.Description, c.Description)
		setMeasures(&i.Measures, c.Measures)
		setMonth(&i.Due, c.Due, due)
		if c.Delivery != nil {
			i.Delivery = strategy.Delivery(*c.Delivery)
		}
		set(&i.Goals, c.Goals)
	}, err
}

// EditHeader reads a change of a strategy's header as an edit.
func EditHeader(c gen.StrategyChange) func(*strategy.Header) {
	return func(h *strategy.Header) {
		set(&h.Title, c.Title)
		set(&h.Mission, c.Mission)
		set(&h.Period, c.Period)
	}
}

// ToHeader reads a new strategy.
func ToHeader(n gen.NewStrategy) strategy.Header {
	return strategy.Header{Title: n.Title, Mission: valueOr(n.Mission), Period: valueOr(n.Period)}
}

func set[T any](into, from *T) {
	if from != nil {
		*into = *from
	}
}

func setMeasures(into *[]strategy.Measure, from *[]gen.Measure) {
	if from != nil {
		*into = toMeasures(from)
	}
}

func setMonth(into *strategy.Month, said *string, month strategy.Month) {
	if said != nil {
		*into = month
	}
}
