-- +goose Up
-- Who there is, who belongs to which system and when, and who may read what is released on a channel. These tables are written
-- by security functions only.
create table app.organisation (
    id        uuid primary key,
    kind      text not null check (kind in ('platform', 'system', 'trust', 'icb', 'council', 'primary_care',
                  'community_interest_company', 'voluntary', 'hospice', 'independent_provider', 'supplier', 'other')),
    sector    text not null check (sector ~ '^[a-z_]{1,40}$'),
    code      text check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),  -- its handle in files and addresses
    ods_code  text unique check (ods_code ~ '^[A-Z0-9]{3,10}$'),
    name      text not null check (name <> '' and length(name) <= 300),
    fictional boolean not null default false,
    host_id   uuid references app.organisation (id)
);
create unique index organisation_code_key on app.organisation (code);
create unique index organisation_platform_key on app.organisation (kind) where kind = 'platform';

-- A system calls no two organisations the same on one day. Within one declaration two codes may change places, so a transaction
-- may ask for it to be looked at when it ends.
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
                        daterange(since, until) with &&),
    constraint membership_code_once
        exclude using gist (system_id ext.gist_uuid_ops with =, code ext.gist_text_ops with =, daterange(since, until) with &&)
        deferrable initially immediate
);
create index membership_org_id_idx on app.membership (org_id);
create index membership_system_id_idx on app.membership (system_id);

create table app.channel (
    id     uuid primary key,
    org_id uuid not null references app.organisation (id),
    kind   text not null check (kind in ('desk', 'members', 'pair', 'public')),
    ref    uuid,  -- pair: the other organisation
    unique nulls not distinct (org_id, kind, ref)
);

create table app.succession (
    org_id       uuid not null references app.organisation (id),  -- the one that ends, or gives a part up
    successor_id uuid not null references app.organisation (id),
    on_date      date not null,
    state        text not null check (state in ('rehearsed', 'confirmed', 'done')),
    primary key (org_id, successor_id),
    check (org_id <> successor_id)
);
create index succession_successor_id_idx on app.succession (successor_id);

grant select on app.organisation, app.membership, app.channel, app.succession to tl_app;
grant select, insert, update on app.organisation, app.membership, app.channel, app.succession to tl_sec;

-- Which organisations and channels the acting organisation reads, resolved from today's memberships. The functions that take an
-- organisation and a day are the rules, for the others to call; nobody else may.
-- +goose StatementBegin
set local role tl_sec;

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

-- A public channel is read by whoever has its address and has no account: their transaction acts for the channel itself. No row is
-- a channel's, so that of all there is they see the editions that are released to that one. The organisations that read it are
-- none: inside Throughline one reads what is released to its system or to it.
create function sec.channels_of(org uuid, day date) returns setof uuid
language sql stable as $$
    select ch.id from app.channel ch where ch.org_id = org
    union select ch.id from app.channel ch where ch.kind = 'members' and ch.org_id in (select sec.systems_of(org, day))
    union select sec.pairs_of(org, day)
    union select ch.id from app.channel ch where ch.kind = 'public' and ch.id = org
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

-- Whose rows the acting organisation reads where they are opened to it: its own, those of the systems that it is or
-- belongs to, and of those who belong to them today.
create function sec.sharing() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with c as materialized (select org, day from sec.acting()),
    today as materialized (select m.system_id, m.org_id from app.membership m, c where m.since <= c.day and (m.until is null or m.until > c.day)),
    systems as materialized (select org as id from c union select t.system_id from today t join c on c.org = t.org_id)
    select coalesce(array_agg(id), '{}') from (
        select id from systems
        union select t.org_id from today t join systems s on s.id = t.system_id
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

-- As whom the acting transaction reads what others have released, where it is no system at its own desk.
create function sec.audience() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when exists (select from app.channel ch where ch.kind = 'public' and ch.id = sec.current_org())
                then 'public' else 'members' end
$$;

-- The acting organisation's public channel, made when it is first asked for.
create function sec.public_channel(out channel uuid, out fresh boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    acting uuid := sec.current_org();
begin
    insert into app.channel (id, org_id, kind) values (gen_random_uuid(), acting, 'public') on conflict do nothing;
    fresh := found;
    select ch.id into strict channel from app.channel ch where ch.org_id = acting and ch.kind = 'public';
end
$$;

grant execute on function sec.my_systems, sec.known, sec.sharing, sec.channels, sec.postable, sec.audience,
    sec.public_channel to tl_app;
set local role tl_owner;
-- +goose StatementEnd

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['organisation', 'membership', 'channel', 'succession'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy sec_all on app.%I to tl_sec using (true) with check (true)', t);
    end loop;
end
$$;
-- +goose StatementEnd
create policy app_read on app.organisation for select to tl_app
    using (id = (select sec.current_org()) or id = any ((select sec.known())::uuid[]));
create policy app_read on app.membership for select to tl_app
    using (org_id = (select sec.current_org()) or system_id = (select sec.current_org())
           or (kind = 'member' and system_id = any ((select sec.my_systems())::uuid[])));
create policy app_read on app.channel for select to tl_app
    using (org_id = (select sec.current_org()) or id = any ((select sec.channels())::uuid[])
           or id = any ((select sec.postable())::uuid[]));
create policy app_read on app.succession for select to tl_app
    using (org_id = (select sec.current_org()) or successor_id = (select sec.current_org()));
