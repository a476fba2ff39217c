package desk

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
)

const keptLast = `select model_hash, window_version, joint from app.statement where org_id = sec.current_org()`

// readKept gives what the acting system's last assessment was kept by, or nothing.
func readKept(ctx context.Context, tx *tenants.Tx) (kept, error) {
	var k kept
	err := tx.SQL().QueryRow(ctx, keptLast).Scan(&k.model, &k.window, &k.joint)
	if errors.Is(err, pgx.ErrNoRows) {
		return kept{}, nil
	}
	return k, err
}

const keptStatement = `select contents from app.statement where org_id = $1`

// readStatement gives what a system's assessment lets its members know, or nil.
func readStatement(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (*alignment.Statement, error) {
	var contents []byte
	err := tx.SQL().QueryRow(ctx, keptStatement, system).Scan(&contents)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && contents == nil {
		return nil, nil //nolint:nilnil // a system that has not been lined up, or whose members are few, says nothing
	}
	if err != nil {
		return nil, err
	}
	s := &alignment.Statement{}
	return s, json.Unmarshal(contents, s)
}

const upsertStatement = `
insert into app.statement (org_id, model_hash, contents, window_version, joint, at, channel_id, open_from)
values (sec.current_org(), $1, $2, $3, $5, sec.current_at(), $4, sec.current_at())
on conflict (org_id) do update
   set model_hash = excluded.model_hash, contents = excluded.contents, window_version = excluded.window_version, joint = excluded.joint, at = excluded.at`

func writeStatement(ctx context.Context, tx *tenants.Tx, s scene, a assessment) error {
	var contents []byte
	if a.statement != nil {
		var err error
		if contents, err = json.Marshal(a.statement); err != nil {
			return err
		}
	}
	batch := &pgx.Batch{}
	batch.Queue(upsertStatement, a.report.Model, contents, s.window.Version, s.channel(tenants.Members), s.joint.mark())
	return derive(ctx, tx, "app.statement", batch)
}
