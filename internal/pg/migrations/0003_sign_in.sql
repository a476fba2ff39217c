-- +goose Up
-- Signing in, sessions, and opening a scope. Nobody has rights on these tables: only the functions below touch them.
create table sec.flow (
    state_hash    bytea primary key check (octet_length(state_hash) = 32),
    browser_hash  bytea not null check (octet_length(browser_hash) = 32),  -- binds it to the browser that began it
    connection_id uuid not null references sec.connection (id),
    nonce         text not null,
    verifier      text not null,
    return_to     text not null,
    ends          timestamptz not null
);

create table sec.session (
    hash          bytea primary key check (octet_length(hash) = 32),
    person_id     uuid not null references sec.person (id),
    connection_id uuid not null references sec.connection (id),
    sid           text not null default '',
    acr           text not null default '',
    began         timestamptz not null,
    seen          timestamptz not null,
    ends          timestamptz not null,
    ended         timestamptz
);
create index session_person_id_idx on sec.session (person_id);

-- Refusals and failed sign-ins, each in its own transaction so that the refusal does not roll it back.
create table sec.event (
    id            bigint generated always as identity primary key,
    at            timestamptz not null,
    kind          text not null check (kind in ('sign-in-refused', 'denied', 'signed-in', 'signed-out')),
    person_id     uuid,
    connection_id uuid,
    org_id        uuid,
    failed        text not null default '',  -- the check or permission that refused
    request_id    text not null default ''
);

grant select, insert, update, delete on sec.flow to tl_sec;
grant select, insert, update on sec.session to tl_sec;
grant select, insert on sec.event to tl_sec;

-- How long a session may lie idle. Its absolute end is set at sign-in.
create function sec.idle() returns interval
language sql immutable set search_path = pg_catalog, pg_temp as $$ select interval '30 minutes' $$;

-- +goose StatementBegin
create function sec.options() returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.id, c.name from sec.connection c where c.listed and c.state = 'approved' order by c.name, c.id
$$;

create function sec.connection_of(pass text, id uuid)
returns table (org_id uuid, name text, issuer text, client_id text, required_acr text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'connection_of', array[id::text]);
    return query select c.org_id, c.name, c.issuer, c.client_id, c.required_acr
                   from sec.connection c where c.id = connection_of.id and c.state = 'approved';
end
$$;

create function sec.begin_flow(pass text, state_hash bytea, browser_hash bytea, connection uuid, nonce text,
                               verifier text, return_to text, at timestamptz, ends timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'begin_flow', array[encode(state_hash, 'hex'), encode(browser_hash, 'hex'), connection::text]);
    delete from sec.flow f where f.ends < at;
    insert into sec.flow values (state_hash, browser_hash, connection, nonce, verifier, return_to, ends);
end
$$;

-- A flow is used once: taking it removes it, whatever the sign-in then comes to.
create function sec.take_flow(pass text, state_hash bytea, connection uuid)
returns table (browser_hash bytea, nonce text, verifier text, return_to text, ends timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'take_flow', array[encode(state_hash, 'hex'), connection::text]);
    return query delete from sec.flow f where f.state_hash = take_flow.state_hash and f.connection_id = connection
                 returning f.browser_hash, f.nonce, f.verifier, f.return_to, f.ends;
end
$$;

create function sec.sign_in(pass text, hash bytea, id uuid, connection uuid, sub text, name text, email text, sid text,
                            acr text, at timestamptz, ends timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    person uuid;
begin
    perform sec.check_pass(pass, 'sign_in', array[encode(hash, 'hex'), connection::text, sub]);
    insert into sec.person as p (id, connection_id, sub, kind, name, email)
    values (sign_in.id, connection, sign_in.sub, 'human', sign_in.name, sign_in.email)
    on conflict on constraint person_connection_id_sub_key do update set name = excluded.name, email = excluded.email
    returning p.id into person;
    insert into sec.session (hash, person_id, connection_id, sid, acr, began, seen, ends)
    values (sign_in.hash, person, connection, sign_in.sid, sign_in.acr, at, at, sign_in.ends);
    insert into sec.event (at, kind, person_id, connection_id) values (at, 'signed-in', person, connection);
    return person;
end
$$;

-- Who a session is, when it ends if nothing more happens, and where its person has a role.
create function sec.session_of(pass text, hash bytea, at timestamptz)
returns table (person_id uuid, person_name text, ends timestamptz, org_id uuid, kind text, sector text, code text,
               name text, roles text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'session_of', array[encode(hash, 'hex')]);
    return query
        select s.person_id, p.name, least(s.ends, s.seen + sec.idle()), o.id, o.kind, o.sector, coalesce(o.code, ''), o.name,
               array_agg(a.role order by a.role) filter (where a.role is not null)
          from sec.session s
          join sec.person p on p.id = s.person_id
          left join app.assignment a on a.person_id = s.person_id and a.since <= at and (a.until is null or a.until > at)
          left join app.organisation o on o.id = a.org_id
         where s.hash = session_of.hash and s.ended is null and least(s.ends, s.seen + sec.idle()) > at
         group by s.hash, p.id, o.id
         order by o.kind = 'system' desc, o.name;
end
$$;

create function sec.touch(pass text, hash bytea, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'touch', array[encode(hash, 'hex')]);
    update sec.session s set seen = at where s.hash = touch.hash and s.ended is null and s.seen < at;
end
$$;

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

create function sec.note_event(pass text, at timestamptz, kind text, person uuid, connection uuid, org uuid,
                               failed text, request_id text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'note_event', array[kind, failed, request_id]);
    insert into sec.event (at, kind, person_id, connection_id, org_id, failed, request_id)
    values (at, note_event.kind, person, connection, org, note_event.failed, note_event.request_id);
end
$$;

-- Opens a scope: checks the server's pass, the session (or the organisation's machine) and the roles held now, and
-- sets the signed context for the rest of the transaction. A transaction that writes locks the session and the
-- assignments it rests on, so that a revocation that has committed cannot be outrun.
-- TL401: the session has ended. TL404: no role in this organisation, which may as well not exist.
create function sec.open(pass text, subject text, org uuid, instant bigint, writing boolean, seconds integer)
returns table (actor uuid, name text, roles text[], seen timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := to_timestamp(instant::numeric / 1000000);
    kid text := split_part(pass, '.', 1);
    part text[];
begin
    perform sec.check_pass(pass, 'open', array[subject, org::text, instant::text, writing::text, seconds::text]);
    if subject = 'machine' then
        select p.id, p.name, at into actor, name, seen from sec.person p
         where p.connection_id is null and p.sub = org::text;
    elsif writing then
        select s.person_id, p.name, s.seen into actor, name, seen from sec.session s join sec.person p on p.id = s.person_id
         where s.hash = decode(subject, 'hex') and s.ended is null and least(s.ends, s.seen + sec.idle()) > at
           for share of s;
    else
        select s.person_id, p.name, s.seen into actor, name, seen from sec.session s join sec.person p on p.id = s.person_id
         where s.hash = decode(subject, 'hex') and s.ended is null and least(s.ends, s.seen + sec.idle()) > at;
    end if;
    if actor is null then
        raise exception 'no session' using errcode = 'TL401';
    end if;
    if writing then
        perform from app.assignment a where a.org_id = org and a.person_id = open.actor for share;
    end if;
    select array_agg(a.role order by a.role) into roles from app.assignment a
     where a.org_id = org and a.person_id = open.actor and a.since <= at and (a.until is null or a.until > at);
    if roles is null then
        raise exception 'no role' using errcode = 'TL404';
    end if;
    part := array[kid, actor::text, org::text, instant::text,
                  ((extract(epoch from clock_timestamp()) + seconds) * 1000000)::bigint::text];
    perform set_config('app.ctx', array_to_string(part || sec.mac(kid, array['context'] || part), '|'), true);
    return next;
end
$$;
-- +goose StatementEnd

alter function sec.options() owner to tl_sec;
alter function sec.connection_of(text, uuid) owner to tl_sec;
alter function sec.begin_flow(text, bytea, bytea, uuid, text, text, text, timestamptz, timestamptz) owner to tl_sec;
alter function sec.take_flow(text, bytea, uuid) owner to tl_sec;
alter function sec.sign_in(text, bytea, uuid, uuid, text, text, text, text, text, timestamptz, timestamptz) owner to tl_sec;
alter function sec.session_of(text, bytea, timestamptz) owner to tl_sec;
alter function sec.touch(text, bytea, timestamptz) owner to tl_sec;
alter function sec.end_session(text, bytea, timestamptz) owner to tl_sec;
alter function sec.note_event(text, timestamptz, text, uuid, uuid, uuid, text, text) owner to tl_sec;
alter function sec.open(text, text, uuid, bigint, boolean, integer) owner to tl_sec;
alter function sec.idle() owner to tl_sec;
grant execute on function
    sec.options(),
    sec.connection_of(text, uuid),
    sec.begin_flow(text, bytea, bytea, uuid, text, text, text, timestamptz, timestamptz),
    sec.take_flow(text, bytea, uuid),
    sec.sign_in(text, bytea, uuid, uuid, text, text, text, text, text, timestamptz, timestamptz),
    sec.session_of(text, bytea, timestamptz),
    sec.touch(text, bytea, timestamptz),
    sec.end_session(text, bytea, timestamptz),
    sec.note_event(text, timestamptz, text, uuid, uuid, uuid, text, text),
    sec.open(text, text, uuid, bigint, boolean, integer) to tl_app;
