package desk

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const readConsents = `select owner_id, strategy_id, member_id from sec.joint_consents()`

// readJoint reads for whom joint strategies speak in the acting system, and what of them those can read.
func readJoint(ctx context.Context, tx *tenants.Tx, s scene) (joint, error) {
	rows, err := tx.SQL().Query(ctx, readConsents)
	if err != nil {
		return joint{}, err
	}
	j := joint{readable: map[uuid.UUID]bool{}}
	j.consents, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (c consent, err error) {
		return c, row.Scan(&c.owner, &c.strategy, &c.member)
	})
	if err != nil || len(j.consents) == 0 {
		return j, err
	}
	var items []strategy.EditionItem
	for _, m := range s.members {
		if slices.ContainsFunc(j.consents, func(c consent) bool { return c.owner == m.Organisation.ID }) {
			items = append(items, m.edition.Items...)
		}
	}
	reaches, err := strategy.Reach(ctx, tx, tenants.Members, items)
	if err != nil {
		return j, err
	}
	for i, item := range items {
		if reaches[i] {
			j.readable[item.ID] = true
		}
	}
	return j, nil
}
