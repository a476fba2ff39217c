package worldtest

import (
	"context"

	"github.com/throughline-ics/throughline/tenants"
)

// Crowd is how many there are.
type Crowd struct{ Organisations, Assignments int }

// A trust with its machine, as a register makes it.
const crowdOrganisations = `
with made as (
    insert into app.organisation (id, kind, sector, name, fictional)
    select gen_random_uuid(), 'trust', 'acute', 'Crowded Trust ' || n, true from generate_series(1, $1::int) as n
    returning id
), machine as (
    insert into sec.person (id, sub, kind, name) select gen_random_uuid(), id::text, 'machine', 'Throughline' from made
    returning id, sub
)
insert into app.assignment (id, org_id, person_id, role, source, since)
select gen_random_uuid(), sub::uuid, id, 'machine', 'platform', $2 from machine`

const crowdPeople = `
insert into sec.person (id, connection_id, sub, kind, name)
select gen_random_uuid(), $2, 'crowd ' || n, 'human', 'Person ' || n from generate_series(1, $1::int) as n`

// Each person is a viewer in one organisation and an editor in the next.
const crowdAssignments = `
with org as (
    select id, row_number() over (order by id) - 1 as n from app.organisation where name like 'Crowded Trust %'
), person as (
    select id, row_number() over (order by id) as n from sec.person where sub like 'crowd %'
)
insert into app.assignment (id, org_id, person_id, role, source, since)
select gen_random_uuid(), o.id, p.id, r.role, 'platform', $1
  from person p
  cross join (values ('viewer', 0), ('editor', 1)) as r (role, next)
  cross join (select count(*) as orgs from org) as of
  join org o on o.n = (p.n + r.next) % of.orgs`

const crowdSessions = `
insert into sec.session (hash, person_id, connection_id, began, seen, ends, strong)
select sha256(convert_to(p.id::text, 'UTF8')), p.id, p.connection_id, $1, $1, $1::timestamptz + interval '8 hours', true
  from sec.person p where p.sub like 'crowd %'`

// AddCrowd fills the world with organisations, and with people who hold two roles each and are signed in, by one
// statement for each table behind the wall. Somebody has to have signed in before: the crowd comes by the same connection.
func (w *World) AddCrowd(organisations, people int) Crowd {
	w.tb.Helper()
	ctx := context.Background()
	tx, err := w.Owner.Begin(ctx)
	w.must(err)
	defer func() { _ = tx.Rollback(ctx) }() // what was committed stays
	since := w.Now.AddDate(0, 0, -30)
	for _, s := range []struct {
		text string
		args []any
	}{
		{"set local statement_timeout = '2min'", nil},
		{crowdOrganisations, []any{organisations, since}},
		{crowdPeople, []any{people, w.connection}},
		{crowdAssignments, []any{since}},
		{crowdSessions, []any{w.Now}},
		{"analyze app.organisation, app.assignment, sec.person, sec.session", nil}, //nolint:misspell // PostgreSQL spells it so
	} {
		_, err := tx.Exec(ctx, s.text, s.args...)
		w.must(err)
	}
	w.must(tx.Commit(ctx))
	return Crowd{
		Organisations: w.Count("select count(*) from app.organisation"),
		Assignments:   w.Count("select count(*) from app.assignment where role <> $1", string(tenants.Machine)),
	}
}
