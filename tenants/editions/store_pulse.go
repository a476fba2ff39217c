package editions

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

func notePulse(ctx context.Context, e tenants.Entry, address string, said []string, role string) error {
	rows, err := e.Run(ctx, "note_pulse", append([]string{address, role}, said...), "select sec.note_pulse($1, $2, $3, $4, $5)", address, said, role, e.Now())
	if err != nil {
		return err
	}
	rows.Close()
	return tenants.Fault(rows.Err())
}

func readPulse(ctx context.Context, tx *tenants.Tx, edition uuid.UUID) ([]PulseCount, error) {
	rows, err := tx.SQL().Query(ctx, "select statement, role, at_least from sec.pulse_of($1)", edition)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[PulseCount])
}
