-- +goose Up
-- Who somebody is, and what they may do for an organisation while they hold a role in it.
create table sec.person (
    id            uuid primary key,
    connection_id uuid,  -- what they come by; a machine has none
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
    role      text not null check (role in ('operator', 'system_lead', 'system_analyst', 'system_administrator', 'cdo', 'editor',
                  'viewer', 'administrator', 'partner_contributor', 'partner_viewer', 'machine')),
    source    text not null check (source in ('declared', 'platform', 'invitation', 'claim')),
    since     timestamptz not null,
    until     timestamptz check (until > since),
    ended_by  uuid references sec.person (id),  -- claims do not give it back then; nobody did where its claim went
    unique (org_id, id)
);
create unique index assignment_current_key on app.assignment (org_id, person_id, role) where until is null;
create index assignment_person_id_idx on app.assignment (person_id);

grant select on app.assignment to tl_app;
grant select, insert, update on app.assignment, sec.person to tl_sec;

-- +goose StatementBegin
set local role tl_sec;

-- The roles that say who else may do what, and those that need a sign-in with a second factor. Rules for the
-- functions below; nobody else may call them.
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

-- How long somebody who says what others may do stays signed in, whatever happens.
create function sec.administrators_day() returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$ select interval '2 hours' $$;

-- Whether somebody holds one of the roles. One that has an end has ended, whatever the clock of this server says.
create function sec.holds(person uuid, org uuid, at timestamptz, wanted text[]) returns boolean
language sql stable as $$
    select exists (select from app.assignment a
                    where a.org_id = org and a.person_id = person and a.role = any (wanted) and a.since <= at and a.until is null)
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

grant execute on function sec.administers, sec.operates to tl_app;
set local role tl_owner;
-- +goose StatementEnd

alter table app.assignment enable row level security;
alter table app.assignment force row level security;
create policy sec_all on app.assignment to tl_sec using (true) with check (true);
create policy app_read on app.assignment for select to tl_app using (org_id = (select sec.current_org()));
-- What has ended stays ended, on every replica: by the fact that somebody ended it and not by a server's clock.
create trigger stays before update on app.assignment for each row
    when (old.until is not null) execute function app.forbid();
