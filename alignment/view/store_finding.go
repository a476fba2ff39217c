package view

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/throughline-ics/throughline/alignment"
	"github.com/throughline-ics/throughline/tenants"
)

// Finding is a finding as it is read.
type Finding struct {
	ID         uuid.UUID
	Owner      uuid.UUID
	Kind       alignment.FindingKind
	Difference alignment.Difference
	Items      []uuid.UUID
	Target     *uuid.UUID
	Reason     string
	Evidence   []alignment.Evidence
}

const findingsQuery = `
select f.id, f.org_id, f.kind, coalesce(f.difference, ''), f.items, f.target_item_id, f.reason, f.evidence
  from app.finding f
 where f.system_id = $1 and f.state <> 'resolved' and f.open_from <= sec.current_at() + case
       when f.org_id = sec.current_org() and f.org_id <> f.system_id then interval '100 years' else interval '0' end
 order by f.kind, f.key`

// Findings reads what has been found in a system, as far as the acting organisation sees it: of its own at once,
// of others, and as a system of its members together, when they are open.
func Findings(ctx context.Context, tx *tenants.Tx, system uuid.UUID) ([]Finding, error) {
	rows, err := tx.SQL().Query(ctx, findingsQuery, system)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Finding])
}

const namesQuery = `
select i.item_id, i.kind, i.code, i.title, i.due, i.org_id
  from app.edition_item i join app.edition e on e.org_id = i.org_id and e.id = i.edition_id
 where e.state = 'published' and i.item_id = any ($2)
union all
select o.id, 'organisation', coalesce(m.code, o.code, ''), o.name, null, null
  from app.organisation o left join app.membership m on m.org_id = o.id and m.system_id = $1
       and m.since <= sec.current_day() and (m.until is null or m.until > sec.current_day())
 where o.id = any ($2)`

// nameThings reads the names of released items and organisations, as far as the acting organisation may see them.
func nameThings(ctx context.Context, tx *tenants.Tx, system uuid.UUID, ids []uuid.UUID) (things, error) {
	rows, err := tx.SQL().Query(ctx, namesQuery, system, ids)
	if err != nil {
		return nil, err
	}
	named := things{}
	var t thing
	_, err = pgx.ForEachRow(rows, []any{&t.ID, &t.Kind, &t.Code, &t.Title, &t.due, &t.Organisation}, func() error {
		named[t.ID] = t
		t.Organisation = nil
		return nil
	})
	return named, err
}
