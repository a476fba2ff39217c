-- +goose Up
-- Who there is, who belongs to which system and when, and who may read what is released on a channel.
-- The platform's own tables (organisation, membership, channel) are written by security functions only.
create table app.organisation (
    id        uuid primary key,
    kind      text not null check (kind in ('system', 'trust', 'icb', 'council', 'primary_care',
                  'community_interest_company', 'voluntary', 'hospice', 'independent_provider', 'supplier', 'other')),
    sector    text not null check (sector ~ '^[a-z_]{1,40}$'),
    code      text check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),  -- a system's handle in files and addresses
    ods_code  text unique check (ods_code ~ '^[A-Z0-9]{3,10}$'),
    name      text not null check (name <> '' and length(name) <= 300),
    fictional boolean not null default false,
    host_id   uuid references app.organisation (id),
    check (kind = 'system' or code is null)
);
create unique index organisation_code_key on app.organisation (code);

create table app.membership (
    id        uuid primary key,
    system_id uuid not null references app.organisation (id),
    org_id    uuid not null references app.organisation (id),
    code      text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),  -- what the system calls it
    kind      text not null check (kind in ('member', 'partner')),
    since     date not null,
    until     date check (until > since),  -- the first day it no longer belongs
    check (system_id <> org_id),
    exclude using gist (system_id ext.gist_uuid_ops with =, org_id ext.gist_uuid_ops with =,
                        daterange(since, until) with &&)
);
create index membership_org_id_idx on app.membership (org_id);
create index membership_system_id_idx on app.membership (system_id);

create table app.channel (
    id     uuid primary key,
    org_id uuid not null references app.organisation (id),
    kind   text not null check (kind in ('desk', 'members', 'participants', 'pair', 'public')),
    ref    uuid,  -- pair: the other organisation; participants: the initiative
    unique nulls not distinct (org_id, kind, ref)
);

create table sec.connection (
    id            uuid primary key,
    org_id        uuid references app.organisation (id),  -- null: shared by several organisations
    name          text not null,
    issuer        text not null,
    client_id     text not null,
    secret_sealed bytea,
    required_acr  text[] not null default '{}',
    listed        boolean not null default false,  -- offered on the start page
    state         text not null check (state in ('draft', 'approved', 'disabled')),
    unique (issuer, client_id)
);

create table sec.person (
    id            uuid primary key,
    connection_id uuid references sec.connection (id),
    sub           text not null check (sub <> ''),
    kind          text not null check (kind in ('human', 'machine')),
    name          text not null default '',
    email         text not null default '',
    unique nulls not distinct (connection_id, sub),
    check ((kind = 'machine') = (connection_id is null))
);

create table app.assignment (
    id        uuid primary key,
    org_id    uuid not null references app.organisation (id),
    person_id uuid not null references sec.person (id),
    role      text not null check (role in ('system_lead', 'system_analyst', 'system_administrator', 'cdo', 'editor',
                  'viewer', 'administrator', 'partner_contributor', 'partner_viewer', 'machine')),
    source    text not null check (source in ('platform', 'invitation', 'claim')),
    since     timestamptz not null,
    until     timestamptz check (until > since),
    unique (org_id, id)
);
create unique index assignment_current_key on app.assignment (org_id, person_id, role) where until is null;
create index assignment_person_id_idx on app.assignment (person_id);

grant select on app.organisation, app.membership, app.channel, app.assignment to tl_app;
grant select, insert, update on app.organisation, app.membership, app.channel, app.assignment,
    sec.connection, sec.person to tl_sec;

-- Which organisations and channels the acting organisation reads, resolved from today's memberships. The functions
-- that take an organisation and a day are the rules, for the ones below to call; nobody else may.
-- +goose StatementBegin
create function sec.systems_of(org uuid, day date) returns setof uuid
language sql stable as $$
    select m.system_id from app.membership m
     where m.org_id = org and m.kind = 'member' and m.since <= day and (m.until is null or m.until > day)
$$;

create function sec.pairs_of(org uuid, day date) returns setof uuid
language sql stable as $$
    select ch.id from app.channel ch join app.membership m on m.system_id = ch.org_id and m.org_id = ch.ref
     where ch.kind = 'pair' and ch.ref = org and m.since <= day and (m.until is null or m.until > day)
$$;

create function sec.channels_of(org uuid, day date) returns setof uuid
language sql stable as $$
    select ch.id from app.channel ch where ch.org_id = org
    union select ch.id from app.channel ch where ch.kind = 'members' and ch.org_id in (select sec.systems_of(org, day))
    union select sec.pairs_of(org, day)
    union select ch.id from app.channel ch where ch.kind = 'public' and org is not null
$$;

create function sec.my_systems() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select sec.systems_of(c.org, c.day)) from sec.acting() c
$$;

create function sec.known() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with c as materialized (select org, day from sec.acting()),
    mine as materialized (select m.system_id, m.kind from app.membership m, c
              where m.org_id = c.org and m.since <= c.day and (m.until is null or m.until > c.day))
    select coalesce(array_agg(id), '{}') from (
        select org as id from c
        union select system_id from mine
        union select m.org_id from app.membership m, c where m.system_id = c.org and m.since <= c.day
        union select m.org_id from app.membership m join mine on mine.system_id = m.system_id, c
               where mine.kind = 'member' and m.kind = 'member' and m.since <= c.day and (m.until is null or m.until > c.day)
    ) as ids
$$;

create function sec.channels() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select sec.channels_of(c.org, c.day)) from sec.acting() c
$$;

-- Where the acting organisation may put something: its own channels, its systems' desks and members' channels, and
-- pairs it is half of.
create function sec.postable() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with c as materialized (select org, day from sec.acting())
    select coalesce(array_agg(id), '{}') from (
        select ch.id from app.channel ch, c where ch.org_id = c.org
        union select ch.id from app.channel ch, c
               where ch.kind in ('desk', 'members') and ch.org_id in (select sec.systems_of(c.org, c.day))
        union select sec.pairs_of(c.org, c.day) from c
    ) as ids
$$;
-- +goose StatementEnd

alter function sec.systems_of(uuid, date) owner to tl_sec;
alter function sec.pairs_of(uuid, date) owner to tl_sec;
alter function sec.channels_of(uuid, date) owner to tl_sec;
alter function sec.my_systems() owner to tl_sec;
alter function sec.known() owner to tl_sec;
alter function sec.channels() owner to tl_sec;
alter function sec.postable() owner to tl_sec;
grant execute on function sec.my_systems(), sec.known(), sec.channels(), sec.postable() to tl_app;

alter table app.organisation enable row level security;
alter table app.organisation force row level security;
create policy sec_all on app.organisation to tl_sec using (true) with check (true);
create policy app_read on app.organisation for select to tl_app
    using (id = (select sec.current_org()) or id = any ((select sec.known())::uuid[]));

alter table app.membership enable row level security;
alter table app.membership force row level security;
create policy sec_all on app.membership to tl_sec using (true) with check (true);
create policy app_read on app.membership for select to tl_app
    using (org_id = (select sec.current_org()) or system_id = (select sec.current_org())
           or (kind = 'member' and system_id = any ((select sec.my_systems())::uuid[])));

alter table app.channel enable row level security;
alter table app.channel force row level security;
create policy sec_all on app.channel to tl_sec using (true) with check (true);
create policy app_read on app.channel for select to tl_app
    using (org_id = (select sec.current_org()) or id = any ((select sec.channels())::uuid[])
           or id = any ((select sec.postable())::uuid[]));

alter table app.assignment enable row level security;
alter table app.assignment force row level security;
create policy sec_all on app.assignment to tl_sec using (true) with check (true);
create policy app_read on app.assignment for select to tl_app using (org_id = (select sec.current_org()));

-- Putting organisations, memberships, connections, people and their roles in place. Each call needs a pass; each
-- answers whether anything changed, so that the same declaration twice changes nothing.
-- +goose StatementBegin
create function sec.put_organisation(pass text, id uuid, kind text, sector text, code text, name text, fictional boolean,
                                     machine uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'put_organisation', array[id::text, kind, sector, coalesce(code, ''), name]);
    insert into app.organisation as o (id, kind, sector, code, name, fictional)
    values (put_organisation.id, put_organisation.kind, put_organisation.sector, put_organisation.code,
            put_organisation.name, put_organisation.fictional)
    on conflict on constraint organisation_pkey do update
       set sector = excluded.sector, name = excluded.name, fictional = excluded.fictional
     where (o.sector, o.name, o.fictional) is distinct from (excluded.sector, excluded.name, excluded.fictional);
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

create function sec.put_membership(pass text, system uuid, org uuid, code text, kind text, since date) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'put_membership', array[system::text, org::text, code, kind, since::text]);
    update app.membership m set code = put_membership.code, kind = put_membership.kind
     where m.system_id = system and m.org_id = org and (m.until is null or m.until > put_membership.since)
       and (m.code, m.kind) is distinct from (put_membership.code, put_membership.kind);
    get diagnostics touched = row_count;
    if not exists (select from app.membership m where m.system_id = system and m.org_id = org
                      and (m.until is null or m.until > put_membership.since)) then
        insert into app.membership (id, system_id, org_id, code, kind, since)
        values (gen_random_uuid(), system, org, put_membership.code, put_membership.kind, put_membership.since);
        touched := 1;
    end if;
    insert into app.channel (id, org_id, kind, ref) values (gen_random_uuid(), system, 'pair', org) on conflict do nothing;
    return touched > 0;
end
$$;

-- The organisations of a system by the codes the system knows them by; the system itself first, with an empty code.
create function sec.roster(pass text, system_code text) returns table (id uuid, code text, kind text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'roster', array[system_code]);
    return query
        select o.id, ''::text, o.kind, o.name from app.organisation o where o.code = system_code
        union all
        select m.org_id, m.code, o.kind, o.name
          from app.organisation s join app.membership m on m.system_id = s.id join app.organisation o on o.id = m.org_id
         where s.code = system_code and m.until is null
         order by 2;
end
$$;

-- Every system, for the server to line up again when its engine has changed.
create function sec.systems(pass text) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'systems', '{}');
    return query select o.id from app.organisation o where o.kind = 'system' order by o.id;
end
$$;

create function sec.put_connection(pass text, id uuid, org uuid, name text, issuer text, client_id text, listed boolean)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'put_connection', array[id::text, coalesce(org::text, ''), name, issuer, client_id, listed::text]);
    insert into sec.connection as c (id, org_id, name, issuer, client_id, listed, state)
    values (put_connection.id, org, put_connection.name, put_connection.issuer, put_connection.client_id,
            put_connection.listed, 'approved')
    on conflict on constraint connection_pkey do update
       set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id, listed = excluded.listed;
end
$$;

create function sec.put_assignment(pass text, id uuid, connection uuid, sub text, org uuid, role text, at timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    person uuid;
begin
    perform sec.check_pass(pass, 'put_assignment', array[connection::text, sub, org::text, role]);
    insert into sec.person (id, connection_id, sub, kind)
    values (put_assignment.id, connection, put_assignment.sub, 'human') on conflict do nothing;
    select p.id into strict person from sec.person p where p.connection_id = connection and p.sub = put_assignment.sub;
    insert into app.assignment (id, org_id, person_id, role, source, since)
    values (gen_random_uuid(), org, person, put_assignment.role, 'platform', at)
    on conflict do nothing;
    return found;
end
$$;
-- +goose StatementEnd

alter function sec.put_organisation(text, uuid, text, text, text, text, boolean, uuid, timestamptz) owner to tl_sec;
alter function sec.put_membership(text, uuid, uuid, text, text, date) owner to tl_sec;
alter function sec.roster(text, text) owner to tl_sec;
alter function sec.systems(text) owner to tl_sec;
alter function sec.put_connection(text, uuid, uuid, text, text, text, boolean) owner to tl_sec;
alter function sec.put_assignment(text, uuid, uuid, text, uuid, text, timestamptz) owner to tl_sec;
grant execute on function
    sec.put_organisation(text, uuid, text, text, text, text, boolean, uuid, timestamptz),
    sec.put_membership(text, uuid, uuid, text, text, date),
    sec.roster(text, text),
    sec.systems(text),
    sec.put_connection(text, uuid, uuid, text, text, text, boolean),
    sec.put_assignment(text, uuid, uuid, text, uuid, text, timestamptz) to tl_app;
