package lens

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// LongestRole is how long the name of a role may be, in characters.
const LongestRole = 300

// Asked reads the role that is asked about; none is the empty role.
func Asked(role *string) (strategy.Role, error) {
	if role == nil {
		return "", nil
	}
	if utf8.RuneCountInString(*role) > LongestRole {
		return "", fault.New(fault.Invalid, "That is too long for a role.",
			fault.Field{Name: "role", Reason: fmt.Sprintf("Use at most %d characters.", LongestRole)})
	}
	return strategy.Role(strings.TrimSpace(*role)), nil
}

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
