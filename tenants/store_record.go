package tenants

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// record queues the transaction's one audit entry, when it has changed something, and one for the record of every other
// organisation of what was done to it, in the order of their ids.
func (tx *Tx) record(batch *pgx.Batch) error {
	if len(tx.changes) > 0 {
		canonical, err := tx.scope.entry(tx.changes)
		if err != nil {
			return err
		}
		batch.Queue("select sec.append_audit($1, $2)", tx.scope.Command, canonical)
	}
	instant := tx.at.UnixMicro()
	for _, id := range slices.SortedFunc(maps.Keys(tx.placed), compareIDs) {
		canonical, err := tx.scope.entry(tx.placed[id])
		if err != nil {
			return err
		}
		signed := pass(tx.work.db.key, "record_of", id.String(), tx.actor.String(), strconv.FormatInt(instant, 10), tx.scope.Command, canonical)
		batch.Queue("select sec.record_of($1, $2, $3, $4, $5, $6)", signed, id, tx.actor, instant, tx.scope.Command, canonical)
	}
	tx.changes, tx.placed = nil, nil
	return nil
}

// recordNow appends what record queues without waiting for the end.
func (tx *Tx) recordNow(ctx context.Context) error {
	entries := tx.work.ending()
	if err := tx.record(entries); err != nil {
		return err
	}
	return tx.work.pg.SendBatch(ctx, entries).Close()
}

func compareIDs(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
