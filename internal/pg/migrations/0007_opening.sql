-- +goose Up
-- A scope is opened by two reads, which lock what a writer rests on as they read it. Rows that many writers rest on at once, a
-- connection and an organisation's memberships, are guarded by advisory locks: a lock that many share on one row is written down
-- anew for each of them.
-- +goose StatementBegin
set local role tl_sec;

-- The names of advisory locks: of a connection, and of an organisation's memberships.
create function sec.connection_lock(id uuid) returns bigint
language sql immutable as $$ select uuid_hash_extended(id, 1) $$;

create function sec.memberships_lock(org uuid) returns bigint
language sql immutable as $$ select uuid_hash_extended(org, 2) $$;

-- Whoever changes what writers rest on waits until those have ended who have begun, and lets nobody begin until it has ended.
create function sec.alone_on_connection() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(sec.connection_lock(old.id));
    return new;
end
$$;

create function sec.alone_on_membership() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(sec.memberships_lock(old.org_id));
    return new;
end
$$;

-- Opens a scope by the server's signed text: kid, expiry, subject (machine, session:hash or token:hash), organisation, instant,
-- whether it writes, and for how many seconds. It checks the session, token or machine and the roles held now, and sets the
-- signed context for the rest of the transaction. One that writes locks what it reads, so that a revocation that has committed
-- cannot be outrun: the rows of its own session or token and of its roles and, before it looks at the connection, that and the
-- memberships. The two are one text, for a transaction that only reads cannot lock a row.
-- TL401: the session or token has ended, or its connection is not in use, or not in the use in which it was made. TL403: the
-- role held here asks for a second factor; a token came with one if its owner held such a role already when they made it.
-- TL404: no role in this organisation, which may as well not exist.
do $do$
declare
    opening text := $text$
create function sec.%1$I(request text, out actor uuid, out name text, out roles text[], out seen timestamptz, out scopes text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.signed('open', request);
    kind text := split_part(part[3], ':', 1);
    secret bytea := decode(split_part(part[3], ':', 2), 'hex');
    org uuid := part[4]::uuid;
    at timestamptz := to_timestamp(part[5]::float8 / 1000000);
    owner uuid := org;  -- whose a token is
    made timestamptz;   -- a token
    made_in integer;    -- the use of its connection in which a token was made
    began timestamptz;  -- a session; a token and a machine have no beginning
    connection uuid;    -- a machine has none
    strong boolean;
    in_use boolean;
begin
    if part is null or part[6] <> %2$L then
        raise exception 'bad pass' using errcode = '42501';
    end if;
    if kind = 'machine' then
        select p.id, p.name, at into actor, name, seen from sec.person p where p.connection_id is null and p.sub = org::text;
    elsif kind = 'token' then
        select x.org_id, x.person_id, x.scopes, x.created_at, x.period, p.connection_id, p.name, coalesce(u.seen, 'epoch')
          into owner, actor, scopes, made, made_in, connection, name, seen
          from app.token x join sec.person p on p.id = x.person_id left join sec.token_use u on u.token_id = x.id
         where x.secret_hash = secret and x.revoked_at is null and x.ends > at %3$s;
    else
        select x.person_id, x.connection_id, x.seen, x.began, x.strong, p.name into actor, connection, seen, began, strong, name
          from sec.session x join sec.person p on p.id = x.person_id
         where x.hash = secret and x.ended is null and least(x.ends, x.seen + sec.idle()) > at %3$s;
    end if;
    %4$s
    select array_agg(a.role order by a.role), strong or bool_or(a.since <= made and a.role = any (sec.strong_roles())),
           kind = 'machine' or exists (select from app.connection c
                                        where c.id = connection and c.state = 'live' and c.period = coalesce(made_in, c.period))
      into roles, strong, in_use
      from (select a.role, a.since from app.assignment a
             where a.org_id = org and a.person_id = %1$I.actor and a.since <= at and a.until is null %5$s) a;
    if actor is null or not in_use then
        raise exception 'no session' using errcode = 'TL401';
    end if;
    if roles is null or owner <> org then
        raise exception 'no role' using errcode = 'TL404';
    end if;
    if roles && sec.administrator_roles() and began + sec.administrators_day() <= at then
        raise exception 'an administrator signs in again' using errcode = 'TL401';
    end if;
    if roles && sec.strong_roles() and not coalesce(strong, false) then
        raise exception 'no second factor' using errcode = 'TL403';
    end if;
    perform sec.act_as(part[1], actor, org, part[5]::bigint, part[7]::integer);
end
$$;
grant execute on function sec.%1$I(text) to tl_app;
$text$;
begin
    execute format(opening, 'open_reading', 'false', '', '', '');
    execute format(opening, 'open_writing', 'true', 'for share of x',
        'perform pg_advisory_xact_lock_shared(sec.connection_lock(connection)), pg_advisory_xact_lock_shared(sec.memberships_lock(org));',
        'for share');
end
$do$;
set local role tl_owner;
-- +goose StatementEnd
create trigger alone before update on app.connection for each row execute function sec.alone_on_connection();
create trigger alone before update on app.membership for each row execute function sec.alone_on_membership();
