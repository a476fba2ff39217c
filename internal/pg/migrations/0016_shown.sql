-- +goose Up
-- What administrators and operators are shown: people who have not signed in yet by what their provider calls them, and
-- an organisation of the register with its connections.
drop function sec.people();
drop function sec.waiting();
drop function sec.registered_memberships(text, uuid);
-- +goose StatementBegin
-- The people who hold a role in the acting organisation now, one row for each role.
create function sec.people()
returns table (assignment uuid, person uuid, subject text, name text, email text, connection text, ours boolean, role text, source text,
               since timestamptz, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select a.id, p.id, p.sub, p.name, p.email, k.name, k.org_id = c.org, a.role, a.source, a.since,
           (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and a.until is null
      join sec.person p on p.id = a.person_id and p.kind = 'human'
      join app.connection k on k.id = p.connection_id
     order by p.name, p.sub, p.id, a.role
$$;

-- The waiting room: people who came by a connection of the acting organisation and hold no role in it.
create function sec.waiting() returns table (person uuid, subject text, name text, email text, connection text, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.sub, p.name, p.email, k.name, (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.connection k on k.org_id = c.org
      join app.organisation o on o.id = c.org and o.kind <> 'platform'  -- a shared connection's people wait for nobody
      join sec.person p on p.connection_id = k.id
     where not exists (select from app.assignment a where a.org_id = c.org and a.person_id = p.id and a.since <= c.at and a.until is null)
     order by p.name, p.sub, p.id
$$;

-- Memberships with the names of both sides, of one organisation or of all; and the code by which a system is named in
-- a declaration, where it has one.
create function sec.registered_memberships(pass text, org uuid)
returns table (system_id uuid, system_code text, system_name text, org_id uuid, org_name text, code text, kind text, since date, until date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'registered_memberships', array[coalesce(org::text, '')]);
    return query
        select m.system_id, coalesce(s.code, ''), s.name, m.org_id, o.name, m.code, m.kind, m.since, m.until
          from app.membership m join app.organisation s on s.id = m.system_id join app.organisation o on o.id = m.org_id
         where org is null or m.system_id = org or m.org_id = org
         order by s.name, m.code, m.since;
end
$$;

-- The connections of one organisation, as operators see them: which there are and whether they are in use.
create function sec.registered_connections(org uuid)
returns table (id uuid, name text, issuer text, state text, listed boolean, tested_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query select c.id, c.name, c.issuer, c.state, c.listed, c.tested_at from app.connection c
                  where c.org_id = registered_connections.org order by c.name, c.id;
end
$$;
-- +goose StatementEnd
alter function sec.people() owner to tl_sec;
alter function sec.waiting() owner to tl_sec;
alter function sec.registered_memberships(text, uuid) owner to tl_sec;
alter function sec.registered_connections(uuid) owner to tl_sec;
grant execute on function sec.people(), sec.waiting(), sec.registered_memberships(text, uuid), sec.registered_connections(uuid) to tl_app;
