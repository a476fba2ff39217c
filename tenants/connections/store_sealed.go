package connections

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

func readSealed(ctx context.Context, e tenants.Entry) ([]Sealed, error) {
	rows, err := e.Run(ctx, "sealed", nil, "select id, org_id, sealed from sec.sealed($1)")
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Sealed])
	return list, tenants.Fault(err)
}

// reseal replaces a secret that is still as it was read.
func reseal(ctx context.Context, e tenants.Entry, was Sealed, becomes []byte) error {
	rows, err := e.Run(ctx, "reseal", []string{was.ID.String()}, "select sec.reseal($1, $2, $3, $4)", was.ID, was.Bytes, becomes)
	if err != nil {
		return err
	}
	_, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[bool])
	return tenants.Fault(err)
}
