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

// What has not changed keeps the date from which it was open; what has gets the window's end of the edition that it is of,
// which has passed when that edition is an old one. What another's joint strategy says waits for that one's window.
const (
	upsertSuggestions = `
insert into app.suggestion as s (org_id, system_id, objective_id, target_edition_id, target_item_id, target_kind, suggested,
       contribution, score, evidence, balance, model_hash, objective_hash, target_hash, channel_id, open_from)
select sec.current_org(), $1, t.objective, t.edition, t.target, t.kind, t.suggested, t.contribution, t.score, t.evidence, t.balance,
       $2, t.objective_hash, t.target_hash, $3, $4
  from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::boolean[], $10::text[], $11::double precision[],
              $12::jsonb[], $13::jsonb[], $14::bytea[], $15::bytea[], $16::boolean[])
       as t (objective, edition, target, kind, suggested, contribution, score, evidence, balance, objective_hash, target_hash, rejected)
 where not (t.rejected and exists (select from app.suggestion k where k.org_id = sec.current_org() and k.system_id = $1
                                                                  and k.objective_id = t.objective and k.target_item_id = t.target))
on conflict (org_id, system_id, objective_id, target_item_id) do update
   set target_edition_id = excluded.target_edition_id, suggested = excluded.suggested, contribution = excluded.contribution,
       score = excluded.score, evidence = excluded.evidence, balance = excluded.balance, model_hash = excluded.model_hash,
       objective_hash = excluded.objective_hash, target_hash = excluded.target_hash,
       open_from = case when (s.objective_hash, s.target_hash) = (excluded.objective_hash, excluded.target_hash)
                        then least(s.open_from, excluded.open_from) else excluded.open_from end
 where (s.target_edition_id, s.suggested, s.contribution, s.score, s.evidence, s.balance, s.objective_hash, s.target_hash)
       is distinct from (excluded.target_edition_id, excluded.suggested, excluded.contribution, excluded.score,
                         excluded.evidence, excluded.balance, excluded.objective_hash, excluded.target_hash)`

	dropSuggestions = `
delete from app.suggestion s
 where s.org_id = sec.current_org() and s.system_id = $1
   and not exists (select from unnest($2::uuid[], $3::uuid[]) as t (objective, target)
                    where t.objective = s.objective_id and t.target = s.target_item_id)`
)

// writeSuggestions makes a member's suggestions those of an assessment. What was rejected stays as it was suggested, so that it is
// there again when the rejection is undone.
func writeSuggestions(ctx context.Context, tx *tenants.Tx, s scene, m released, a assessment) error {
	own := a.suggestions(m)
	n := len(own)
	objectives, editions, targets := make([]uuid.UUID, n), make([]uuid.UUID, n), make([]uuid.UUID, n)
	kinds, contributions, evidence, balances := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	suggested, rejected, scores := make([]bool, n), make([]bool, n), make([]float64, n)
	objectiveHashes, targetHashes := make([][]byte, n), make([][]byte, n)
	for i, g := range own {
		words, err := json.Marshal(g.link.Evidence)
		if err != nil {
			return err
		}
		weighed, err := json.Marshal(g.link.Balance)
		if err != nil {
			return err
		}
		objectives[i], editions[i], targets[i] = g.objective.ID, g.target.edition, g.target.ID
		kinds[i], contributions[i], evidence[i], balances[i] = string(g.link.Kind), string(g.link.Contribution), string(words), string(weighed)
		pair := about{g.objective.ID, g.target.ID}
		suggested[i], rejected[i], scores[i] = g.link.Suggested, a.verdicts[pair] == alignment.Rejected, g.link.Score
		objectiveHashes[i], targetHashes[i] = g.objective.TextHash[:], g.target.TextHash[:]
	}
	stayObjectives, stayTargets := slices.Clone(objectives), slices.Clone(targets)
	for pair, verdict := range a.verdicts {
		if verdict == alignment.Rejected && a.x.items[a.x.names[pair.objective]].owner == m.Organisation.ID {
			stayObjectives, stayTargets = append(stayObjectives, pair.objective), append(stayTargets, pair.target)
		}
	}
	batch := &pgx.Batch{}
	batch.Queue(dropSuggestions, s.system.ID, stayObjectives, stayTargets)
	batch.Queue(upsertSuggestions, s.system.ID, a.report.Model, s.channel(tenants.Desk), s.windowEnd(m.edition), objectives, editions, targets, kinds,
		suggested, contributions, scores, evidence, balances, objectiveHashes, targetHashes, rejected)
	return derive(ctx, tx, "app.suggestion", batch)
}

// derive runs a batch that writes computed rows and notes for the audit how many.
func derive(ctx context.Context, tx *tenants.Tx, table string, batch *pgx.Batch) error {
	results := tx.SQL().SendBatch(ctx, batch)
	touched := 0
	for range batch.Len() {
		tag, err := results.Exec()
		if err != nil {
			_ = results.Close()
			return err
		}
		touched += int(tag.RowsAffected())
	}
	tx.Derived(table, touched)
	return results.Close()
}

const (
	upsertCells = `
insert into app.cell as c (org_id, system_id, target_edition_id, target_item_id, target_kind, state, reason, objectives,
       channel_id, open_from, source_id)
select sec.current_org(), $1, t.edition, t.target, t.kind, t.state, t.reason,
       array(select jsonb_array_elements_text(t.objectives)::uuid), $2, t.open_from, t.source
  from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::timestamptz[], $10::uuid[])
       as t (edition, target, kind, state, reason, objectives, open_from, source)
on conflict (org_id, system_id, target_item_id) do update
   set target_edition_id = excluded.target_edition_id, state = excluded.state, reason = excluded.reason,
       objectives = excluded.objectives, source_id = excluded.source_id,
       open_from = case when (c.state, c.objectives, c.source_id)
                             is not distinct from (excluded.state, excluded.objectives, excluded.source_id)
                             and (c.source_id is null or c.open_from <= sec.current_at())
                        then least(c.open_from, excluded.open_from) else excluded.open_from end
 where (c.target_edition_id, c.state, c.reason, c.objectives, c.source_id)
       is distinct from (excluded.target_edition_id, excluded.state, excluded.reason, excluded.objectives, excluded.source_id)
    or c.source_id is not null and c.open_from > sec.current_at() and c.open_from <> excluded.open_from`

	// What rests on suggestions is open when all of them are: one that was open before the member published again stays so.
	openAsSuggested = `
update app.cell c set open_from = t.open_from
  from app.cell o
  cross join lateral (select max(s.open_from) as open_from from app.suggestion s
                       where s.org_id = o.org_id and s.system_id = o.system_id and s.target_item_id = o.target_item_id and s.objective_id = any (o.objectives)) t
 where o.org_id = sec.current_org() and o.system_id = $1 and o.state = 'not_yet_reviewed' and o.source_id is null and o.open_from <> t.open_from
   and (c.org_id, c.system_id, c.target_item_id) = (o.org_id, o.system_id, o.target_item_id)`

	dropCells = `
delete from app.cell where org_id = sec.current_org() and system_id = $1 and target_item_id <> all ($2)`
)

// writeCells makes the acting organisation's cells in a system those that are given, and leaves those about the targets that
// stay as they are.
func writeCells(ctx context.Context, tx *tenants.Tx, s scene, own []cell, stay ...uuid.UUID) error {
	n := len(own)
	editions, targets, kinds := make([]uuid.UUID, n), make([]uuid.UUID, n), make([]string, n)
	states, reasons, objectives := make([]string, n), make([]string, n), make([]string, n)
	open, sources := make([]time.Time, n), make([]*uuid.UUID, n)
	for i, c := range own {
		ids, err := json.Marshal(c.objectives)
		if err != nil {
			return err
		}
		if c.objectives == nil {
			ids = []byte("[]")
		}
		editions[i], targets[i], kinds[i] = c.target.edition, c.target.ID, string(c.target.Kind)
		states[i], reasons[i], objectives[i] = string(c.state), c.reason, string(ids)
		open[i], sources[i] = c.openFrom, c.source
	}
	batch := &pgx.Batch{}
	batch.Queue(dropCells, s.system.ID, append(targets, stay...)) // never nil, with which nothing would go
	batch.Queue(upsertCells, s.system.ID, s.channel(tenants.Desk), editions, targets, kinds, states, reasons, objectives, open, sources)
	batch.Queue(openAsSuggested, s.system.ID)
	return derive(ctx, tx, "app.cell", batch)
}

const (
	upsertPlacements = `
insert into app.placement as p (org_id, system_id, objective_id, level, leaning, common, standardised, interoperable, reasons, channel_id, open_from)
select sec.current_org(), $1, t.objective, t.level, nullif(t.leaning, ''), t.common, t.standardised, t.interoperable, t.reasons, $2, $3
  from unnest($4::uuid[], $5::text[], $6::text[], $7::double precision[], $8::double precision[], $9::double precision[], $10::jsonb[])
       as t (objective, level, leaning, common, standardised, interoperable, reasons)
on conflict (org_id, system_id, objective_id) do update
   set level = excluded.level, leaning = excluded.leaning, common = excluded.common, standardised = excluded.standardised,
       interoperable = excluded.interoperable, reasons = excluded.reasons, open_from = excluded.open_from
 where (p.level, p.leaning, p.common, p.standardised, p.interoperable, p.reasons)
       is distinct from (excluded.level, excluded.leaning, excluded.common, excluded.standardised, excluded.interoperable, excluded.reasons)`

	dropPlacements = `
delete from app.placement where org_id = sec.current_org() and system_id = $1 and objective_id <> all ($2)`
)

func writePlacements(ctx context.Context, tx *tenants.Tx, s scene, window time.Time, own []placement) error {
	n := len(own)
	objectives, levels, leanings, reasons := make([]uuid.UUID, n), make([]string, n), make([]string, n), make([]string, n)
	common, standardised, interoperable := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, p := range own {
		said, err := json.Marshal(p.Reasons)
		if err != nil {
			return err
		}
		objectives[i], levels[i], leanings[i], reasons[i] = p.objective, string(p.Level), string(p.Leaning), string(said)
		common[i], standardised[i], interoperable[i] = p.Criteria.Common, p.Criteria.Standardised, p.Criteria.Interoperable
	}
	batch := &pgx.Batch{}
	batch.Queue(dropPlacements, s.system.ID, objectives)
	batch.Queue(upsertPlacements, s.system.ID, s.channel(tenants.Desk), window, objectives, levels, leanings, common, standardised, interoperable, reasons)
	return derive(ctx, tx, "app.placement", batch)
}

// What waits for the end of a member's window opens at another end, when the system has changed how long it is.
const (
	openSuggestions = `
update app.suggestion set open_from = $2
 where org_id = sec.current_org() and system_id = $1 and open_from > sec.current_at() and open_from <> $2`
	openPlacements = `
update app.placement set open_from = $2
 where org_id = sec.current_org() and system_id = $1 and open_from > sec.current_at() and open_from <> $2`
	openCells = `
update app.cell set open_from = $2
 where org_id = sec.current_org() and system_id = $1 and source_id is null and open_from > sec.current_at() and open_from <> $2`
)

func moveOpenings(ctx context.Context, tx *tenants.Tx, s scene, window time.Time) error {
	for _, move := range []struct{ table, statement string }{
		{"app.suggestion", openSuggestions}, {"app.placement", openPlacements}, {"app.cell", openCells},
	} {
		batch := &pgx.Batch{}
		batch.Queue(move.statement, s.system.ID, window)
		if err := derive(ctx, tx, move.table, batch); err != nil {
			return err
		}
	}
	return nil
}
