-- +goose Up
-- Identity connections belong to the organisation whose people come by them. Its administrators write them; a test sign-in and an
-- operator's approval put them into use. What comes by a connection gives rights in its own organisation only, and never above
-- its ceiling.
create table app.connection (
    id            uuid primary key,
    org_id        uuid not null references app.organisation (id),
    name          text not null check (name <> '' and length(name) <= 100),
    issuer        text not null,
    client_id     text not null,
    secret_sealed bytea,
    has_secret    boolean not null generated always as (secret_sealed is not null) stored,
    required_acr  text[] not null default '{}',
    required_amr  text[] not null default '{}',
    hosts         text[] not null default '{}',  -- beside the issuer's own, where its endpoints were when it was tested
    second_factor boolean not null default false,  -- its organisation attests that it always asks for one
    ceiling       text[] not null default '{}'
        check (ceiling <@ array['system_lead', 'system_analyst', 'cdo', 'editor', 'viewer', 'partner_contributor', 'partner_viewer']),
    listed        boolean not null default false,  -- offered on the start page
    state         text not null default 'draft' check (state in ('draft', 'requested', 'live', 'disabled')),
    tested_at     timestamptz,
    period        integer not null default 0,  -- counts how often it was put into use again
    version       integer not null default 1,
    unique (org_id, id),
    unique (org_id, name)
);
-- One client of one issuer is in use once, or one provider's answer could be meant for two organisations.
create unique index connection_live_key on app.connection (issuer, client_id) where state = 'live';
alter table sec.person add foreign key (connection_id) references app.connection (id);

create table app.claim_rule (
    org_id        uuid not null references app.organisation (id),
    connection_id uuid not null,
    claim         text not null check (claim ~ '^[A-Za-z0-9_.:/-]{1,200}$' and claim not in
                      ('sub', 'email', 'email_verified', 'upn', 'preferred_username', 'unique_name', 'name', 'hd')),
    value         text not null check (value <> '' and length(value) <= 300),
    role          text not null check (role in ('system_lead', 'system_analyst', 'cdo', 'editor', 'viewer',
                      'partner_contributor', 'partner_viewer')),
    primary key (org_id, connection_id, claim, value, role),
    foreign key (org_id, connection_id) references app.connection (org_id, id)
);

-- What an administrator reads and writes of a connection. The secret is written only. Listing, testing and putting into use are
-- for security functions.
grant select (id, org_id, name, issuer, client_id, has_secret, required_acr, required_amr, hosts, second_factor, ceiling, listed, state,
              tested_at, version) on app.connection to tl_app;
grant insert (id, org_id, name, issuer, client_id, secret_sealed, required_acr, required_amr, second_factor, ceiling)
    on app.connection to tl_app;
grant update (name, client_id, secret_sealed, required_acr, required_amr, second_factor, ceiling, state) on app.connection to tl_app;
grant select, insert, update on app.connection to tl_sec;
grant select, insert, delete on app.claim_rule to tl_app;
grant select, insert, update, delete on app.claim_rule to tl_sec;

-- +goose StatementBegin
set local role tl_sec;

-- The ways of signing in that the start page offers: those that are listed, or those of the organisation with a code.
create function sec.options(code text) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.name from app.connection c join app.organisation o on o.id = c.org_id
     where c.state = 'live' and case when options.code = '' then c.listed
                                     else lower(options.code) in (lower(o.code), lower(o.ods_code)) end
     order by c.name, c.id
$$;

-- A connection as a sign-in needs it, and the claims that its rules ask about.
create function sec.connection_of(pass text, id uuid)
returns table (org_id uuid, org_name text, name text, issuer text, client_id text, secret_sealed bytea, required_acr text[],
               required_amr text[], hosts text[], state text, claims text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'connection_of', array[id::text]);
    return query
        select c.org_id, o.name, c.name, c.issuer, c.client_id, c.secret_sealed, c.required_acr, c.required_amr, c.hosts, c.state,
               array(select distinct r.claim from app.claim_rule r where r.connection_id = c.id order by 1)
          from app.connection c join app.organisation o on o.id = c.org_id
         where c.id = connection_of.id;
end
$$;

-- Whether somebody can act in a role that asks for a second factor: they come by a connection in use that brings one.
create function sec.can_be_strong(person uuid) returns boolean
language sql stable as $$
    select exists (select from sec.person p join app.connection c on c.id = p.connection_id
                    where p.id = can_be_strong.person and c.state = 'live'
                      and (c.second_factor or cardinality(c.required_acr) > 0 or cardinality(c.required_amr) > 0))
$$;

-- What the rules of a connection make of a person's claims: roles are added and, where every claim that could give
-- them was sent, taken away. A claim that is absent (a provider leaves out long lists) changes nothing upwards or
-- downwards, but for a role that the ceiling does not allow any more: no rule keeps it. A role that somebody ended is
-- not given back: who took it away decides, not the provider. It answers with what changed, for the record.
create function sec.apply_claims(person uuid, connection uuid, claims jsonb, at timestamptz) returns jsonb
language plpgsql as $$
declare
    c record;
    changes jsonb := '[]';
    r record;
begin
    select * into c from app.connection x where x.id = connection;
    for r in select distinct u.role from app.claim_rule u
              where u.connection_id = connection and u.role = any (c.ceiling) and claims -> u.claim ? u.value
                and not exists (select from app.assignment a where a.org_id = c.org_id and a.person_id = person
                                   and a.role = u.role and (a.until is null or a.ended_by is not null))
              order by 1 loop
        insert into app.assignment (id, org_id, person_id, role, source, since)
        values (gen_random_uuid(), c.org_id, person, r.role, 'claim', at);
        changes := changes || jsonb_build_object('table', 'app.assignment', 'after', jsonb_build_object('person', person, 'role', r.role, 'source', 'claim'));
    end loop;
    for r in update app.assignment a set until = greatest(at, a.since + interval '1 microsecond')
              where a.org_id = c.org_id and a.person_id = person and a.source = 'claim' and a.until is null
                and not exists (select from app.claim_rule u
                                 where u.connection_id = connection and u.role = a.role and u.role = any (c.ceiling)
                                   and (not claims ? u.claim or claims -> u.claim ? u.value))
            returning a.role loop
        changes := changes || jsonb_build_object('table', 'app.assignment', 'before', jsonb_build_object('person', person, 'role', r.role, 'source', 'claim'));
    end loop;
    for r in select t.id from unnest(sec.end_tokens(person, c.org_id, at)) as t (id) loop
        changes := changes || jsonb_build_object('table', 'app.token', 'id', r.id, 'after', jsonb_build_object('revoked', at));
    end loop;
    return changes;
end
$$;

-- Ends what the rules of a connection give nobody any more: a rule that is taken away takes what it gave with it, at once, and the
-- tokens go with a person's last role. Nobody ended it as such: a later rule may give it back. It answers with what changed, for
-- the record. Sign-ins under way have read the rules of before: it waits for them, and those to come wait for it.
create function sec.end_unruled(connection uuid, at timestamptz) returns jsonb
language plpgsql as $$
declare
    changes jsonb := '[]';
    people uuid[] := '{}';
    owner uuid;
    r record;
begin
    select x.org_id into owner from app.connection x where x.id = connection for no key update;
    for r in update app.assignment a set until = greatest(at, a.since + interval '1 microsecond')
               from sec.person p
              where p.id = a.person_id and p.connection_id = connection and a.org_id = owner and a.source = 'claim' and a.until is null
                and not exists (select from app.claim_rule u where u.connection_id = connection and u.role = a.role)
            returning a.id, a.person_id, a.role loop
        people := people || r.person_id;
        changes := changes || jsonb_build_object('table', 'app.assignment', 'id', r.id,
            'before', jsonb_build_object('person', r.person_id, 'role', r.role, 'source', 'claim'));
    end loop;
    for r in select t.id from (select distinct unnest(people) as person) as gone, unnest(sec.end_tokens(gone.person, owner, at)) as t (id) loop
        changes := changes || jsonb_build_object('table', 'app.token', 'id', r.id, 'after', jsonb_build_object('revoked', at));
    end loop;
    return changes;
end
$$;

-- What an administrator who has changed the rules of a connection of theirs ends by it.
create function sec.follow_rules(connection uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
begin
    select * into c from sec.acting();
    if not sec.administers() or not exists (select from app.connection x where x.id = connection and x.org_id = c.org) then
        raise exception 'not theirs' using errcode = 'TL404';
    end if;
    return sec.end_unruled(connection, c.at);
end
$$;

-- The connections that operators decide about: every one that has been asked to be used or is, of any organisation.
create function sec.connection_requests()
returns table (id uuid, org_id uuid, org_name text, name text, issuer text, client_id text, required_acr text[], required_amr text[],
               hosts text[], second_factor boolean, ceiling text[], listed boolean, state text, tested_at timestamptz, version integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query
        select c.id, c.org_id, o.name, c.name, c.issuer, c.client_id, c.required_acr, c.required_amr, c.hosts, c.second_factor,
               c.ceiling, c.listed, c.state, c.tested_at, c.version
          from app.connection c join app.organisation o on o.id = c.org_id
         where c.state <> 'draft'
         order by c.state <> 'requested', o.name, c.name;
end
$$;

-- An operator's decision: live (from requested), disabled (from live or requested), draft (a request sent back). It
-- answers with the organisation, whose record it goes into; null when the connection is not at that version any more.
create function sec.decide_connection(id uuid, version integer, verdict text, listed boolean) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
begin
    perform sec.require_operator();
    select * into c from app.connection x where x.id = decide_connection.id for update;
    if c is null then
        raise exception 'no such connection' using errcode = 'TL404';
    end if;
    if c.version <> decide_connection.version then
        return null;
    end if;
    if not ((verdict = 'live' and c.state = 'requested' and c.tested_at is not null)
            or (verdict = 'disabled' and c.state in ('live', 'requested'))
            or (verdict = 'draft' and c.state = 'requested')) then
        raise exception 'a connection does not go from % to %', c.state, verdict using errcode = '23514';
    end if;
    update app.connection x set state = verdict, listed = decide_connection.listed where x.id = decide_connection.id;
    return c.org_id;
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

grant execute on function sec.options, sec.connection_of, sec.follow_rules, sec.connection_requests, sec.decide_connection,
    sec.registered_connections to tl_app;
set local role tl_owner;
-- +goose StatementEnd

-- +goose StatementBegin
-- The life of a connection: draft, requested, live, disabled. What its sign-ins rest on changes in a draft only, and a changed
-- draft has to be tested again; the name under which everybody is offered it, as an operator read it, stays while they are. An
-- administrator asks for it to be used, withdraws that, ends its use and makes a disabled one a draft again; the rest is for the
-- security functions.
create function app.guard_connection() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    changed boolean;
begin
    if new.issuer is distinct from old.issuer then
        raise exception 'another issuer is another connection' using errcode = '23514';
    end if;
    changed := (new.client_id, new.required_acr, new.required_amr, new.second_factor, new.ceiling)
               is distinct from (old.client_id, old.required_acr, old.required_amr, old.second_factor, old.ceiling);
    if current_user <> 'tl_app' then
        return new;
    end if;
    if changed and (old.state <> 'draft' or new.state <> 'draft') then
        raise exception 'only a draft changes what it rests on' using errcode = '23514';
    end if;
    if new.name <> old.name and old.listed and old.state = 'live' then
        raise exception 'it is offered to everybody by this name' using errcode = '23514';
    end if;
    if changed or (old.state = 'disabled' and new.state = 'draft') then
        new.tested_at := null;
        new.hosts := '{}';
    end if;
    if new.state <> old.state and not (
           (old.state = 'draft' and new.state = 'requested' and new.tested_at is not null)
        or (old.state = 'requested' and new.state = 'draft')
        or (old.state in ('draft', 'requested', 'live') and new.state = 'disabled')
        or (old.state = 'disabled' and new.state = 'draft')) then
        raise exception 'a connection does not go from % to %', old.state, new.state using errcode = '23514';
    end if;
    return new;
end
$$;

-- A connection that is put into use again is in another use, in which what was made in an earlier one does not count.
create function app.next_period() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    new.period := old.period + 1;
    return new;
end
$$;
-- +goose StatementEnd
create trigger guard before update on app.connection for each row execute function app.guard_connection();
create trigger count before update on app.connection for each row execute function app.count();
create trigger next_period before update on app.connection for each row
    when (new.state = 'live' and old.state <> 'live') execute function app.next_period();

alter table app.connection enable row level security;
alter table app.connection force row level security;
create policy sec_all on app.connection to tl_sec using (true) with check (true);
create policy own_read on app.connection for select to tl_app using (org_id = (select sec.current_org()));
create policy own_insert on app.connection for insert to tl_app
    with check (org_id = (select sec.current_org()) and (select sec.administers()));
create policy own_update on app.connection for update to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and (select sec.administers()));

alter table app.claim_rule enable row level security;
alter table app.claim_rule force row level security;
create policy sec_all on app.claim_rule to tl_sec using (true) with check (true);
create policy own_read on app.claim_rule for select to tl_app using (org_id = (select sec.current_org()));
create policy own_insert on app.claim_rule for insert to tl_app
    with check (org_id = (select sec.current_org()) and (select sec.administers()));
create policy own_delete on app.claim_rule for delete to tl_app
    using (org_id = (select sec.current_org()) and (select sec.administers()));
