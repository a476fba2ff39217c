package wire

import (
	"github.com/throughline-ics/throughline/alignment/lens"
	"github.com/throughline-ics/throughline/api/gen"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// RoleLens is what a strategy changes for people in a role, if one is asked about, and by which roles it can be read.
func RoleLens(e strategy.Edition, role strategy.Role) gen.RoleLens {
	g := gen.RoleLens{
		Edition: unlessEmpty(e.Number),
		Roles: each(lens.Roles(e.Items), func(r lens.Offered) gen.LensRole {
			return gen.LensRole{Role: string(r.Role), Own: r.Own, Said: r.Said}
		}),
	}
	if role != "" {
		l := roleLens(lens.Look(e.Items, role))
		g.Lens = &l
	}
	return g
}

func roleLens(l lens.Lens) gen.Lens {
	return gen.Lens{
		Role: string(l.Role), Words: orEmpty(l.Words), Wider: orEmpty(l.Wider),
		Changes: each(l.Changes, lensChange),
		Needs: each(l.Needs, func(n lens.Need) gen.LensNeed {
			return gen.LensNeed{Item: editionItem(n.Item), Met: each(n.Met, itemRef)}
		}),
		Services: each(l.Services, func(s lens.Service) gen.LensService {
			return gen.LensService{Item: editionItem(s.Item), Reasons: each(s.Reasons, lensReason)}
		}),
	}
}

func lensChange(c lens.Change) gen.LensChange {
	return gen.LensChange{
		Item: editionItem(c.Item), Reasons: each(c.Reasons, lensReason), For: each(c.For, roleChange),
		Steps: each(c.Steps, func(s lens.Step) gen.LensStep {
			return gen.LensStep{Initiative: itemRef(s.Initiative), Milestone: milestone(s.Milestone)}
		}),
	}
}

func lensReason(r lens.Reason) gen.LensReason {
	g := gen.LensReason{Strength: lensStrengths[r.Strength], Item: itemRef(r.Item), Field: r.Field.Name}
	if r.Mark != nil {
		m := quoted(r.Field.Label, r.Field.Text(&r.Item.Item), r.Mark.Start, r.Mark.End)
		g.Mark = &m
	}
	return g
}

var lensStrengths = map[lens.Strength]gen.LensStrength{lens.Stated: gen.Stated, lens.Named: gen.Named, lens.Wider: gen.Wider}

func itemRef(i strategy.EditionItem) gen.CheckedItem {
	return gen.CheckedItem{ID: i.ID, Kind: gen.ItemKind(i.Kind), Code: i.Code, Title: i.Title}
}
