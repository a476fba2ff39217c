-- +goose Up
-- Who a transaction acts for: a signed context that only the server can make and that lasts one transaction.
create schema app;
create schema sec;
create schema ext;
create extension btree_gist schema ext;

grant usage on schema app, sec, ext to tl_app, tl_sec;
grant create on schema sec to tl_sec;
alter default privileges revoke execute on functions from public;

-- The keys with which the server signs, as the two padded blocks of HMAC (RFC 2104), so that no extension is needed.
create table sec.ctx_key (
    kid       text primary key check (kid ~ '^[0-9a-f]{8}$'),
    inner_pad bytea not null check (octet_length(inner_pad) = 64),
    outer_pad bytea not null check (octet_length(outer_pad) = 64),
    since     timestamptz not null default now()
);
grant select on sec.ctx_key to tl_sec;

-- HMAC-SHA-256, in hex, over the parts, each preceded by its length so that no two lists read alike.
-- +goose StatementBegin
create function sec.mac(kid text, parts text[]) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(
               (select string_agg(octet_length(p) || ':' || p, '' order by n)
                  from unnest(mac.parts) with ordinality as t (p, n)), 'UTF8'))), 'hex')
      from sec.ctx_key k
     where k.kid = mac.kid
$$;
-- +goose StatementEnd

-- A pass is the server's signature under one call of one security function: kid.expiry.mac. Without one, SQL that
-- found its way into a query can call the functions but not make them do anything.
-- +goose StatementBegin
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
-- +goose StatementEnd

-- The context as its parts (kid, actor, organisation, instant, expiry, mac), or null when there is none, it was
-- forged, or it has expired. After a transaction the setting is '' and not null: hence nullif.
-- +goose StatementBegin
create function sec.verified() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := string_to_array(nullif(current_setting('app.ctx', true), ''), '|');
begin
    if array_length(part, 1) = 6 and part[5] ~ '^[0-9]{1,18}$'
       and part[6] = sec.mac(part[1], array['context'] || part[1:5])
       and part[5]::bigint > extract(epoch from clock_timestamp()) * 1000000 then
        return part;
    end if;
    return null;
end
$$;

-- The same as a row, for functions that need several parts and should check the signature once.
create function sec.acting(out actor uuid, out org uuid, out at timestamptz, out day date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.verified();
begin
    actor := part[2]::uuid;
    org := part[3]::uuid;
    at := to_timestamp(part[4]::numeric / 1000000);  -- by the server's clock, when the scope was opened
    day := (at at time zone 'Europe/London')::date;  -- civil dates are those of London
end
$$;

create function sec.current_actor() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as
$$ select (sec.verified())[2]::uuid $$;

create function sec.current_org() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as
$$ select (sec.verified())[3]::uuid $$;

create function sec.current_at() returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp as
$$ select at from sec.acting() $$;

create function sec.current_day() returns date
language sql stable security definer set search_path = pg_catalog, pg_temp as
$$ select day from sec.acting() $$;
-- +goose StatementEnd

alter function sec.mac(text, text[]) owner to tl_sec;
alter function sec.check_pass(text, text, text[]) owner to tl_sec;
alter function sec.verified() owner to tl_sec;
alter function sec.acting() owner to tl_sec;
alter function sec.current_actor() owner to tl_sec;
alter function sec.current_org() owner to tl_sec;
alter function sec.current_at() owner to tl_sec;
alter function sec.current_day() owner to tl_sec;
grant execute on function sec.acting(), sec.current_actor(), sec.current_org(), sec.current_at(), sec.current_day() to tl_app;

-- Every versioned row says who made and last changed it, counts its versions, and never changes owner.
-- +goose StatementBegin
create function app.stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    now_acting record;
begin
    select * into now_acting from sec.acting();
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
-- +goose StatementEnd
