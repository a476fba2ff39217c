-- +goose Up
-- Identity connections belong to the organisation whose people come by them. Its administrators write them; a test
-- sign-in and an operator's approval put them into use. What comes by a connection gives rights in its own
-- organisation only, and never above its ceiling.
alter table sec.connection set schema app;
alter table app.connection
    drop constraint connection_issuer_client_id_key,
    drop constraint connection_state_check,
    alter column org_id set not null,
    add required_amr  text[] not null default '{}',
    add hosts         text[] not null default '{}',  -- beside the issuer's own, where its endpoints were when it was tested
    add second_factor boolean not null default false,  -- its organisation attests that it always asks for one
    add ceiling       text[] not null default '{}'
        check (ceiling <@ array['system_lead', 'system_analyst', 'cdo', 'editor', 'viewer', 'partner_contributor', 'partner_viewer']),
    add has_secret    boolean not null generated always as (secret_sealed is not null) stored,
    add tested_at     timestamptz,
    add version       integer not null default 1;
update app.connection set state = 'live' where state = 'approved';
alter table app.connection
    alter column state set default 'draft',
    add constraint connection_state_check check (state in ('draft', 'requested', 'live', 'disabled')),
    add constraint connection_name_check check (name <> '' and length(name) <= 100),
    add unique (org_id, id),
    add unique (org_id, name);
-- One client of one issuer is in use once, or one provider's answer could be meant for two organisations.
create unique index connection_live_key on app.connection (issuer, client_id) where state = 'live';

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

-- What an administrator reads and writes of a connection. The secret is written only. Listing, testing and putting
-- into use are for security functions.
revoke all on app.connection from tl_app;
grant select (id, org_id, name, issuer, client_id, has_secret, required_acr, required_amr, hosts, second_factor, ceiling, listed, state,
              tested_at, version) on app.connection to tl_app;
grant insert (id, org_id, name, issuer, client_id, secret_sealed, required_acr, required_amr, second_factor, ceiling)
    on app.connection to tl_app;
grant update (name, client_id, secret_sealed, required_acr, required_amr, second_factor, ceiling, state) on app.connection to tl_app;
grant select, insert, delete on app.claim_rule to tl_app;
grant select, insert, update, delete on app.claim_rule to tl_sec;

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

-- +goose StatementBegin
-- A row that is counted, and never changes its owner.
create function app.count() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if new.org_id is distinct from old.org_id or new.id is distinct from old.id then
        raise exception 'a row never changes its owner' using errcode = '42501';
    end if;
    new.version := old.version + 1;
    return new;
end
$$;

-- The life of a connection: draft, requested, live, disabled. What its sign-ins rest on changes in a draft only, and
-- a changed draft has to be tested again. An administrator asks for it to be used, withdraws that, ends its use and
-- makes a disabled one a draft again; the rest is for the security functions.
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
-- +goose StatementEnd
create trigger guard before update on app.connection for each row execute function app.guard_connection();
create trigger count before update on app.connection for each row execute function app.count();

alter table sec.flow
    add purpose text not null default 'sign-in' check (purpose in ('sign-in', 'test')),
    add tester  bytea,  -- the session of the administrator who tests a connection
    add hosts   text[] not null default '{}';
alter table sec.session
    add id      uuid not null default gen_random_uuid() unique,
    add amr     text[] not null default '{}',
    add strong  boolean not null default false,  -- came with a second factor
    add address text not null default '';
alter table sec.event add address text not null default '';

create table sec.logout_token (
    connection_id uuid not null references app.connection (id),
    jti           text not null,
    ends          timestamptz not null,
    primary key (connection_id, jti)
);
grant select, insert, delete on sec.logout_token to tl_sec;

-- +goose StatementBegin
-- How long somebody who says what others may do stays signed in, whatever happens.
create function sec.administrators_day() returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$ select interval '2 hours' $$;

-- The ways to sign in that may be shown: those listed for everybody, or those of the organisation with this handle or
-- ODS code. A code that nobody has and one without a connection answer alike.
drop function sec.options();
create function sec.options(code text) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.name from app.connection c join app.organisation o on o.id = c.org_id
     where c.state = 'live' and case when options.code = '' then c.listed
                                     else lower(options.code) in (lower(o.code), lower(o.ods_code)) end
     order by c.name, c.id
$$;

drop function sec.connection_of(text, uuid);
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

drop function sec.put_connection(text, uuid, uuid, text, text, text, boolean);
create function sec.put_connection(pass text, id uuid, org uuid, name text, issuer text, client_id text, secret bytea,
                                   terms jsonb, live boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    t record;
begin
    perform sec.check_pass(pass, 'put_connection', array[id::text, org::text, name, issuer, client_id, live::text]);
    select * into t from jsonb_to_record(terms) as x (acr text[], amr text[], hosts text[], second_factor boolean,
                                                      ceiling text[], listed boolean);
    insert into app.connection as c (id, org_id, name, issuer, client_id, secret_sealed, required_acr, required_amr, hosts,
                                     second_factor, ceiling, listed, state)
    values (put_connection.id, org, put_connection.name, put_connection.issuer, put_connection.client_id, secret, t.acr, t.amr,
            t.hosts, t.second_factor, t.ceiling, t.listed, case when live then 'live' else 'draft' end)
    on conflict on constraint connection_pkey do update
       set name = excluded.name, client_id = excluded.client_id, secret_sealed = coalesce(excluded.secret_sealed, c.secret_sealed),
           issuer = excluded.issuer, required_acr = excluded.required_acr, required_amr = excluded.required_amr,
           hosts = case when cardinality(excluded.hosts) > 0 then excluded.hosts else c.hosts end,
           second_factor = excluded.second_factor, ceiling = excluded.ceiling, listed = excluded.listed,
           state = case when live then 'live' else c.state end
     where (c.name, c.client_id, c.issuer, c.required_acr, c.required_amr, c.second_factor, c.ceiling, c.listed, c.state) is distinct from
           (excluded.name, excluded.client_id, excluded.issuer, excluded.required_acr, excluded.required_amr, excluded.second_factor,
            excluded.ceiling, excluded.listed, case when live then 'live' else c.state end)
        or (excluded.secret_sealed is not null and excluded.secret_sealed is distinct from c.secret_sealed);
    return found;
end
$$;

-- Replaces the rules of a connection. It answers whether anything changed.
create function sec.put_rules(pass text, connection uuid, rules jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
    gone integer;
begin
    perform sec.check_pass(pass, 'put_rules', array[connection::text]);
    delete from app.claim_rule r where r.connection_id = connection and (r.claim, r.value, r.role) not in
        (select x.claim, x.value, x.role from jsonb_to_recordset(rules) as x (claim text, value text, role text));
    get diagnostics gone = row_count;
    insert into app.claim_rule (org_id, connection_id, claim, value, role)
    select c.org_id, c.id, x.claim, x.value, x.role
      from app.connection c, jsonb_to_recordset(rules) as x (claim text, value text, role text)
     where c.id = connection
    on conflict do nothing;
    get diagnostics touched = row_count;
    return touched + gone > 0;
end
$$;

-- What the register holds of connections, rules and administrators, for a declaration to be compared with.
create function sec.declared(pass text)
returns table (id uuid, org_id uuid, name text, issuer text, client_id text, has_secret boolean, terms jsonb, state text,
               rules jsonb, people jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'declared', '{}');
    return query
        select c.id, c.org_id, c.name, c.issuer, c.client_id, c.secret_sealed is not null,
               jsonb_build_object('acr', c.required_acr, 'amr', c.required_amr, 'hosts', c.hosts, 'second_factor', c.second_factor,
                                  'ceiling', c.ceiling, 'listed', c.listed),
               c.state,
               coalesce((select jsonb_agg(jsonb_build_object('claim', r.claim, 'value', r.value, 'role', r.role)
                                          order by r.claim, r.value, r.role)
                           from app.claim_rule r where r.connection_id = c.id), '[]'),
               coalesce((select jsonb_agg(jsonb_build_object('organisation', a.org_id, 'subject', p.sub, 'role', a.role)
                                          order by a.org_id, p.sub, a.role)
                           from sec.person p join app.assignment a on a.person_id = p.id and a.until is null
                          where p.connection_id = c.id), '[]')
          from app.connection c order by c.id;
end
$$;

drop function sec.begin_flow(text, bytea, bytea, uuid, text, text, text, timestamptz, timestamptz);
create function sec.begin_flow(pass text, state_hash bytea, browser_hash bytea, connection uuid, nonce text, verifier text,
                               return_to text, purpose text, tester bytea, hosts text[], at timestamptz, ends timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'begin_flow', array[encode(state_hash, 'hex'), encode(browser_hash, 'hex'), connection::text, purpose]);
    delete from sec.flow f where f.ends < at;
    insert into sec.flow values (state_hash, browser_hash, connection, nonce, verifier, return_to, ends, purpose, tester, hosts);
end
$$;

drop function sec.take_flow(text, bytea, uuid);
create function sec.take_flow(pass text, state_hash bytea, connection uuid)
returns table (browser_hash bytea, nonce text, verifier text, return_to text, ends timestamptz, purpose text, tester bytea, hosts text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'take_flow', array[encode(state_hash, 'hex'), connection::text]);
    return query delete from sec.flow f where f.state_hash = take_flow.state_hash and f.connection_id = connection
                 returning f.browser_hash, f.nonce, f.verifier, f.return_to, f.ends, f.purpose, f.tester, f.hosts;
end
$$;

-- What the rules of a connection make of a person's claims: roles are added and, where every claim that could give
-- them was sent, taken away. A claim that is absent (a provider leaves out long lists) changes nothing upwards or
-- downwards. It answers with what changed, for the record.
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
                                   and a.role = u.role and a.until is null)
              order by 1 loop
        insert into app.assignment (id, org_id, person_id, role, source, since)
        values (gen_random_uuid(), c.org_id, person, r.role, 'claim', at);
        changes := changes || jsonb_build_object('table', 'app.assignment', 'after', jsonb_build_object('person', person, 'role', r.role, 'source', 'claim'));
    end loop;
    for r in update app.assignment a set until = greatest(at, a.since + interval '1 microsecond')
              where a.org_id = c.org_id and a.person_id = person and a.source = 'claim' and a.until is null
                and not exists (select from app.claim_rule u where u.connection_id = connection and u.role = a.role
                                   and (not claims ? u.claim or (u.role = any (c.ceiling) and claims -> u.claim ? u.value)))
            returning a.role loop
        changes := changes || jsonb_build_object('table', 'app.assignment', 'before', jsonb_build_object('person', person, 'role', r.role, 'source', 'claim'));
    end loop;
    return changes;
end
$$;

drop function sec.sign_in(text, bytea, uuid, uuid, text, text, text, text, text, timestamptz, timestamptz);
create function sec.sign_in(pass text, hash bytea, id uuid, connection uuid, sub text, name text, email text, sid text,
                            acr text, amr text[], claims text, address text, at timestamptz, ends timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
    person uuid;
    changes jsonb;
begin
    perform sec.check_pass(pass, 'sign_in', array[encode(hash, 'hex'), connection::text, sub, claims]);
    select * into c from app.connection x where x.id = connection and x.state = 'live' for share;
    if c is null then
        raise exception 'no such connection' using errcode = 'TL401';
    end if;
    insert into sec.person as p (id, connection_id, sub, kind, name, email)
    values (sign_in.id, connection, sign_in.sub, 'human', sign_in.name, sign_in.email)
    on conflict on constraint person_connection_id_sub_key do update set name = excluded.name, email = excluded.email
    returning p.id into person;
    insert into sec.session (hash, person_id, connection_id, sid, acr, amr, strong, address, began, seen, ends)
    values (sign_in.hash, person, connection, sign_in.sid, sign_in.acr, sign_in.amr,
            c.second_factor or cardinality(c.required_acr) > 0 or cardinality(c.required_amr) > 0, sign_in.address, at, at, sign_in.ends);
    insert into sec.event (at, kind, person_id, connection_id, address) values (at, 'signed-in', person, connection, sign_in.address);
    changes := sec.apply_claims(person, connection, claims::jsonb, at);
    if changes <> '[]' then
        perform sec.act_as(split_part(pass, '.', 1), person, c.org_id, (extract(epoch from at) * 1000000)::bigint, 60);
        perform sec.append_audit('signIn', jsonb_build_object('from', sign_in.address, 'changes', changes)::text);
        perform set_config('app.ctx', '', true);
    end if;
    return person;
end
$$;

-- A test sign-in that went well: the draft may be asked to be used, with its endpoints where they were then. The one
-- who tests must still be signed in, and say who may do what in the organisation of the connection.
create function sec.note_test(pass text, connection uuid, tester bytea, hosts text[], at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
    person uuid;
begin
    perform sec.check_pass(pass, 'note_test', array[connection::text, encode(tester, 'hex')]);
    select * into c from app.connection x where x.id = connection and x.state = 'draft' for update;
    select s.person_id into person from sec.session s
     where s.hash = tester and s.ended is null and least(s.ends, s.seen + sec.idle()) > at;
    if c is null or person is null or not sec.holds(person, c.org_id, at, sec.administrator_roles()) then
        raise exception 'no such test' using errcode = 'TL404';
    end if;
    update app.connection x set tested_at = at, hosts = note_test.hosts where x.id = connection;
    perform sec.act_as(split_part(pass, '.', 1), person, c.org_id, (extract(epoch from at) * 1000000)::bigint, 60);
    perform sec.append_audit('testConnection', jsonb_build_object('changes', jsonb_build_array(jsonb_build_object(
        'table', 'app.connection', 'id', connection, 'after', jsonb_build_object('tested_at', at, 'hosts', note_test.hosts))))::text);
    perform set_config('app.ctx', '', true);
end
$$;

-- Who a session is, when it ends if nothing more happens, and where its person has a role.
drop function sec.session_of(text, bytea, timestamptz);
create function sec.session_of(pass text, hash bytea, at timestamptz)
returns table (person_id uuid, person_name text, ends timestamptz, until timestamptz, org_id uuid, kind text, sector text, code text,
               name text, roles text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    s record;
begin
    perform sec.check_pass(pass, 'session_of', array[encode(hash, 'hex')]);
    select x.*, p.name as person_name,
           case when exists (select from app.assignment a where a.person_id = x.person_id and a.until is null
                                and a.role = any (sec.administrator_roles()))
                then least(x.ends, x.began + sec.administrators_day()) else x.ends end as absolute
      into s
      from sec.session x join sec.person p on p.id = x.person_id join app.connection c on c.id = x.connection_id and c.state = 'live'
     where x.hash = session_of.hash and x.ended is null;
    if s is null or least(s.absolute, s.seen + sec.idle()) <= at then
        return;
    end if;
    return query
        select s.person_id, s.person_name, least(s.absolute, s.seen + sec.idle()), s.absolute, o.id, o.kind, o.sector,
               coalesce(o.code, ''), o.name, array_agg(a.role order by a.role) filter (where a.role is not null)
          from (select s.person_id as id) as one
          left join app.assignment a on a.person_id = one.id and a.since <= at and (a.until is null or a.until > at)
          left join app.organisation o on o.id = a.org_id
         group by o.id
         order by o.kind = 'platform', o.kind = 'system' desc, o.name;
end
$$;

create function sec.sessions_of(pass text, hash bytea, at timestamptz)
returns table (id uuid, began timestamptz, seen timestamptz, ends timestamptz, address text, connection text, current boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'sessions_of', array[encode(hash, 'hex')]);
    return query
        select other.id, other.began, other.seen, least(other.ends, other.seen + sec.idle()), other.address, c.name,
               other.hash = sessions_of.hash
          from sec.session s
          join sec.session other on other.person_id = s.person_id and other.ended is null
                                and least(other.ends, other.seen + sec.idle()) > at
          join app.connection c on c.id = other.connection_id and c.state = 'live'
         where s.hash = sessions_of.hash and s.ended is null and least(s.ends, s.seen + sec.idle()) > at
         order by other.seen desc, other.id;
end
$$;

-- Ends one session of the person whose session is given, or all of them; it answers how many.
create function sec.end_sessions(pass text, hash bytea, which uuid, at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'end_sessions', array[encode(hash, 'hex'), coalesce(which::text, '')]);
    with mine as (
        select s.person_id from sec.session s
         where s.hash = end_sessions.hash and s.ended is null and least(s.ends, s.seen + sec.idle()) > at
    ), gone as (
        update sec.session x set ended = at from mine
         where x.person_id = mine.person_id and x.ended is null and (which is null or x.id = which)
        returning x.person_id, x.connection_id
    )
    insert into sec.event (at, kind, person_id, connection_id) select at, 'signed-out', g.person_id, g.connection_id from gone g;
    get diagnostics touched = row_count;
    return touched;
end
$$;

-- A provider's word that sessions have ended; each token acts once. It answers how many ended, or null for a replay.
create function sec.end_by_provider(pass text, connection uuid, jti text, sid text, sub text, at timestamptz, ends timestamptz)
returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'end_by_provider', array[connection::text, jti, sid, sub]);
    delete from sec.logout_token l where l.ends < at;
    insert into sec.logout_token (connection_id, jti, ends) values (connection, end_by_provider.jti, end_by_provider.ends) on conflict do nothing;
    if not found then
        return null;
    end if;
    with gone as (
        update sec.session s set ended = at from sec.person p
         where p.id = s.person_id and s.connection_id = connection and s.ended is null
           and case when end_by_provider.sid <> '' then s.sid = end_by_provider.sid else p.sub = end_by_provider.sub end
        returning s.person_id
    )
    insert into sec.event (at, kind, person_id, connection_id, failed)
    select at, 'signed-out', g.person_id, connection, 'by the provider' from gone g;
    get diagnostics touched = row_count;
    return touched;
end
$$;

drop function sec.note_event(text, timestamptz, text, uuid, uuid, uuid, text, text);
create function sec.note_event(pass text, at timestamptz, kind text, person uuid, connection uuid, org uuid,
                               failed text, request_id text, address text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'note_event', array[kind, failed, request_id]);
    insert into sec.event (at, kind, person_id, connection_id, org_id, failed, request_id, address)
    values (at, note_event.kind, person, connection, org, note_event.failed, note_event.request_id, note_event.address);
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
-- +goose StatementEnd

alter function sec.administrators_day() owner to tl_sec;
alter function sec.options(text) owner to tl_sec;
alter function sec.connection_of(text, uuid) owner to tl_sec;
alter function sec.put_connection(text, uuid, uuid, text, text, text, bytea, jsonb, boolean) owner to tl_sec;
alter function sec.put_rules(text, uuid, jsonb) owner to tl_sec;
alter function sec.declared(text) owner to tl_sec;
alter function sec.begin_flow(text, bytea, bytea, uuid, text, text, text, text, bytea, text[], timestamptz, timestamptz) owner to tl_sec;
alter function sec.take_flow(text, bytea, uuid) owner to tl_sec;
alter function sec.apply_claims(uuid, uuid, jsonb, timestamptz) owner to tl_sec;
alter function sec.sign_in(text, bytea, uuid, uuid, text, text, text, text, text, text[], text, text, timestamptz, timestamptz) owner to tl_sec;
alter function sec.note_test(text, uuid, bytea, text[], timestamptz) owner to tl_sec;
alter function sec.session_of(text, bytea, timestamptz) owner to tl_sec;
alter function sec.sessions_of(text, bytea, timestamptz) owner to tl_sec;
alter function sec.end_sessions(text, bytea, uuid, timestamptz) owner to tl_sec;
alter function sec.end_by_provider(text, uuid, text, text, text, timestamptz, timestamptz) owner to tl_sec;
alter function sec.note_event(text, timestamptz, text, uuid, uuid, uuid, text, text, text) owner to tl_sec;
alter function sec.connection_requests() owner to tl_sec;
alter function sec.decide_connection(uuid, integer, text, boolean) owner to tl_sec;
grant execute on function
    sec.options(text),
    sec.connection_of(text, uuid),
    sec.put_connection(text, uuid, uuid, text, text, text, bytea, jsonb, boolean),
    sec.put_rules(text, uuid, jsonb),
    sec.declared(text),
    sec.begin_flow(text, bytea, bytea, uuid, text, text, text, text, bytea, text[], timestamptz, timestamptz),
    sec.take_flow(text, bytea, uuid),
    sec.sign_in(text, bytea, uuid, uuid, text, text, text, text, text, text[], text, text, timestamptz, timestamptz),
    sec.note_test(text, uuid, bytea, text[], timestamptz),
    sec.session_of(text, bytea, timestamptz),
    sec.sessions_of(text, bytea, timestamptz),
    sec.end_sessions(text, bytea, uuid, timestamptz),
    sec.end_by_provider(text, uuid, text, text, text, timestamptz, timestamptz),
    sec.note_event(text, timestamptz, text, uuid, uuid, uuid, text, text, text),
    sec.connection_requests(),
    sec.decide_connection(uuid, integer, text, boolean) to tl_app;
