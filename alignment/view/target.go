package view

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Target is a goal or a shared initiative as a system has released it.
type Target struct {
	TargetRef
	Description string
	Measures    []strategy.Measure
	Delivery    strategy.Delivery
	Serves      []TargetRef // of an initiative, the goals it serves; of a goal, the initiatives that serve it
	TextHash    strategy.TextHash
}

// IsTarget reports whether an item of an edition is something that an objective can serve.
func IsTarget(item strategy.EditionItem) bool {
	return item.Kind == strategy.KindGoal || item.Kind == strategy.KindInitiative
}

func refOf(item strategy.EditionItem) TargetRef {
	return TargetRef{item.ID, alignment.TargetKind(item.Kind), item.Code, item.Title, item.Due}
}

// targetsOf lists an edition's goals and then its initiatives, in the writer's order.
func targetsOf(e strategy.Edition) []Target {
	goals, serving := servesOf(e)
	var targets []Target
	for _, item := range e.Items {
		if !IsTarget(item) {
			continue
		}
		t := Target{
			TargetRef: refOf(item), Description: item.Body.Description, Measures: item.Body.Measures,
			Delivery: item.Body.Delivery, Serves: serving[item.ID], TextHash: item.TextHash,
		}
		for _, code := range item.Body.Goals {
			t.Serves = append(t.Serves, goals[code])
		}
		targets = append(targets, t)
	}
	return targets
}

// servesOf gives an edition's goals by their codes, and the initiatives that serve each goal by its id.
func servesOf(e strategy.Edition) (goals map[string]TargetRef, serving map[uuid.UUID][]TargetRef) {
	goals, serving = map[string]TargetRef{}, map[uuid.UUID][]TargetRef{}
	for _, item := range e.Items {
		if item.Kind == strategy.KindGoal {
			goals[item.Code] = refOf(item)
		}
	}
	for _, item := range e.Items {
		for _, code := range item.Body.Goals {
			serving[goals[code].ID] = append(serving[goals[code].ID], refOf(item))
		}
	}
	return goals, serving
}

// Targets reads the goals and shared initiatives that a system has released to the acting organisation.
func Targets(ctx context.Context, tx *tenants.Tx, system *uuid.UUID) (tenants.Organisation, []Target, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return at, nil, err
	}
	edition, err := systemEdition(ctx, tx, at.ID)
	return at, targetsOf(edition), err
}

func systemEdition(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (strategy.Edition, error) {
	channels, err := tenants.ChannelsOf(ctx, tx, system)
	if err != nil {
		return strategy.Edition{}, err
	}
	editions, err := strategy.Released(ctx, tx, []uuid.UUID{system}, channels)
	return editions[system], err
}

// Found is a target with the system whose it is.
type Found struct {
	Target
	System  tenants.Organisation
	Edition strategy.Edition
}

// FindTarget reads one target by its id.
func FindTarget(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (Found, error) {
	owner, err := ownerOfItem(ctx, tx, id)
	if err != nil {
		return Found{}, err
	}
	system, err := tenants.SystemAtHand(ctx, tx, &owner)
	if fault.Is(err, fault.NotFound) {
		return Found{}, fault.Nothing() // it is an item of a member's
	}
	if err != nil {
		return Found{}, err
	}
	edition, err := systemEdition(ctx, tx, owner)
	if err != nil {
		return Found{}, err
	}
	for _, t := range targetsOf(edition) {
		if t.ID == id {
			return Found{t, system, edition}, nil
		}
	}
	return Found{}, fault.Nothing()
}

// TargetCoverage is one organisation's part in one target, with the links that make it.
type TargetCoverage struct {
	Organisation tenants.Organisation
	Cell
	Links []Link
}

// TargetDetail is a target and who does what about it.
type TargetDetail struct {
	Target        Target
	System        tenants.Organisation
	Organisations []TargetCoverage
	Findings      []FindingDetail
}

// ReadTarget reads a target and who does what about it, as far as the acting organisation may see.
func ReadTarget(ctx context.Context, tx *tenants.Tx, id uuid.UUID) (TargetDetail, error) {
	t, err := FindTarget(ctx, tx, id)
	if err != nil {
		return TargetDetail{}, err
	}
	columns, err := Columns(ctx, tx, t.System)
	if err != nil {
		return TargetDetail{}, err
	}
	cells, changed, err := readCells(ctx, tx, CellFilter{System: t.System.ID, Target: &id})
	if err != nil {
		return TargetDetail{}, err
	}
	links, err := Links(ctx, tx, LinkFilter{System: &t.System.ID, Target: &id})
	if err != nil {
		return TargetDetail{}, err
	}
	detail := TargetDetail{Target: t.Target, System: t.System}
	for _, c := range columns {
		detail.Organisations = append(detail.Organisations, TargetCoverage{
			Organisation: c.Organisation, Cell: changed.mark(c.Cell(id, cells)), Links: shown(links, c.Organisation.ID),
		})
	}
	detail.Findings, err = findingsAbout(ctx, tx, t.System, func(f Finding) bool { return f.Target != nil && *f.Target == id })
	return detail, err
}

// shown are an organisation's links that count.
func shown(links []Link, organisation uuid.UUID) []Link {
	return slices.DeleteFunc(slices.Clone(links), func(l Link) bool {
		return l.Objective.Organisation != organisation || !l.counts()
	})
}

// Members reads the organisations of a system that the acting one may know of, with what their released editions
// are called.
func Members(ctx context.Context, tx *tenants.Tx, system *uuid.UUID) ([]tenants.Membership, map[uuid.UUID]strategy.Edition, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return nil, nil, err
	}
	memberships, err := tenants.Memberships(ctx, tx, &at.ID, nil)
	if err != nil {
		return nil, nil, err
	}
	editions, err := publishedEditions(ctx, tx, at.ID)
	return memberships, editions, err
}
