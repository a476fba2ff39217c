package desk

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const readLatestClaims = `
select distinct on (c.org_id, c.objective_id, c.target_item_id)
       c.org_id, c.objective_id, c.target_edition_id, c.target_item_id, c.target_kind, c.verdict, coalesce(c.contribution, ''),
       c.is_primary, c.reason, c.objective_hash, c.target_hash, c.at
  from app.claim c
 where c.system_id = $1
 order by c.org_id, c.objective_id, c.target_item_id, c.seq desc`

// latestClaims reads the claims that count in a system, as far as the acting organisation sees them.
func latestClaims(ctx context.Context, tx *tenants.Tx, system uuid.UUID) ([]Claim, error) {
	rows, err := tx.SQL().Query(ctx, readLatestClaims, system)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Claim, error) {
		var c Claim
		var objective, target []byte
		err := row.Scan(&c.Organisation, &c.Objective, &c.TargetEdition, &c.Target, &c.TargetKind, &c.Verdict, &c.Contribution,
			&c.Primary, &c.Reason, &objective, &target, &c.At)
		copy(c.ObjectiveHash[:], objective)
		copy(c.TargetHash[:], target)
		return c, err
	})
}

const insertClaim = `
insert into app.claim (id, org_id, system_id, objective_id, target_edition_id, target_item_id, target_kind, verdict, contribution,
       is_primary, reason, objective_hash, target_hash, channel_id, open_from)
values ($1, sec.current_org(), $2, $3, $4, $5, $6, $7, nullif($8, ''), $9, $10, $11, $12, $13, sec.current_at())`

func insertClaims(ctx context.Context, tx *tenants.Tx, system, channel uuid.UUID, claims []Claim) error {
	batch := &pgx.Batch{}
	for _, c := range claims {
		id := uuid.Must(uuid.NewV7())
		batch.Queue(insertClaim, id, system, c.Objective, c.TargetEdition, c.Target, c.TargetKind, c.Verdict, c.Contribution,
			c.Primary, c.Reason, c.ObjectiveHash[:], c.TargetHash[:], channel)
		tx.Changed("app.claim", id, nil, map[string]any{
			"objective": c.Objective, "target": c.Target, "verdict": c.Verdict, "contribution": c.Contribution, "reason": c.Reason,
		})
	}
	return tx.SQL().SendBatch(ctx, batch).Close()
}
