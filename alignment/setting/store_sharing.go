package setting

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const sharingsQuery = `select org_id, shares, version from app.decision_sharing where system_id = $1`

// Sharings reads, by member, the choices in a system that the acting organisation may see: all of them as the system,
// its own as a member. Whoever has not chosen is left out.
func Sharings(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (map[uuid.UUID]Sharing, error) {
	rows, err := tx.SQL().Query(ctx, sharingsQuery, system)
	if err != nil {
		return nil, err
	}
	choices := map[uuid.UUID]Sharing{}
	var id uuid.UUID
	var s Sharing
	_, err = pgx.ForEachRow(rows, []any{&id, &s.Shares, &s.Version}, func() error {
		choices[id] = s
		return nil
	})
	return choices, err
}

const upsertSharing = `
insert into app.decision_sharing as d (org_id, system_id, shares, version, channel_id, open_from)
values (sec.current_org(), $1, $2, $3, $4, sec.current_at())
on conflict (org_id, system_id) do update set shares = excluded.shares, version = excluded.version
 where d.version = excluded.version - 1`

func writeSharing(ctx context.Context, tx *tenants.Tx, system, desk uuid.UUID, s Sharing) error {
	done, err := tx.SQL().Exec(ctx, upsertSharing, system, s.Shares, s.Version, desk)
	if err != nil {
		return err
	}
	if done.RowsAffected() == 0 {
		return fault.Outdated()
	}
	tx.Changed("app.decision_sharing", tx.Organisation(), map[string]any{"shares": !s.Shares}, map[string]any{"system": system, "shares": s.Shares})
	return nil
}
