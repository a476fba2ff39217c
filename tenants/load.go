package tenants

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// Load is a transaction in which several organisations are written, one after the other.
type Load struct {
	Register
	work    *work
	command string
	acting  *Tx
	placed  map[uuid.UUID][]change // what was put in place for an organisation that has not acted yet
}

// As goes on as another organisation's machine actor. What the one before changed gets its audit entry first, and
// its Tx must not be used any more.
func (l *Load) As(ctx context.Context, organisation uuid.UUID) (*Tx, error) {
	if err := l.close(ctx); err != nil {
		return nil, err
	}
	tx, err := l.work.open(ctx, "", ForMachine(organisation, l.command, "").Writing(), loadLife)
	if err != nil {
		return nil, err
	}
	tx.changes = l.placed[organisation]
	delete(l.placed, organisation)
	l.acting = tx
	return tx, nil
}

func (l *Load) close(ctx context.Context) error {
	if l.acting == nil {
		return nil
	}
	last := l.acting
	l.acting = nil
	return last.recordNow(ctx)
}

// leave records what is still unrecorded, in the order of the organisations' ids.
func (l *Load) leave(ctx context.Context) error {
	var waiting []uuid.UUID
	for id := range l.placed {
		waiting = append(waiting, id)
	}
	slices.SortFunc(waiting, compareIDs)
	for _, id := range waiting {
		if _, err := l.As(ctx, id); err != nil {
			return err
		}
	}
	return l.close(ctx)
}

func (l *Load) put(organisation uuid.UUID, c change) {
	if l.placed == nil {
		l.placed = map[uuid.UUID][]change{}
	}
	l.placed[organisation] = append(l.placed[organisation], c)
}
