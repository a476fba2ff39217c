-- +goose Up
-- Who a transaction acts for: a signed context that only the server can make and that lasts one transaction.
create schema app;
create schema sec;
create schema ext;
create extension btree_gist schema ext;

grant usage on schema app, sec, ext to tl_app, tl_sec;
grant create on schema sec to tl_sec;
alter default privileges for role tl_owner, tl_sec revoke execute on functions from public;

-- The keys with which the server signs, as the two padded blocks of HMAC (RFC 2104), so that no extension is needed.
create table sec.ctx_key (
    kid       text primary key check (kid ~ '^[0-9a-f]{8}$'),
    inner_pad bytea not null check (octet_length(inner_pad) = 64),
    outer_pad bytea not null check (octet_length(outer_pad) = 64),
    since     timestamptz not null default now()
);
grant select on sec.ctx_key to tl_sec;

-- The functions of the schema sec belong to tl_sec and run with its rights: what tl_app may do through them and not by itself.
-- Every statement reads the context and every transaction opens a scope, so both are said in one form that is checked by one
-- short function: kid|expiry|…|signature. They are in PL/pgSQL, for what is planned once for a connection takes a third of the
-- time of SQL functions, which no caller can take in because they run as their owner; and an expression of PL/pgSQL is made ready
-- again in every transaction, so there are few.
-- +goose StatementBegin
set local role tl_sec;

-- A list as one text: each part is preceded by its length, so that no two lists read alike.
create function sec.joined(parts text[]) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
    said text := '';
    part text;
begin
    foreach part in array parts loop
        continue when part is null;
        said := said || octet_length(part) || ':' || part;
    end loop;
    return said;
end
$$;

-- HMAC-SHA-256 (RFC 2104) in hex. It is taken in by the statements that ask for it.
create function sec.hmac(k sec.ctx_key, said text) returns text
language sql stable as $$ select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(said, 'UTF8'))), 'hex') $$;

-- HMAC-SHA-256 over the parts, in hex. Without the key it is null.
create function sec.mac(kid text, parts text[]) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    made text;
begin
    select sec.hmac(k, sec.joined(parts)) into made from sec.ctx_key k where k.kid = mac.kid;
    return made;
end
$$;

-- A pass is the server's signature under one call of one security function: kid.expiry.mac. Without one, SQL that
-- found its way into a query can call the functions but not make them do anything.
create function sec.check_pass(pass text, purpose text, fields text[]) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := string_to_array(pass, '.');
begin
    if array_length(part, 1) = 3 and part[2] ~ '^[0-9]{1,18}$'
       and part[2]::bigint > extract(epoch from clock_timestamp()) * 1000000
       and part[3] = sec.mac(part[1], array['pass', part[1], part[2], purpose] || fields) then
        return;
    end if;
    raise exception 'bad pass' using errcode = '42501';
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

-- The context as a row: the instant is when the scope was opened, by the server's clock, and civil dates are those of London.
create function sec.acting(out actor uuid, out org uuid, out at timestamptz, out day date)
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

create function sec.current_actor() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.context())[3]::uuid;
end
$$;

create function sec.current_org() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.context())[4]::uuid;
end
$$;

create function sec.current_at() returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return to_timestamp((sec.context())[5]::float8 / 1000000);
end
$$;

create function sec.current_day() returns date
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.current_at() at time zone 'Europe/London')::date;
end
$$;

-- Lets the rest of the transaction act for an organisation: the signed context that every policy asks for.
create function sec.act_as(kid text, actor uuid, org uuid, instant bigint, seconds integer) returns void
language plpgsql as $$
declare
    said text := concat_ws('|', kid, ((extract(epoch from clock_timestamp()) + seconds) * 1000000)::bigint, actor, org, instant);
begin
    perform set_config('app.ctx', said || '|' || sec.hmac(k, 'context|' || said), true) from sec.ctx_key k where k.kid = act_as.kid;
end
$$;

grant execute on function sec.acting, sec.current_actor, sec.current_org, sec.current_at, sec.current_day to tl_app;
set local role tl_owner;
-- +goose StatementEnd

-- What triggers do, and what a batch of statements asks for.
-- +goose StatementBegin
-- Every row carries who wrote it last, and when, as the signed context says.
create function app.stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    now_acting record := sec.acting();
begin
    if tg_op = 'INSERT' then
        new.version := 1;
        new.created_by := now_acting.actor;
        new.created_at := now_acting.at;
    else
        if new.org_id is distinct from old.org_id or new.id is distinct from old.id then
            raise exception 'a row never changes its owner' using errcode = '42501';
        end if;
        new.version := old.version + 1;
        new.created_by := old.created_by;
        new.created_at := old.created_at;
    end if;
    new.updated_by := now_acting.actor;
    new.updated_at := now_acting.at;
    return new;
end
$$;

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

-- A stamped row whose content is immutable may change only in the columns that its grants name.
create function app.forbid() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '42501';
end
$$;

-- A change that was meant for a row at one version, and found none, fails with all that comes after it.
create function app.found(rows bigint) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    if rows = 0 then
        raise exception 'no row at this version' using errcode = 'TL412';
    end if;
end
$$;
-- +goose StatementEnd
grant execute on function app.found to tl_app;
