package desk

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/alignment/view"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// ReadReport reads the whole report of a system in the form that the engine gives, as far as the acting
// organisation may see it: what has not been reviewed and is not open yet is left out.
func ReadReport(ctx context.Context, tx *tenants.Tx, system *uuid.UUID) (alignment.Report, error) {
	at, err := tenants.SystemAtHand(ctx, tx, system)
	if err != nil {
		return alignment.Report{}, err
	}
	s, err := gather(ctx, tx, at)
	if err != nil {
		return alignment.Report{}, err
	}
	picture, x := s.picture()
	report := alignment.Report{System: at.Code}
	if report.Model, err = view.Model(ctx, tx, at.ID); err != nil {
		return report, err
	}
	for _, fill := range []func() error{
		func() error { return fillLinks(ctx, tx, at, x, &report) },
		func() error { return fillLevels(ctx, tx, at, x, &report) },
		func() error { return fillCoverage(ctx, tx, at, x, &report) },
		func() error { return fillFindings(ctx, tx, at, x, &report) },
	} {
		if err := fill(); err != nil {
			return report, err
		}
	}
	report.Notes = alignment.Notes(picture, report.Links)
	report.Sort()
	return report, nil
}

func fillLinks(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, x index, report *alignment.Report) error {
	links, err := view.Links(ctx, tx, view.LinkFilter{System: &system.ID})
	if err != nil {
		return err
	}
	for _, l := range links {
		report.Links = append(report.Links, alignment.Link{
			Objective: x.names[l.Objective.ID], Target: x.names[l.Target.ID], Kind: l.Target.Kind, Score: l.Score,
			Suggested: l.State == view.Suggested || l.State == view.LinkConfirmed, Contribution: l.Contribution, Evidence: l.Evidence, Balance: l.Balance,
		})
	}
	return nil
}

func fillLevels(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, x index, report *alignment.Report) error {
	placements, err := view.Placements(ctx, tx, system.ID, nil)
	if err != nil {
		return err
	}
	for id, p := range placements {
		if name := x.names[id]; name != "" {
			p.Objective = name
			report.Levels = append(report.Levels, p)
		}
	}
	return nil
}

func fillCoverage(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, x index, report *alignment.Report) error {
	columns, err := view.Columns(ctx, tx, system)
	if err != nil {
		return err
	}
	cells, err := view.Cells(ctx, tx, view.CellFilter{System: system.ID})
	if err != nil {
		return err
	}
	for name, item := range x.items {
		if !view.IsTarget(item.EditionItem) {
			continue
		}
		for _, c := range columns {
			cell := c.Cell(item.ID, cells)
			coverage := alignment.Coverage{Organisation: c.Organisation.Code, State: cell.State, Objectives: []string{}}
			for _, o := range cell.Objectives {
				coverage.Objectives = append(coverage.Objectives, x.names[o])
			}
			slices.SortFunc(coverage.Objectives, strings.Compare)
			if item.Kind == strategy.KindGoal {
				report.Coverage = append(report.Coverage, alignment.GoalCoverage{Goal: name, Coverage: coverage})
			} else {
				report.InitiativeCoverage = append(report.InitiativeCoverage, alignment.InitiativeCoverage{Initiative: name, Coverage: coverage})
			}
		}
	}
	return nil
}

func fillFindings(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, x index, report *alignment.Report) error {
	findings, err := view.Findings(ctx, tx, system.ID)
	if err != nil {
		return err
	}
	codes := map[uuid.UUID]string{}
	for code, id := range x.organisations {
		codes[id] = code
	}
	for _, f := range findings {
		row := alignment.Finding{Kind: f.Kind, Difference: f.Difference, Reason: f.Reason, Evidence: f.Evidence, Items: []string{}}
		for _, id := range f.Items {
			if name, ok := x.names[id]; ok {
				row.Items = append(row.Items, name)
			} else if code, ok := codes[id]; ok {
				row.Items = append(row.Items, code)
			}
		}
		if f.Target != nil {
			goal := x.names[*f.Target]
			row.Goal = &goal
		}
		report.Findings = append(report.Findings, row)
	}
	return nil
}
