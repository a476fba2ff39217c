-- +goose Up
-- The context is read by every policy of every statement. As before, in PL/pgSQL: what is planned once for a connection takes a
-- third of the time of SQL functions, which no caller can take in because they run as their owner.

-- +goose StatementBegin
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

-- HMAC-SHA-256 over the parts, in hex. Without the key it is null.
create or replace function sec.mac(kid text, parts text[]) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    inside bytea;
    outside bytea;
begin
    select k.inner_pad, k.outer_pad into inside, outside from sec.ctx_key k where k.kid = mac.kid;
    return encode(sha256(outside || sha256(inside || convert_to(sec.joined(parts), 'UTF8'))), 'hex');
end
$$;

create or replace function sec.current_actor() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.verified())[2]::uuid;
end
$$;

create or replace function sec.current_org() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.verified())[3]::uuid;
end
$$;

create or replace function sec.current_at() returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return to_timestamp((sec.verified())[4]::numeric / 1000000);
end
$$;

create or replace function sec.current_day() returns date
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    return (sec.current_at() at time zone 'Europe/London')::date;
end
$$;

-- Appends an entry to the acting organisation's record, whose head is locked until the transaction has ended.
create or replace function sec.append_audit(command text, canonical text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.verified();
    org uuid := part[3]::uuid;
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
    digest := sha256(before || convert_to(sec.joined(array[place::text, part[4], part[2], command, canonical]), 'UTF8'));
    insert into app.audit (org_id, n, at, actor_id, command, canonical, prev, hash)
    values (org, place, to_timestamp(part[4]::numeric / 1000000), part[2]::uuid, append_audit.command, append_audit.canonical, before,
            digest);
    update sec.audit_head h set n = place, hash = digest where h.org_id = org;
    return place;
end
$$;
-- +goose StatementEnd
alter function sec.joined(text[]) owner to tl_sec;
