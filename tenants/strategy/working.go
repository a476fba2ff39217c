package strategy

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
)

// Working is a strategy's working copy in full.
type Working struct {
	Header        Kept[Header]
	Principles    []Kept[Principle]
	Goals         []Kept[Goal]
	Initiatives   []Kept[Initiative]
	Objectives    []Kept[Objective]
	Constraints   []Kept[Constraint]
	NonPriorities []Kept[NonPriority]
}

// Read reads the working copy of a strategy, in a fixed number of queries.
func Read(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Working, error) {
	var w Working
	var err error
	if w.Header, err = Get(ctx, tx, id); err != nil {
		return w, err
	}
	for _, step := range []func() error{
		func() (err error) { w.Principles, err = Principles.List(ctx, tx, &id); return },
		func() (err error) { w.Goals, err = Goals.List(ctx, tx, &id); return },
		func() (err error) { w.Initiatives, err = Initiatives.List(ctx, tx, &id); return },
		func() (err error) { w.Objectives, err = Objectives.List(ctx, tx, &id); return },
		func() (err error) { w.Constraints, err = Constraints.List(ctx, tx, &id); return },
		func() (err error) { w.NonPriorities, err = NonPriorities.List(ctx, tx, &id); return },
	} {
		if err := step(); err != nil {
			return w, err
		}
	}
	return w, nil
}

// Edition is the working copy as an edition that nobody has kept: what would be published now.
func (w Working) Edition() Edition { return Edition{Header: w.Header.Item, Items: freeze(w)} }

// Document is what the working copy says, without ids and versions.
func (w Working) Document() Document {
	h := w.Header.Item
	return Document{
		Title: h.Title, Mission: h.Mission, Period: h.Period, Provenance: h.Provenance,
		Principles: itemsOf(w.Principles), Goals: itemsOf(w.Goals), Initiatives: itemsOf(w.Initiatives),
		Objectives: itemsOf(w.Objectives), Constraints: itemsOf(w.Constraints), NonPriorities: itemsOf(w.NonPriorities),
	}
}

func itemsOf[T any](kept []Kept[T]) []T {
	var items []T
	for _, k := range kept {
		items = append(items, k.Item)
	}
	return items
}
