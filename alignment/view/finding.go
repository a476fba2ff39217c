package view

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// FindingDetail is a finding with the names of what it is about.
type FindingDetail struct {
	Finding
	Named  []FindingItem
	Target *TargetRef
}

// FindingItem names one thing that a finding is about.
type FindingItem struct {
	ID           uuid.UUID
	Kind         string // objective | non_priority | goal | initiative | organisation
	Code         string
	Title        string
	Organisation *uuid.UUID
}

// findingsAbout reads the findings of a system that match, with the names of what they are about, as far as the
// acting organisation may see.
func findingsAbout(ctx context.Context, tx *tenants.Tx, system tenants.Organisation, matches func(Finding) bool) ([]FindingDetail, error) {
	all, err := Findings(ctx, tx, system.ID)
	if err != nil {
		return nil, err
	}
	var matching []Finding
	var ids []uuid.UUID
	for _, f := range all {
		if !matches(f) {
			continue
		}
		matching = append(matching, f)
		ids = append(ids, f.Items...)
		if f.Target != nil {
			ids = append(ids, *f.Target)
		}
	}
	if len(matching) == 0 {
		return nil, nil
	}
	named, err := nameThings(ctx, tx, system.ID, ids)
	if err != nil {
		return nil, err
	}
	details := make([]FindingDetail, len(matching))
	for i, f := range matching {
		details[i] = named.detail(f)
	}
	return details, nil
}

// things are released items and organisations by their ids.
type things map[uuid.UUID]thing

type thing struct {
	FindingItem
	due strategy.Month
}

func (t things) detail(f Finding) FindingDetail {
	d := FindingDetail{Finding: f}
	for _, id := range f.Items {
		if named, ok := t[id]; ok {
			d.Named = append(d.Named, named.FindingItem)
		}
	}
	if f.Target != nil {
		if named, ok := t[*f.Target]; ok {
			d.Target = &TargetRef{named.ID, alignment.TargetKind(named.Kind), named.Code, named.Title, named.due}
		}
	}
	return d
}
