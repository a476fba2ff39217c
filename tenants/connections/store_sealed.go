package connections

import (
	"context"
	"encoding/hex"

	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

func readSealed(ctx context.Context, e tenants.Entry) ([]Sealed, error) {
	rows, err := e.Run(ctx, "sealed", nil, "select id, org_id, field, sealed from sec.sealed($1)")
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Sealed])
	return list, tenants.Fault(err)
}

// reseal replaces a secret that is still as it was read, and says whether it was.
func reseal(ctx context.Context, e tenants.Entry, was Sealed, becomes []byte) (bool, error) {
	fields := []string{was.ID.String(), hex.EncodeToString(becomes)}
	rows, err := e.Run(ctx, "reseal", fields, "select sec.reseal($1, $2, $3, $4, $5)", was.ID, was.Bytes, becomes, e.Now())
	if err != nil {
		return false, err
	}
	replaced, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[bool])
	return replaced, tenants.Fault(err)
}
