package setting

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
)

const windowQuery = `select trust_first_days, earlier, version from app.desk_setting where org_id = $1`

// ReadWindow reads the window of a system's members.
func ReadWindow(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (Window, error) {
	w := Window{Days: defaultDays}
	err := tx.SQL().QueryRow(ctx, windowQuery, system).Scan(&w.Days, &w.Earlier, &w.Version)
	if errors.Is(err, pgx.ErrNoRows) {
		return w, nil
	}
	return w, err
}

const upsertWindow = `
insert into app.desk_setting as d (org_id, channel_id, open_from, trust_first_days, earlier, version)
values (sec.current_org(), $1, sec.current_at(), $2, $3, $4)
on conflict (org_id) do update
   set trust_first_days = excluded.trust_first_days, earlier = excluded.earlier, version = excluded.version
 where d.version = excluded.version - 1`

func writeWindow(ctx context.Context, tx *tenants.Tx, system uuid.UUID, before, after Window) error {
	channel, err := tenants.ChannelOf(ctx, tx, system, tenants.Members)
	if err != nil {
		return err
	}
	earlier, err := json.Marshal(after.Earlier)
	if err != nil {
		return err
	}
	done, err := tx.SQL().Exec(ctx, upsertWindow, channel.ID, after.Days, earlier, after.Version)
	if err != nil {
		return err
	}
	if done.RowsAffected() == 0 {
		return fault.Outdated()
	}
	tx.Changed("app.desk_setting", system, map[string]any{"trust_first_days": before.Days}, map[string]any{"trust_first_days": after.Days})
	return nil
}
