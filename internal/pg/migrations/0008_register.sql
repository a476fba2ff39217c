-- +goose Up
-- The register: the platform's own organisation, whose operators put others in place; handles and ODS codes;
-- successors; and the directory of organisations that the NHS publishes. Operators read what is said here of every
-- organisation and nothing of what any of them has written.
alter table app.organisation
    drop constraint organisation_kind_check,
    drop constraint organisation_check,
    add constraint organisation_kind_check check (kind in ('platform', 'system', 'trust', 'icb', 'council', 'primary_care',
        'community_interest_company', 'voluntary', 'hospice', 'independent_provider', 'supplier', 'other'));
create unique index organisation_platform_key on app.organisation (kind) where kind = 'platform';

alter table app.assignment
    drop constraint assignment_role_check,
    add constraint assignment_role_check check (role in ('operator', 'system_lead', 'system_analyst', 'system_administrator',
        'cdo', 'editor', 'viewer', 'administrator', 'partner_contributor', 'partner_viewer', 'machine'));

create table app.succession (
    org_id       uuid not null references app.organisation (id),  -- the one that ends, or gives a part up
    successor_id uuid not null references app.organisation (id),
    on_date      date not null,
    state        text not null check (state in ('rehearsed', 'confirmed', 'done')),
    primary key (org_id, successor_id),
    check (org_id <> successor_id)
);
create index succession_successor_id_idx on app.succession (successor_id);

create table sec.directory (
    code     text primary key check (code ~ '^[A-Z0-9]{3,10}$'),
    kind     text not null check (kind in ('trust', 'icb_location')),
    name     text not null check (name <> ''),
    grouping text not null,
    icb      text not null,
    postcode text not null,
    opened   date,
    closed   date
);

grant select on app.succession to tl_app;
grant select, insert, update on app.succession to tl_sec;
grant select, insert, update, delete on sec.directory to tl_sec;

alter table app.succession enable row level security;
alter table app.succession force row level security;
create policy sec_all on app.succession to tl_sec using (true) with check (true);
create policy app_read on app.succession for select to tl_app
    using (org_id = (select sec.current_org()) or successor_id = (select sec.current_org()));

-- The roles that say who else may do what, and those that need a sign-in with a second factor. Rules for the
-- functions below; nobody else may call them.
-- +goose StatementBegin
create function sec.administrator_roles() returns text[]
language sql immutable as $$ select array['administrator', 'system_administrator', 'operator'] $$;

create function sec.strong_roles() returns text[]
language sql immutable as $$
    select sec.administrator_roles() || array['system_lead', 'system_analyst']
$$;

-- Which roles an organisation of a kind has.
create function sec.roles_of(kind text) returns text[]
language sql immutable as $$
    select case kind
        when 'platform' then array['operator']
        when 'system' then array['system_lead', 'system_analyst', 'system_administrator', 'viewer']
        else array['cdo', 'editor', 'viewer', 'administrator', 'partner_contributor', 'partner_viewer'] end
$$;

create function sec.holds(person uuid, org uuid, at timestamptz, wanted text[]) returns boolean
language sql stable as $$
    select exists (select from app.assignment a
                    where a.org_id = org and a.person_id = person and a.role = any (wanted)
                      and a.since <= at and (a.until is null or a.until > at))
$$;

-- Lets the rest of the transaction act for an organisation: the signed context that every policy asks for.
create function sec.act_as(kid text, actor uuid, org uuid, instant bigint, seconds integer) returns void
language plpgsql as $$
declare
    part text[] := array[kid, actor::text, org::text, instant::text,
                         ((extract(epoch from clock_timestamp()) + seconds) * 1000000)::bigint::text];
begin
    perform set_config('app.ctx', array_to_string(part || sec.mac(kid, array['context'] || part), '|'), true);
end
$$;

-- Whether whoever acts says who may do what in the acting organisation; its own machine does.
create function sec.administers() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select coalesce(sec.holds(c.actor, c.org, c.at, sec.administrator_roles() || array['machine']), false) from sec.acting() c
$$;

-- Whether whoever acts is an operator of the platform.
create function sec.operates() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from sec.acting() c join app.organisation o on o.id = c.org and o.kind = 'platform'
                    where sec.holds(c.actor, c.org, c.at, array['operator', 'machine']))
$$;

create function sec.require_operator() returns void
language plpgsql stable as $$
begin
    if not sec.operates() then
        raise exception 'not an operator' using errcode = '42501';
    end if;
end
$$;

-- An entry in the chain of an organisation that is not the one acting: what an operator, or a sign-in, did to it.
create function sec.record_of(pass text, org uuid, actor uuid, instant bigint, command text, canonical text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    was text := current_setting('app.ctx', true);
    n bigint;
begin
    perform sec.check_pass(pass, 'record_of', array[org::text, actor::text, instant::text, command, canonical]);
    perform sec.act_as(split_part(pass, '.', 1), actor, org, instant, 60);
    n := sec.append_audit(command, canonical);
    perform set_config('app.ctx', coalesce(was, ''), true);
    return n;
end
$$;

drop function sec.put_organisation(text, uuid, text, text, text, text, boolean, uuid, timestamptz);
create function sec.put_organisation(pass text, id uuid, kind text, sector text, code text, ods_code text, name text,
                                     fictional boolean, host uuid, machine uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'put_organisation', array[id::text, kind, sector, coalesce(code, ''), coalesce(ods_code, ''),
                                                           name, fictional::text, coalesce(host::text, '')]);
    -- What is not said stays as it is: a code, an ODS code and a host are given, never taken away.
    insert into app.organisation as o (id, kind, sector, code, ods_code, name, fictional, host_id)
    values (put_organisation.id, put_organisation.kind, put_organisation.sector, put_organisation.code,
            put_organisation.ods_code, put_organisation.name, put_organisation.fictional, put_organisation.host)
    on conflict on constraint organisation_pkey do update
       set sector = excluded.sector, name = excluded.name, fictional = excluded.fictional,
           code = coalesce(excluded.code, o.code), ods_code = coalesce(excluded.ods_code, o.ods_code),
           host_id = coalesce(excluded.host_id, o.host_id)
     where (o.sector, o.name, o.fictional, o.code, o.ods_code, o.host_id) is distinct from
           (excluded.sector, excluded.name, excluded.fictional, coalesce(excluded.code, o.code),
            coalesce(excluded.ods_code, o.ods_code), coalesce(excluded.host_id, o.host_id));
    get diagnostics touched = row_count;
    if not exists (select from sec.person p where p.connection_id is null and p.sub = put_organisation.id::text) then
        insert into sec.person (id, sub, kind, name) values (machine, put_organisation.id::text, 'machine', 'Throughline');
        insert into app.assignment (id, org_id, person_id, role, source, since)
        values (gen_random_uuid(), put_organisation.id, machine, 'machine', 'platform', at);
        if put_organisation.kind = 'system' then
            insert into app.channel (id, org_id, kind)
            values (gen_random_uuid(), put_organisation.id, 'desk'), (gen_random_uuid(), put_organisation.id, 'members');
        end if;
    end if;
    return touched > 0;
end
$$;

drop function sec.put_membership(text, uuid, uuid, text, text, date);
create function sec.put_membership(pass text, system uuid, org uuid, code text, kind text, since date, until date)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'put_membership', array[system::text, org::text, code, kind, since::text, coalesce(until::text, '')]);
    update app.membership m
       set code = put_membership.code, kind = put_membership.kind, until = coalesce(put_membership.until, m.until)
     where m.system_id = system and m.org_id = org and (m.until is null or m.until > put_membership.since)
       and (m.code, m.kind, m.until) is distinct from
           (put_membership.code, put_membership.kind, coalesce(put_membership.until, m.until));
    get diagnostics touched = row_count;
    if not exists (select from app.membership m where m.system_id = system and m.org_id = org
                      and (m.until is null or m.until > put_membership.since)) then
        insert into app.membership (id, system_id, org_id, code, kind, since, until)
        values (gen_random_uuid(), system, org, put_membership.code, put_membership.kind, put_membership.since, put_membership.until);
        touched := 1;
    end if;
    insert into app.channel (id, org_id, kind, ref) values (gen_random_uuid(), system, 'pair', org) on conflict do nothing;
    return touched > 0;
end
$$;

create function sec.put_succession(pass text, org uuid, successor uuid, on_date date, state text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'put_succession', array[org::text, successor::text, on_date::text, state]);
    insert into app.succession as s (org_id, successor_id, on_date, state)
    values (org, successor, put_succession.on_date, put_succession.state)
    on conflict (org_id, successor_id) do update set on_date = excluded.on_date, state = excluded.state
     where (s.on_date, s.state) is distinct from (excluded.on_date, excluded.state);
    return found;
end
$$;

-- Replaces what the directory says of one kind of organisation by what a file says. It gives how many entries differ.
create function sec.put_directory(pass text, kind text, entries jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
    gone integer;
begin
    perform sec.check_pass(pass, 'put_directory', array[kind]);
    insert into sec.directory as d (code, kind, name, grouping, icb, postcode, opened, closed)
    select e.code, put_directory.kind, e.name, e.grouping, e.icb, e.postcode, e.opened, e.closed
      from jsonb_to_recordset(entries) as e (code text, name text, grouping text, icb text, postcode text, opened date, closed date)
    on conflict (code) do update
       set kind = excluded.kind, name = excluded.name, grouping = excluded.grouping, icb = excluded.icb,
           postcode = excluded.postcode, opened = excluded.opened, closed = excluded.closed
     where (d.kind, d.name, d.grouping, d.icb, d.postcode, d.opened, d.closed) is distinct from
           (excluded.kind, excluded.name, excluded.grouping, excluded.icb, excluded.postcode, excluded.opened, excluded.closed);
    get diagnostics touched = row_count;
    delete from sec.directory d where d.kind = put_directory.kind
       and d.code not in (select e.code from jsonb_to_recordset(entries) as e (code text));
    get diagnostics gone = row_count;
    return touched + gone;
end
$$;

create function sec.directory_of(pass text, codes text[])
returns table (code text, kind text, name text, icb text, opened date, closed date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'directory_of', codes);
    return query select d.code, d.kind, d.name, d.icb, d.opened, d.closed from sec.directory d
                  where d.code = any (codes) order by d.code;
end
$$;

create function sec.search_directory(words text, most integer)
returns table (code text, kind text, name text, icb text, opened date, closed date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query select d.code, d.kind, d.name, d.icb, d.opened, d.closed from sec.directory d
                  where d.code = upper(words) or position(lower(words) in lower(d.name)) > 0
                  order by d.code <> upper(words), d.name, d.code limit most;
end
$$;

-- What operators see of the organisations: the register, and nothing of what anybody has written. Pages of it go by
-- name and then id.
create function sec.registered(words text, after_name text, after_id uuid, most integer)
returns table (id uuid, kind text, sector text, code text, ods_code text, name text, fictional boolean, host_id uuid,
               administrators bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query
        select o.id, o.kind, o.sector, coalesce(o.code, ''), coalesce(o.ods_code, ''), o.name, o.fictional, o.host_id,
               (select count(distinct a.person_id) from app.assignment a
                 where a.org_id = o.id and a.role = any (sec.administrator_roles()) and a.until is null)
          from app.organisation o
         where (words = '' or position(lower(words) in lower(o.name)) > 0 or o.code = words or o.ods_code = upper(words)
                or o.id::text = words)
           and (after_id is null or (o.name, o.id) > (after_name, after_id))
         order by o.name, o.id limit most;
end
$$;

create function sec.registered_memberships(pass text, org uuid)
returns table (system_id uuid, system_name text, org_id uuid, org_name text, code text, kind text, since date, until date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'registered_memberships', array[coalesce(org::text, '')]);
    return query
        select m.system_id, s.name, m.org_id, o.name, m.code, m.kind, m.since, m.until
          from app.membership m join app.organisation s on s.id = m.system_id join app.organisation o on o.id = m.org_id
         where org is null or m.system_id = org or m.org_id = org
         order by s.name, m.code, m.since;
end
$$;

create function sec.registered_successions(pass text, org uuid)
returns table (org_id uuid, org_name text, successor_id uuid, successor_name text, on_date date, state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'registered_successions', array[coalesce(org::text, '')]);
    return query
        select x.org_id, o.name, x.successor_id, s.name, x.on_date, x.state
          from app.succession x join app.organisation o on o.id = x.org_id join app.organisation s on s.id = x.successor_id
         where org is null or x.org_id = org or x.successor_id = org
         order by x.on_date, o.name, s.name;
end
$$;

-- Every organisation, for whoever runs the server; administered are those that somebody has ever administered.
create function sec.organisations(pass text)
returns table (id uuid, kind text, sector text, code text, ods_code text, name text, fictional boolean, host_id uuid, administered boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'organisations', '{}');
    return query
        select o.id, o.kind, o.sector, coalesce(o.code, ''), coalesce(o.ods_code, ''), o.name, o.fictional, o.host_id,
               exists (select from app.assignment a where a.org_id = o.id and a.role = any (sec.administrator_roles()))
          from app.organisation o order by o.id;
end
$$;
-- +goose StatementEnd

alter function sec.administrator_roles() owner to tl_sec;
alter function sec.strong_roles() owner to tl_sec;
alter function sec.roles_of(text) owner to tl_sec;
alter function sec.holds(uuid, uuid, timestamptz, text[]) owner to tl_sec;
alter function sec.act_as(text, uuid, uuid, bigint, integer) owner to tl_sec;
alter function sec.administers() owner to tl_sec;
alter function sec.operates() owner to tl_sec;
alter function sec.require_operator() owner to tl_sec;
alter function sec.record_of(text, uuid, uuid, bigint, text, text) owner to tl_sec;
alter function sec.put_organisation(text, uuid, text, text, text, text, text, boolean, uuid, uuid, timestamptz) owner to tl_sec;
alter function sec.put_membership(text, uuid, uuid, text, text, date, date) owner to tl_sec;
alter function sec.put_succession(text, uuid, uuid, date, text) owner to tl_sec;
alter function sec.put_directory(text, text, jsonb) owner to tl_sec;
alter function sec.directory_of(text, text[]) owner to tl_sec;
alter function sec.search_directory(text, integer) owner to tl_sec;
alter function sec.registered(text, text, uuid, integer) owner to tl_sec;
alter function sec.registered_memberships(text, uuid) owner to tl_sec;
alter function sec.registered_successions(text, uuid) owner to tl_sec;
alter function sec.organisations(text) owner to tl_sec;
grant execute on function
    sec.administers(), sec.operates(),
    sec.record_of(text, uuid, uuid, bigint, text, text),
    sec.put_organisation(text, uuid, text, text, text, text, text, boolean, uuid, uuid, timestamptz),
    sec.put_membership(text, uuid, uuid, text, text, date, date),
    sec.put_succession(text, uuid, uuid, date, text),
    sec.put_directory(text, text, jsonb),
    sec.directory_of(text, text[]),
    sec.search_directory(text, integer),
    sec.registered(text, text, uuid, integer),
    sec.registered_memberships(text, uuid),
    sec.registered_successions(text, uuid),
    sec.organisations(text) to tl_app;
