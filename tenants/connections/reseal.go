package connections

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

// Resealed is what a change of the key came to.
type Resealed struct{ All, Changed int }

// Reseal seals every secret with the current key. It goes one by one and may be run again; a secret that neither the
// current key nor the earlier ones open stops it and is named by its connection's id.
func Reseal(ctx context.Context, db *tenants.DB) (Resealed, error) {
	var done Resealed
	ring, err := db.Secrets()
	if err != nil {
		return done, err
	}
	list, err := readSealed(ctx, db.Enter())
	if err != nil {
		return done, err
	}
	done.All = len(list)
	for _, s := range list {
		secret, err := ring.Open(s.Bytes, s.Organisation.String(), s.ID.String(), tenants.ClientSecret)
		if err != nil {
			return done, fault.Wrap(err, fault.Unavailable, fmt.Sprintf("The secret of the connection %s opens with no key that is set. Set the key it was sealed with as THROUGHLINE_SECRETS_KEY_PREVIOUS, or enter the secret again.", s.ID))
		}
		if ring.Current(s.Bytes) {
			continue
		}
		if err := reseal(ctx, db.Enter(), s, ring.Seal(secret, s.Organisation.String(), s.ID.String(), tenants.ClientSecret)); err != nil {
			return done, err
		}
		done.Changed++
	}
	return done, nil
}

// Sealed is a secret as it is kept.
type Sealed struct {
	ID           uuid.UUID
	Organisation uuid.UUID
	Bytes        []byte
}
