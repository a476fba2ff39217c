package desk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
)

const ownFindings = `
select f.id, f.key, f.state, f.reason, f.evidence, f.open_from,
       (select max(e.n) from app.finding_event e where e.org_id = f.org_id and e.finding_id = f.id)
  from app.finding f where f.org_id = sec.current_org() and f.system_id = $1`

// A finding that says something new, or is back, is one to look at first.
const upsertFinding = `
insert into app.finding (id, org_id, system_id, key, kind, difference, items, target_item_id, reason, evidence, state, channel_id, open_from)
values ($1, sec.current_org(), $2, $3, $4, nullif($5, ''), $6, $7, $8, $9, 'open', $10, $11)
on conflict (org_id, system_id, key) do update
   set reason = excluded.reason, evidence = excluded.evidence, items = excluded.items, state = $12,
       open_from = excluded.open_from`

const addFindingEvent = `
insert into app.finding_event (org_id, finding_id, n, state, reason) values (sec.current_org(), $1, $2, $3, $4)`

const resolveFinding = `update app.finding set state = 'resolved' where org_id = sec.current_org() and id = $1`

const openFinding = `update app.finding set open_from = $2 where org_id = sec.current_org() and id = $1`

type keptFinding struct {
	ID       uuid.UUID
	Key      string
	State    string
	Reason   string
	Evidence []alignment.Evidence
	OpenFrom time.Time
	Last     *int
}

// says reports whether a finding that stands says already what has been found again.
func (k keptFinding) says(f finding) bool {
	return k.State != resolved && k.Reason == f.Reason && slices.Equal(k.Evidence, f.Evidence)
}

const resolved = "resolved"

// writeFindings makes the acting organisation's findings in a system those that were found: new ones are opened,
// ones found before keep what people made of them, and ones no longer found are resolved, each with an event.
func writeFindings(ctx context.Context, tx *tenants.Tx, s scene, found []finding) error {
	rows, err := tx.SQL().Query(ctx, ownFindings, s.system.ID)
	if err != nil {
		return err
	}
	kept, err := pgx.CollectRows(rows, pgx.RowToStructByPos[keptFinding])
	if err != nil {
		return err
	}
	byKey := make(map[string]keptFinding, len(kept))
	for _, k := range kept {
		byKey[k.Key] = k
	}
	batch := &pgx.Batch{}
	for _, f := range found {
		if err := queueFinding(batch, tx, s, f, byKey); err != nil {
			return err
		}
	}
	for _, k := range kept {
		gone := !slices.ContainsFunc(found, func(f finding) bool { return f.key == k.Key })
		if gone && k.State != resolved {
			batch.Queue(resolveFinding, k.ID)
			batch.Queue(addFindingEvent, k.ID, next(k), resolved, "The strategies have changed and it is not found any more.")
			tx.Changed("app.finding", k.ID, map[string]any{"state": k.State}, map[string]any{"state": "resolved"})
			tx.Changed("app.finding_event", k.ID, nil, map[string]any{"state": "resolved"})
		}
	}
	return tx.SQL().SendBatch(ctx, batch).Close()
}

func queueFinding(batch *pgx.Batch, tx *tenants.Tx, s scene, f finding, byKey map[string]keptFinding) error {
	evidence, err := json.Marshal(f.Evidence)
	if err != nil {
		return err
	}
	k, known := byKey[f.key]
	if known && k.says(f) {
		if s.windowMoved() && k.OpenFrom.After(tx.At()) && !k.OpenFrom.Equal(f.openFrom) {
			batch.Queue(openFinding, k.ID, f.openFrom)
			tx.Changed("app.finding", k.ID, map[string]any{"open_from": k.OpenFrom}, map[string]any{"open_from": f.openFrom})
		}
		return nil
	}
	opens, state := !known || k.State == resolved, "open"
	if !known {
		k.ID = uuid.Must(uuid.NewV7())
	}
	if !opens {
		state = k.State
	}
	batch.Queue(upsertFinding, k.ID, s.system.ID, f.key, f.Kind, f.Difference, f.items, f.target, f.Reason, evidence,
		f.channel, f.openFrom, state)
	tx.Changed("app.finding", k.ID, nil, map[string]any{"kind": f.Kind, "reason": f.Reason})
	if opens {
		batch.Queue(addFindingEvent, k.ID, next(k), "open", "")
		tx.Changed("app.finding_event", k.ID, nil, map[string]any{"state": "open"})
	}
	return nil
}

func next(k keptFinding) int {
	if k.Last == nil {
		return 1
	}
	return *k.Last + 1
}
