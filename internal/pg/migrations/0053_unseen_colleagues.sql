-- +goose Up
-- Who holds a role in the acting organisation. Who has not signed in yet has no name: they are told apart by what their
-- organisation's way of signing in calls them.
drop function sec.colleagues();
-- +goose StatementBegin
create function sec.colleagues() returns table (person uuid, name text, subject text, roles text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.name, case when p.name = '' then p.sub else '' end, array_agg(distinct a.role order by a.role)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and a.until is null
      join sec.person p on p.id = a.person_id and p.kind = 'human'
     group by p.id, p.name, p.sub
     order by p.name = '', p.name, p.sub, p.id
$$;
-- +goose StatementEnd
alter function sec.colleagues() owner to tl_sec;
grant execute on function sec.colleagues() to tl_app;
