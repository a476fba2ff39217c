-- +goose Up
-- Signing in, and sessions. Nobody has rights on these tables: only security functions touch them.
create table sec.flow (
    state_hash    bytea primary key check (octet_length(state_hash) = 32),
    browser_hash  bytea not null check (octet_length(browser_hash) = 32),  -- binds it to the browser that began it
    connection_id uuid not null references app.connection (id),
    nonce         text not null,
    verifier      text not null,
    return_to     text not null,
    ends          timestamptz not null,
    purpose       text not null default 'sign-in' check (purpose in ('sign-in', 'test')),
    tester        bytea,  -- the session of the administrator who tests a connection
    hosts         text[] not null default '{}'
);

create table sec.session (
    hash          bytea primary key check (octet_length(hash) = 32),
    id            uuid not null default gen_random_uuid() unique,
    person_id     uuid not null references sec.person (id),
    connection_id uuid not null references app.connection (id),
    sid           text not null default '',
    acr           text not null default '',
    amr           text[] not null default '{}',
    strong        boolean not null default false,  -- came with a second factor
    address       text not null default '',
    began         timestamptz not null,
    seen          timestamptz not null,
    ends          timestamptz not null,
    ended         timestamptz
);
create index session_person_id_idx on sec.session (person_id);

create table sec.logout_token (
    connection_id uuid not null references app.connection (id),
    jti           text not null,
    ends          timestamptz not null,
    primary key (connection_id, jti)
);

-- Refusals and failed sign-ins, each in its own transaction so that the refusal does not roll it back.
create table sec.event (
    id            bigint generated always as identity primary key,
    at            timestamptz not null,
    kind          text not null check (kind in ('sign-in-refused', 'denied', 'signed-in', 'signed-out')),
    person_id     uuid,
    connection_id uuid,
    org_id        uuid,
    failed        text not null default '',  -- the check or permission that refused
    request_id    text not null default '',
    address       text not null default ''
);
create index event_org_id_idx on sec.event (org_id, at desc);
create index event_connection_id_idx on sec.event (connection_id, at desc);
create index event_refusals on sec.event (kind, failed, connection_id, person_id, at) where kind in ('denied', 'sign-in-refused');

grant select, insert, update, delete on sec.flow to tl_sec;
grant select, insert, update on sec.session to tl_sec;
grant select, insert, delete on sec.logout_token to tl_sec;
grant select, insert on sec.event to tl_sec;

-- +goose StatementBegin
set local role tl_sec;

-- How long a session may lie idle. Its absolute end is set at sign-in.
create function sec.idle() returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$ select interval '30 minutes' $$;

-- Begins a sign-in or a test of one; flows that nobody came back from go.
create function sec.begin_flow(pass text, state_hash bytea, browser_hash bytea, connection uuid, nonce text, verifier text,
                               return_to text, purpose text, tester bytea, hosts text[], at timestamptz, ends timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'begin_flow', array[encode(state_hash, 'hex'), encode(browser_hash, 'hex'), connection::text, purpose]);
    delete from sec.flow f where f.ends < at;
    insert into sec.flow values (state_hash, browser_hash, connection, nonce, verifier, return_to, ends, purpose, tester, hosts);
end
$$;

-- A flow is used up by whatever names it, an answer that came to another connection's address too: it is answered for
-- its own connection alone, and nobody may try again with it.
create function sec.take_flow(pass text, state_hash bytea, connection uuid)
returns table (browser_hash bytea, nonce text, verifier text, return_to text, ends timestamptz, purpose text, tester bytea, hosts text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'take_flow', array[encode(state_hash, 'hex'), connection::text]);
    return query
        with taken as (delete from sec.flow f where f.state_hash = take_flow.state_hash returning f.*)
        select t.browser_hash, t.nonce, t.verifier, t.return_to, t.ends, t.purpose, t.tester, t.hosts
          from taken t where t.connection_id = connection;
end
$$;

-- Signs a person in: it makes them known here or knows them again, begins their session, and gives and takes the roles that their
-- claims say.
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
-- who tests must still be signed in as an administrator has to be (with a second factor, by a connection in use, for
-- two hours at most), and say who may do what in the organisation of the connection.
create function sec.note_test(pass text, connection uuid, tester bytea, hosts text[], at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
    person uuid;
begin
    perform sec.check_pass(pass, 'note_test', array[connection::text, encode(tester, 'hex')]);
    select * into c from app.connection x where x.id = connection and x.state = 'draft' for update;
    select s.person_id into person from sec.session s join app.connection k on k.id = s.connection_id and k.state = 'live'
     where s.hash = tester and s.ended is null and s.strong
       and least(s.ends, s.seen + sec.idle(), s.began + sec.administrators_day()) > at;
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
          left join app.assignment a on a.person_id = one.id and a.since <= at and a.until is null
          left join app.organisation o on o.id = a.org_id
         group by o.id
         order by o.kind = 'platform', o.kind = 'system' desc, o.name;
end
$$;

-- Notes that a session is active. One that has ended is not brought back by a request that took long.
create function sec.touch(pass text, hash bytea, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'touch', array[encode(hash, 'hex')]);
    update sec.session s set seen = at
     where s.hash = touch.hash and s.ended is null and s.seen < at and least(s.ends, s.seen + sec.idle()) > at;
end
$$;

-- The sessions of the person whose session is given.
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

-- Ends a session.
create function sec.end_session(pass text, hash bytea, at timestamptz) returns table (connection_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'end_session', array[encode(hash, 'hex')]);
    insert into sec.event (at, kind, person_id, connection_id)
    select at, 'signed-out', s.person_id, s.connection_id from sec.session s where s.hash = end_session.hash and s.ended is null;
    return query update sec.session s set ended = at where s.hash = end_session.hash and s.ended is null
                 returning s.connection_id;
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

-- A connection that is put into use begins without sessions: those of before it was taken out of use do not come back.
create function sec.begin_anew() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update sec.session s set ended = coalesce(sec.current_at(), clock_timestamp()) where s.connection_id = new.id and s.ended is null;
    return null;
end
$$;

-- Of refusals by one check or for want of one permission, from one person by one connection in one organisation, at most sixty a
-- minute are kept. Those of another check are counted by themselves: what anybody can be refused for without an account must not
-- keep what matters out of the list.
create function sec.note_event(pass text, at timestamptz, kind text, person uuid, connection uuid, org uuid,
                               failed text, request_id text, address text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    kept constant integer := 60;
begin
    perform sec.check_pass(pass, 'note_event', array[kind, failed, request_id]);
    if (select count(*) from (
            select from sec.event e
             where e.kind = note_event.kind and e.kind in ('denied', 'sign-in-refused') and e.failed = note_event.failed
               and e.connection_id is not distinct from connection and e.person_id is not distinct from person
               and e.org_id is not distinct from org
               and e.at > note_event.at - interval '1 minute'
             limit kept) as lately) >= kept then
        return;
    end if;
    insert into sec.event (at, kind, person_id, connection_id, org_id, failed, request_id, address)
    values (at, note_event.kind, person, connection, org, note_event.failed, note_event.request_id, note_event.address);
end
$$;

-- Refusals, sign-ins and sign-outs of the acting organisation, newest first, before a place in that order.
create function sec.events(since timestamptz, until timestamptz, kind text, who uuid, what text, before_at timestamptz,
                           before_id bigint, most integer)
returns table (id bigint, at timestamptz, kind text, person_id uuid, connection text, failed text, request_id text, address text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select e.id, e.at, e.kind, e.person_id, coalesce(k.name, ''), e.failed, e.request_id, e.address
      from sec.acting() c, sec.event e left join app.connection k on k.id = e.connection_id
     where c.org is not null and (e.org_id = c.org or (e.org_id is null and k.org_id = c.org))
       and (since is null or e.at >= since) and (until is null or e.at < until)
       and (events.kind is null or e.kind = events.kind) and (who is null or e.person_id = who) and (what is null or e.failed = what)
       and (before_at is null or e.at < before_at or (e.at = before_at and e.id < before_id))
     order by e.at desc, e.id desc limit most
$$;

grant execute on function sec.begin_flow, sec.take_flow, sec.sign_in, sec.note_test, sec.session_of, sec.touch, sec.sessions_of,
    sec.end_session, sec.end_sessions, sec.end_by_provider, sec.note_event, sec.events to tl_app;
set local role tl_owner;
-- +goose StatementEnd
create trigger begin_anew after update on app.connection for each row
    when (new.state = 'live' and old.state <> 'live') execute function sec.begin_anew();
