package audit

import (
	"context"
	"math"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/tenants"
)

const entriesQuery = `
select at, kind, number, person, connection, command, request, address, prev, hash, canonical from (
    (select a.at, 'change' as kind, a.n as number, a.actor_id as person, '' as connection, a.command, '' as request, '' as address,
            a.prev, a.hash, a.canonical, 0 as source
       from app.audit a
      where a.org_id = sec.current_org() and coalesce($1::text, 'change') = 'change' and ($2::uuid is null or a.actor_id = $2)
        and ($3::text is null or a.command = $3) and ($4::timestamptz is null or a.at >= $4) and ($5::timestamptz is null or a.at < $5)
        and ($6::timestamptz is null or a.at < $6 or (a.at = $6 and a.n < $7))
      order by a.at desc, a.n desc limit $9)
    union all
    select e.at, e.kind, e.id, coalesce(e.person_id, '00000000-0000-0000-0000-000000000000'), e.connection, e.failed, e.request_id, e.address,
           null, null, '', 1
      from sec.events($4, $5, $1, $2, $3, $6, $8::bigint, $9::integer) e
     where coalesce($1, '') <> 'change') as x
 order by at desc, source, number desc limit $9`

// read reads at most so many entries that stand after a place.
func read(ctx context.Context, tx *tenants.Tx, f Filter, after *place, most int) ([]Entry, error) {
	since, until := f.instants()
	var at *time.Time
	var change, event int64 // numbers that entries and events of that very instant must stay below
	if after != nil {
		instant := time.UnixMicro(after.micros)
		at, change, event = &instant, after.number, math.MaxInt64
		if after.event {
			change, event = 0, after.number
		}
	}
	rows, err := tx.SQL().Query(ctx, entriesQuery, orNone(f.Kind), orNil(f.Person), orNone(f.Command), since, until, at, change, event, most)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Entry, error) {
		var e Entry
		err := row.Scan(&e.At, &e.Kind, &e.Number, &e.Person, &e.Connection, &e.Command, &e.Request, &e.From, &e.Prev, &e.Hash, &e.Canonical)
		if err == nil && e.InChain() {
			err = e.unfold()
		}
		return e, err
	})
}

func orNone(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orNil(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

const chainQuery = `
select n, at, actor_id, command, canonical, prev, hash from app.audit
 where org_id = sec.current_org() and n > $1 order by n limit $2`

// readChain reads links of the acting organisation's chain after a number, in order.
func readChain(ctx context.Context, tx *tenants.Tx, after int64, most int) ([]link, error) {
	rows, err := tx.SQL().Query(ctx, chainQuery, after, most)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[link])
}

func readHeads(ctx context.Context, e tenants.Entry) ([]Head, error) {
	rows, err := e.Run(ctx, "heads", nil, "select org_id, n, hash from sec.heads($1)")
	if err != nil {
		return nil, err
	}
	heads, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Head])
	return heads, tenants.Fault(err)
}

func readOrganisations(ctx context.Context, e tenants.Entry) ([]Owner, error) {
	rows, err := e.Run(ctx, "organisations", nil, "select id, name, code from sec.organisations($1)")
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Owner])
	return list, tenants.Fault(err)
}
