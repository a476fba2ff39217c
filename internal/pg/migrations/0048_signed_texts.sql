-- +goose Up
-- Every statement reads the context and every transaction opens a scope, so both are said in one form that is checked by one
-- short function: kid|expiry|…|signature. An expression of PL/pgSQL is made ready again in every transaction: there are few.

-- +goose StatementBegin
-- HMAC-SHA-256 (RFC 2104) in hex. It is taken in by the statements that ask for it.
create function sec.hmac(k sec.ctx_key, said text) returns text
language sql stable as $$ select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(said, 'UTF8'))), 'hex') $$;

-- HMAC-SHA-256 over the parts, in hex. Without the key it is null.
create or replace function sec.mac(kid text, parts text[]) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    made text;
begin
    select sec.hmac(k, sec.joined(parts)) into made from sec.ctx_key k where k.kid = mac.kid;
    return made;
end
$$;

-- The parts of a text that was signed for a purpose; null when there is none, it was forged, or it has expired. They are told
-- apart only when the signature is right.
create function sec.signed(purpose text, said text) returns text[]
language plpgsql stable as $$
begin
    perform from sec.ctx_key k
      where k.kid = split_part(said, '|', 1) and right(said, 64) = sec.hmac(k, purpose || '|' || left(said, -65));
    if found and to_timestamp(split_part(said, '|', 2)::float8 / 1000000) > clock_timestamp() then
        return string_to_array(said, '|');
    end if;
    return null;
end
$$;

-- The context: kid, expiry, actor, organisation, instant, signature.
create function sec.context() returns text[]
language plpgsql stable as $$
begin
    return sec.signed('context', current_setting('app.ctx', true));
end
$$;

create or replace function sec.current_actor() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.context())[3]::uuid;
end
$$;

create or replace function sec.current_org() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.context())[4]::uuid;
end
$$;

create or replace function sec.current_at() returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return to_timestamp((sec.context())[5]::float8 / 1000000);
end
$$;

-- The context as a row: the instant is when the scope was opened, by the server's clock, and civil dates are those of London.
create or replace function sec.acting(out actor uuid, out org uuid, out at timestamptz, out day date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.context();
begin
    actor := part[3]::uuid;
    org := part[4]::uuid;
    at := to_timestamp(part[5]::float8 / 1000000);
    day := (at at time zone 'Europe/London')::date;
end
$$;

create or replace function sec.act_as(kid text, actor uuid, org uuid, instant bigint, seconds integer) returns void
language plpgsql as $$
declare
    said text := concat_ws('|', kid, ((extract(epoch from clock_timestamp()) + seconds) * 1000000)::bigint, actor, org, instant);
begin
    perform set_config('app.ctx', said || '|' || sec.hmac(k, 'context|' || said), true) from sec.ctx_key k where k.kid = act_as.kid;
end
$$;

-- Appends an entry to the acting organisation's record, whose head is locked until the transaction has ended.
create or replace function sec.append_audit(command text, canonical text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.context();
    org uuid := part[4]::uuid;
    place bigint;
    before bytea;
    digest bytea;
begin
    if part is null then
        raise exception 'nobody is acting' using errcode = '42501';
    end if;
    select h.n + 1, h.hash into place, before from sec.audit_head h where h.org_id = org for update;
    if not found then
        insert into sec.audit_head values (org, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
        select h.n + 1, h.hash into place, before from sec.audit_head h where h.org_id = org for update;
    end if;
    digest := sha256(before || convert_to(sec.joined(array[place::text, part[5], part[3], command, canonical]), 'UTF8'));
    insert into app.audit (org_id, n, at, actor_id, command, canonical, prev, hash)
    values (org, place, to_timestamp(part[5]::float8 / 1000000), part[3]::uuid, append_audit.command, append_audit.canonical, before,
            digest);
    update sec.audit_head h set n = place, hash = digest where h.org_id = org;
    return place;
end
$$;

-- Locks what a transaction that writes rests on, until it has ended: session or token, its connection, the roles, and the
-- organisation's memberships.
create function sec.hold(kind text, secret bytea, org uuid) returns void
language plpgsql as $$
declare
    holder uuid;
begin
    if kind = 'machine' then
        select p.id into holder from sec.person p where p.connection_id is null and p.sub = org::text;
    elsif kind = 'token' then
        select x.person_id into holder
          from app.token x join sec.person p on p.id = x.person_id join app.connection c on c.id = p.connection_id
         where x.secret_hash = secret for share of x, c;
    else
        select x.person_id into holder from sec.session x join app.connection c on c.id = x.connection_id where x.hash = secret
           for share of x, c;
    end if;
    perform from app.assignment a where a.org_id = org and a.person_id = holder and a.until is null for share;
    perform from app.membership m where m.org_id = org for share;
end
$$;

-- Opens a scope by the server's signed text: kid, expiry, subject (machine, session:hash or token:hash), organisation, instant,
-- whether it writes, and for how many seconds. It checks the session, token or machine and the roles held now, and sets the
-- signed context for the rest of the transaction. One that writes first locks what it rests on and then reads it, so that a
-- revocation that has committed cannot be outrun.
-- TL401: the session or token has ended, or its connection is not in use, or not in the use in which it was made. TL403: the
-- role held here asks for a second factor; a token came with one if its owner held such a role already when they made it.
-- TL404: no role in this organisation, which may as well not exist.
drop function sec.open(text, text, uuid, bigint, boolean, integer);
drop function sec.verified();
create function sec.open(request text, out actor uuid, out name text, out roles text[], out seen timestamptz, out scopes text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.signed('open', request);
    kind text := split_part(part[3], ':', 1);
    secret bytea := decode(split_part(part[3], ':', 2), 'hex');
    org uuid := part[4]::uuid;
    at timestamptz := to_timestamp(part[5]::float8 / 1000000);
    owner uuid;         -- of a token
    made timestamptz;   -- of a token
    began timestamptz;  -- of a session; a token and a machine have none
    strong boolean;
begin
    if part is null then
        raise exception 'bad pass' using errcode = '42501';
    end if;
    if part[6] = 'true' then
        perform sec.hold(kind, secret, org);
    end if;
    if kind = 'machine' then
        select p.id, p.name, at into actor, name, seen from sec.person p where p.connection_id is null and p.sub = org::text;
    elsif kind = 'token' then
        select x.org_id, x.person_id, x.scopes, x.created_at, p.name, coalesce(u.seen, 'epoch')
          into owner, actor, scopes, made, name, seen
          from app.token x join sec.person p on p.id = x.person_id
          join app.connection c on c.id = p.connection_id and c.state = 'live' and c.period = x.period
          left join sec.token_use u on u.token_id = x.id
         where x.secret_hash = secret and x.revoked_at is null and x.ends > at;
        if owner <> org then
            raise exception 'no role' using errcode = 'TL404';
        end if;
    else
        select x.person_id, p.name, x.seen, x.began, x.strong into actor, name, seen, began, strong
          from sec.session x join sec.person p on p.id = x.person_id join app.connection c on c.id = x.connection_id
         where x.hash = secret and x.ended is null and c.state = 'live' and least(x.ends, x.seen + sec.idle()) > at;
    end if;
    if actor is null then
        raise exception 'no session' using errcode = 'TL401';
    end if;
    select array_agg(a.role order by a.role), strong or bool_or(a.since <= made and a.role = any (sec.strong_roles()))
      into roles, strong from app.assignment a
     where a.org_id = org and a.person_id = open.actor and a.since <= at and a.until is null;
    if roles is null then
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
-- +goose StatementEnd
alter function sec.hmac(sec.ctx_key, text) owner to tl_sec;
alter function sec.signed(text, text) owner to tl_sec;
alter function sec.context() owner to tl_sec;
alter function sec.hold(text, bytea, uuid) owner to tl_sec;
alter function sec.open(text) owner to tl_sec;
grant execute on function sec.open(text) to tl_app;
