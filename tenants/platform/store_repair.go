package platform

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const repairsQuery = `
select id, org_id, org_name, name, reason, proposed_by, mine, proposed_at, confirmed_by, confirmed_at, needed from sec.repairs()`

func readRepairs(ctx context.Context, tx *tenants.Tx) ([]Repair, error) {
	rows, err := tx.SQL().Query(ctx, repairsQuery)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Repair, error) {
		var r Repair
		var confirmed *time.Time
		err := row.Scan(&r.ID, &r.Organisation, &r.OrganisationName, &r.Name, &r.Reason, &r.ProposedBy, &r.Mine, &r.Proposed, &r.ConfirmedBy,
			&confirmed, &r.Needed)
		if confirmed != nil {
			r.Confirmed = *confirmed
		}
		return r, err
	})
}

func proposeRepair(ctx context.Context, tx *tenants.Tx, r Repair) error {
	_, err := tx.SQL().Exec(ctx, "select sec.propose_repair($1, $2, $3, $4)", r.ID, r.Organisation, r.Name, r.Reason)
	return err
}

// confirmRepair makes the invitation and gives the role that it offers.
func confirmRepair(ctx context.Context, tx *tenants.Tx, id, invitation uuid.UUID, secret tenants.SessionKey) (role tenants.Role, err error) {
	err = tx.SQL().QueryRow(ctx, "select role from sec.confirm_repair($1, $2, $3, $4)",
		id, invitation, secret[:], tx.At().AddDate(0, 0, repairInvite)).Scan(&role)
	return role, err
}
