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
		return gen.Measure{Name: m.Name, Baseline: m.Baseline, Target: m.Target, Unit: unlessEmpty(m.Unit)}
	})
}

func toMeasures(list *[]gen.Measure) []strategy.Measure {
	return each(valueOr(list), func(m gen.Measure) strategy.Measure {
		return strategy.Measure{Name: m.Name, Baseline: m.Baseline, Target: m.Target, Unit: valueOr(m.Unit)}
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

// ToChannelKinds reads the channels that an edition is to be released to.
func ToChannelKinds(kinds []gen.ChannelKind) []tenants.ChannelKind {
	return each(kinds, func(k gen.ChannelKind) tenants.ChannelKind { return tenants.ChannelKind(k) })
}

// Strategy is a working copy with the edition that was published last.
func Strategy(w strategy.Working, e strategy.Edition) gen.Strategy {
	h := w.Header.Item
	return gen.Strategy{
		ID: w.Header.ID, Title: h.Title, Mission: h.Mission, Period: h.Period, NextReview: month(h.NextReview),
		Version: w.Header.Version, Edition: EditionRef(e), Items: each(w.Items, Item),
	}
}

// Constraints are what holds an organisation back.
func Constraints(list []strategy.Item) []gen.Constraint {
	return each(list, func(c strategy.Item) gen.Constraint {
		return gen.Constraint{Code: c.Code, Kind: gen.ConstraintKind(c.Body.Constraint), AsWritten: c.Body.AsWritten, Text: c.Title}
	})
}

// NonPriorities are what an organisation will not do.
func NonPriorities(list []strategy.Item) []gen.NonPriority {
	return each(list, func(n strategy.Item) gen.NonPriority {
		return gen.NonPriority{Code: n.Code, Text: n.Title, Until: month(n.Due)}
	})
}

// EditHeader reads a change of a strategy's header as an edit.
func EditHeader(c gen.StrategyChange) (func(*strategy.Header), error) {
	review, err := ToMonth("next_review", c.NextReview)
	return func(h *strategy.Header) {
		set(&h.Title, c.Title)
		set(&h.Mission, c.Mission)
		set(&h.Period, c.Period)
		setMonth(&h.NextReview, c.NextReview, review)
	}, err
}

// ToHeader reads a new strategy.
func ToHeader(n gen.NewStrategy) (strategy.Header, error) {
	review, err := ToMonth("next_review", n.NextReview)
	return strategy.Header{Title: n.Title, Mission: valueOr(n.Mission), Period: valueOr(n.Period), NextReview: review}, err
}

func set[T any](into, from *T) {
	if from != nil {
		*into = *from
	}
}

func setMonth(into *strategy.Month, said *string, month strategy.Month) {
	if said != nil {
		*into = month
	}
}
