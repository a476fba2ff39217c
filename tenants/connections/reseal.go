package connections

import (
	"context"

	"github.com/google/uuid"

	"github.com/throughline-ics/throughline/internal/seal"
	"github.com/throughline-ics/throughline/tenants"
)

// Sealed is a secret as it is kept.
type Sealed struct {
	ID           uuid.UUID // of its connection, or of the system whose embeddings endpoint it is for
	Organisation uuid.UUID
	Field        string
	Bytes        []byte
}

func (s Sealed) place() []string {
	return []string{s.Organisation.String(), s.ID.String(), s.Field}
}

func (s Sealed) open(ring *seal.Keyring) (secret string, ok bool) {
	secret, err := ring.Open(s.Bytes, s.place()...)
	return secret, err == nil
}

// Secrets is how all sealed secrets stand.
type Secrets struct {
	All      int
	Resealed int         // by this change of the key
	Moved    int         // changed by somebody else meanwhile; changing the key again sees to them
	Closed   []uuid.UUID // the connections and systems whose secret opens with no key that the server has
}

// Reseal seals every secret with the current key that one of the server's keys opens. It goes one by one and may be
// run again.
func Reseal(ctx context.Context, db *tenants.DB) (Secrets, error) {
	ring, err := db.Secrets()
	if err != nil {
		return Secrets{}, err
	}
	return survey(ctx, db, func(s Sealed, done *Secrets) error {
		secret, ok := s.open(ring)
		switch {
		case !ok:
			done.Closed = append(done.Closed, s.ID)
			return nil
		case ring.Current(s.Bytes):
			return nil
		}
		replaced, err := reseal(ctx, db.Enter(), s, ring.Seal(secret, s.place()...))
		if replaced {
			done.Resealed++
		} else {
			done.Moved++
		}
		return err
	})
}

// Survey tries to open every secret, and keeps none of them. A server without a key opens none.
func Survey(ctx context.Context, db *tenants.DB) (Secrets, error) {
	ring, err := db.Secrets()
	if err != nil {
		ring = seal.New(seal.NewKey())
	}
	return survey(ctx, db, func(s Sealed, done *Secrets) error {
		if _, ok := s.open(ring); !ok {
			done.Closed = append(done.Closed, s.ID)
		}
		return nil
	})
}

func survey(ctx context.Context, db *tenants.DB, look func(s Sealed, done *Secrets) error) (Secrets, error) {
	list, err := readSealed(ctx, db.Enter())
	done := Secrets{All: len(list)}
	for _, s := range list {
		if err := look(s, &done); err != nil {
			return done, err
		}
	}
	return done, err
}
