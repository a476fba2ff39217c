package view

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

// LinkFilter says which links to read; nil is no condition.
type LinkFilter struct {
	System       *uuid.UUID
	Organisation *uuid.UUID
	Objective    *uuid.UUID
	Target       *uuid.UUID
}

// Suggestions and the latest claims about the same pairs, beside the texts as they are released now. A decision is
// stale when either text is not the one that was read then. The pairs are found first and each is looked up by itself: of how many
// rows the policies leave the planner knows nothing, and takes every pair of texts to be one.
const linksQuery = `
with latest as (
    select distinct on (c.org_id, c.system_id, c.objective_id, c.target_item_id) c.*
      from app.claim c
     where ($1::uuid is null or c.system_id = $1) and ($2::uuid is null or c.org_id = $2)
       and ($3::uuid is null or c.objective_id = $3) and ($4::uuid is null or c.target_item_id = $4)
     order by c.org_id, c.system_id, c.objective_id, c.target_item_id, c.seq desc),
decided as (select * from latest where verdict <> 'withdrawn'),
thought as (
    select s.* from app.suggestion s
     where ($1::uuid is null or s.system_id = $1) and ($2::uuid is null or s.org_id = $2)
       and ($3::uuid is null or s.objective_id = $3) and ($4::uuid is null or s.target_item_id = $4)),
pair as materialized (
    select org_id, system_id, objective_id, target_item_id, coalesce(s.target_kind, c.target_kind) as target_kind,
           s.suggested, coalesce(c.contribution, s.contribution, 'partial') as contribution, coalesce(s.score, 0) as score,
           coalesce(s.evidence, '[]') as evidence, coalesce(s.balance, '[]') as balance, c.verdict, c.is_primary, c.reason, c.at,
           c.objective_hash, c.target_hash, c.id
      from thought s full join decided c using (org_id, system_id, objective_id, target_item_id))
select p.objective_id, p.org_id, o.code, o.title, o.due, jsonb_array_length(coalesce(o.body -> 'measures', '[]')) > 0,
       p.target_item_id, p.target_kind, t.code, t.title, t.due,
       case when p.verdict is not null and (p.objective_hash, p.target_hash) is distinct from (o.text_hash, t.text_hash) then 'stale'
            when p.verdict is not null then p.verdict
            when p.suggested then 'suggested' else 'candidate' end,
       coalesce(p.verdict = 'rejected', false), p.contribution, coalesce(p.is_primary, false), p.score, p.evidence, p.balance, coalesce(p.reason, ''), p.at, coalesce(p.suggested, false),
       p.id, p.objective_hash, p.target_hash, o.text_hash, t.text_hash
  from pair p
  join lateral (select i.code, i.title, i.due, i.body, i.text_hash, i.position from app.edition e join app.edition_item i on i.edition_id = e.id
                 where e.org_id = p.org_id and e.state = 'published' and i.item_id = p.objective_id offset 0) o on true
  join lateral (select i.code, i.title, i.due, i.text_hash from app.edition e join app.edition_item i on i.edition_id = e.id
                 where e.org_id = p.system_id and e.state = 'published' and i.item_id = p.target_item_id offset 0) t on true
 order by o.position, p.target_kind, p.score desc, t.code`

// Links reads links as far as the acting organisation may see them: its own, and those opened to its desk.
func Links(ctx context.Context, tx *tenants.Tx, f LinkFilter) ([]Link, error) {
	rows, err := tx.SQL().Query(ctx, linksQuery, f.System, f.Organisation, f.Objective, f.Target)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Link, error) {
		var l Link
		var at *time.Time
		var read, now [2][]byte
		err := row.Scan(&l.Objective.ID, &l.Objective.Organisation, &l.Objective.Code, &l.Objective.Title, &l.Objective.Horizon, &l.Measured,
			&l.Target.ID, &l.Target.Kind, &l.Target.Code, &l.Target.Title, &l.Target.Due,
			&l.State, &l.Rejected, &l.Contribution, &l.Primary, &l.Score, &l.Evidence, &l.Balance, &l.Reason, &at, &l.Suggested,
			&l.Decision, &read[0], &read[1], &now[0], &now[1])
		l.read, l.now = hashesOf(read), hashesOf(now)
		if at != nil {
			l.DecidedAt = *at
		}
		return l, err
	})
}

// hashesOf are the hashes of an objective's text and a target's.
func hashesOf(raw [2][]byte) (h [2]strategy.TextHash) {
	copy(h[0][:], raw[0])
	copy(h[1][:], raw[1])
	return h
}

// CellFilter says which cells to read; nil is no condition.
type CellFilter struct {
	System       uuid.UUID
	Organisation *uuid.UUID
	Target       *uuid.UUID
}

// Cell is one organisation's part in one target, as it is read.
type Cell struct {
	Organisation uuid.UUID
	Target       uuid.UUID
	State        alignment.CoverageState
	Reason       string
	Objectives   []uuid.UUID
	Discuss      bool
	Source       *uuid.UUID // whose joint strategy says it; nil is the organisation's own
	Changed      bool       `db:"-"` // confirmed, and a text has changed since: it is to be confirmed again
}

func (c Cell) aligned() bool {
	return c.State == alignment.Aligned || c.State == alignment.PartlyAligned
}

// The latest claims about a system, the acting organisation's own or, for the system itself, those of all members that it may see.
const changedQuery = `
with latest as materialized (
    select distinct on (c.org_id, c.objective_id, c.target_item_id) c.org_id, c.objective_id, c.target_item_id, c.verdict, c.objective_hash, c.target_hash
      from app.claim c
     where c.system_id = $1 and ((select sec.current_org()) in (c.org_id, $1)) and ($2::uuid is null or c.target_item_id = $2)
     order by c.org_id, c.objective_id, c.target_item_id, c.seq desc)
select distinct l.org_id, l.target_item_id
  from latest l
  join lateral (select i.text_hash from app.edition e join app.edition_item i on i.edition_id = e.id
                 where e.org_id = l.org_id and e.state = 'published' and i.item_id = l.objective_id offset 0) o on true
  join lateral (select i.text_hash from app.edition e join app.edition_item i on i.edition_id = e.id
                 where e.org_id = $1 and e.state = 'published' and i.item_id = l.target_item_id offset 0) t on true
 where l.verdict = 'confirmed' and (l.objective_hash, l.target_hash) is distinct from (o.text_hash, t.text_hash)`

// part is an organisation's part in a target.
type part struct{ Organisation, Target uuid.UUID }

// changes are the parts of which a link was confirmed whose texts have changed since: the decision counts as none until it is made
// again.
type changes map[part]bool

// What is said by the joint strategy of another opens to the one that it speaks for when it opens to the system. There is something
// to discuss where a difference has been found that the acting organisation may see.
const cellsQuery = `
select c.org_id, c.target_item_id, c.state, c.reason, c.objectives, d.target_item_id is not null, c.source_id
  from app.cell c
  left join (select distinct org_id, target_item_id from app.finding
              where system_id = $1 and kind = 'conflict' and state <> 'resolved') d using (org_id, target_item_id)
 where c.system_id = $1 and (c.source_id is null or c.open_from <= sec.current_at()) and ($2::uuid is null or c.org_id = $2) and ($3::uuid is null or c.target_item_id = $3)`

// Cells reads cells as far as the acting organisation may see them.
func Cells(ctx context.Context, tx *tenants.Tx, f CellFilter) ([]Cell, error) {
	rows, err := tx.SQL().Query(ctx, cellsQuery, f.System, f.Organisation, f.Target)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Cell])
}

// readCells reads cells, and what of them has to be confirmed again, in one trip: a member reads of itself, the system of every
// member. The latter rests on decisions that are open to the system and on the texts that are released to it.
func readCells(ctx context.Context, tx *tenants.Tx, f CellFilter) (cells []Cell, changed changes, err error) {
	batch := &pgx.Batch{}
	batch.Queue(cellsQuery, f.System, f.Organisation, f.Target).Query(func(rows pgx.Rows) (err error) {
		cells, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Cell])
		return err
	})
	batch.Queue(changedQuery, f.System, f.Target).Query(func(rows pgx.Rows) error {
		parts, err := pgx.CollectRows(rows, pgx.RowToStructByPos[part])
		changed = changes{}
		for _, p := range parts {
			changed[p] = true
		}
		return err
	})
	return cells, changed, tx.SQL().SendBatch(ctx, batch).Close()
}
