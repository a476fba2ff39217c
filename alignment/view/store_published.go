package view

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/internal/fault"
	"github.com/throughline-ics/throughline/tenants"
	"github.com/throughline-ics/throughline/tenants/strategy"
)

const itemOwner = `
select i.org_id
  from app.edition_item i join app.edition e on e.org_id = i.org_id and e.id = i.edition_id
 where i.item_id = $1 and e.state = 'published' limit 1`

// ownerOfItem gives whose a released item is, as far as the acting organisation may read it.
func ownerOfItem(ctx context.Context, tx *tenants.Tx, item uuid.UUID) (uuid.UUID, error) {
	var owner uuid.UUID
	err := tx.SQL().QueryRow(ctx, itemOwner, item).Scan(&owner)
	if errors.Is(err, pgx.ErrNoRows) {
		return owner, fault.Nothing()
	}
	return owner, err
}

// Releases of others are not visible as rows: a visible edition of another organisation is a released one.
const publishedQuery = `
select distinct on (e.org_id) e.org_id, e.id, e.n, e.published_on
  from app.edition e
 where e.state = 'published' and e.org_id <> $1
   and (e.org_id <> sec.current_org()
        or exists (select from app.release r join app.channel c on c.id = r.channel_id
                    where r.org_id = e.org_id and r.edition_id = e.id and c.org_id = $1
                      and r.since <= sec.current_at() and (r.until is null or r.until > sec.current_at())))
 order by e.org_id, e.n desc`

// publishedEditions gives, by organisation, what the latest edition that the acting one may read is called: its id,
// number and date. The system's own is left out.
func publishedEditions(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (map[uuid.UUID]strategy.Edition, error) {
	rows, err := tx.SQL().Query(ctx, publishedQuery, system)
	if err != nil {
		return nil, err
	}
	return collectEditions(rows)
}

func collectEditions(rows pgx.Rows) (map[uuid.UUID]strategy.Edition, error) {
	editions := map[uuid.UUID]strategy.Edition{}
	var e strategy.Edition
	_, err := pgx.ForEachRow(rows, []any{&e.Owner, &e.ID, &e.Number, &e.PublishedOn}, func() error {
		editions[e.Owner] = e
		return nil
	})
	return editions, err
}

const jointQuery = `
select distinct on (c.org_id) c.org_id, o.name
  from app.cell c join app.organisation o on o.id = c.source_id
 where c.system_id = $1 and c.open_from <= sec.current_at()
 order by c.org_id, o.name`

// whatIsSaid gives, by organisation, what its published edition is called, and the name of whose joint strategy speaks for it, as
// far as the acting organisation may see; in one trip.
func whatIsSaid(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (map[uuid.UUID]strategy.Edition, map[uuid.UUID]string, error) {
	batch := &pgx.Batch{}
	var editions map[uuid.UUID]strategy.Edition
	owners := map[uuid.UUID]string{}
	batch.Queue(publishedQuery, system).Query(func(rows pgx.Rows) (err error) {
		editions, err = collectEditions(rows)
		return err
	})
	batch.Queue(jointQuery, system).Query(func(rows pgx.Rows) error {
		var member uuid.UUID
		var name string
		_, err := pgx.ForEachRow(rows, []any{&member, &name}, func() error {
			owners[member] = name
			return nil
		})
		return err
	})
	err := tx.SQL().SendBatch(ctx, batch).Close()
	return editions, owners, err
}

const placementsQuery = `
select p.objective_id, p.level, coalesce(p.leaning, ''), p.common, p.standardised, p.interoperable, p.reasons
  from app.placement p
 where p.system_id = $1 and ($2::uuid is null or p.org_id = $2)`

// Placements reads where objectives' needs belong, by objective.
func Placements(ctx context.Context, tx *tenants.Tx, system uuid.UUID, organisation *uuid.UUID) (map[uuid.UUID]alignment.Placement, error) {
	rows, err := tx.SQL().Query(ctx, placementsQuery, system, organisation)
	if err != nil {
		return nil, err
	}
	placements := map[uuid.UUID]alignment.Placement{}
	var id uuid.UUID
	var p alignment.Placement
	_, err = pgx.ForEachRow(rows, []any{&id, &p.Level, &p.Leaning, &p.Criteria.Common, &p.Criteria.Standardised, &p.Criteria.Interoperable, &p.Reasons}, func() error {
		placements[id] = p
		p.Reasons = nil
		return nil
	})
	return placements, err
}

const statementQuery = `select model_hash from app.statement where org_id = $1`

// Model gives the hash of the model behind a system's rows, or nothing when it has not been lined up.
func Model(ctx context.Context, tx *tenants.Tx, system uuid.UUID) (string, error) {
	var hash string
	err := tx.SQL().QueryRow(ctx, statementQuery, system).Scan(&hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return hash, err
}
