package editions

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Preview is a version as others would read it.
type Preview struct {
	Edition strategy.Edition       // with what they would read
	Kept    []strategy.EditionItem // what its marking, or its kind, keeps from them
}

// PreviewAs shows a version as those read it who read channels of a kind.
func PreviewAs(ctx context.Context, tx *tenants.Tx, of uuid.UUID, edition *uuid.UUID, as tenants.ChannelKind) (Preview, error) {
	e, err := Version(ctx, tx, of, edition)
	if err != nil {
		return Preview{}, err
	}
	reaches, err := strategy.Reach(ctx, tx, as, e.Items)
	if err != nil {
		return Preview{}, err
	}
	p := Preview{Edition: e}
	p.Edition.Items = nil
	for i, item := range e.Items {
		if reaches[i] {
			p.Edition.Items = append(p.Edition.Items, item)
		} else {
			p.Kept = append(p.Kept, item)
		}
	}
	if as == tenants.Public {
		p.Edition.Items = strategy.ForPublic(p.Edition.Items)
	}
	return p, nil
}
