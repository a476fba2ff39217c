package lens

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// Own reads one of the acting organisation's editions, or for none the working copy, which has no number.
func Own(ctx context.Context, tx *tenants.Tx, of uuid.UUID, edition *uuid.UUID) (strategy.Edition, error) {
	if edition == nil {
		items, err := strategy.Said(ctx, tx, of)
		return strategy.Edition{Items: items}, err
	}
	e, err := strategy.ReadEdition(ctx, tx, *edition)
	if err == nil && e.Strategy != of {
		err = strategy.ErrNoEdition
	}
	return e, err
}

// Published reads what another organisation has released, as far as the acting one may read it.
func Published(ctx context.Context, tx *tenants.Tx, owner uuid.UUID) (strategy.Edition, error) {
	editions, err := strategy.Released(ctx, tx, []uuid.UUID{owner}, nil)
	if err != nil {
		return strategy.Edition{}, err
	}
	e, ok := editions[owner]
	if !ok {
		return e, fault.New(fault.NotFound, "It has not published a strategy to you.")
	}
	return e, nil
}
