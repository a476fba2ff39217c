-- +goose Up
-- The record: one entry for each command, chained by hash within its organisation, and answers kept for repeats.
create table sec.audit_head (
    org_id uuid primary key references app.organisation (id),
    n      bigint not null,
    hash   bytea not null
);

-- An entry says whose it is by its record's head, which says it by the organisation: the head is locked for it as it is, and the
-- organisation's row would be for every entry.
create table app.audit (
    org_id     uuid not null references sec.audit_head (org_id),
    n          bigint not null check (n > 0),
    at         timestamptz not null,
    actor_id   uuid not null,
    command    text not null check (command <> ''),
    canonical  text not null,  -- what was done, as JSON in the exact bytes that the hash covers
    prev       bytea not null check (octet_length(prev) = 32),
    hash       bytea not null check (octet_length(hash) = 32),
    primary key (org_id, n)
);

create table app.idempotency (
    org_id    uuid not null references app.organisation (id),
    actor_id  uuid not null,
    operation text not null,
    key       text not null check (length(key) between 8 and 128),
    body_hash bytea not null,
    answer    jsonb not null,  -- status, headers and body as they were sent
    at        timestamptz not null default sec.current_at(),
    primary key (org_id, actor_id, operation, key)
);

grant select on app.audit to tl_app;
grant select, insert on app.audit to tl_sec;
grant select, insert, update on sec.audit_head to tl_sec;
grant select, insert, update on app.idempotency to tl_app;

-- +goose StatementBegin
set local role tl_sec;

-- Appends an entry to the acting organisation's record, whose head is locked until the transaction has ended.
create function sec.append_audit(command text, canonical text) returns bigint
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

-- An entry in the chain of an organisation that is not the one acting: what an operator, or a sign-in, did to it.
create function sec.record_of(pass text, org uuid, actor uuid, instant bigint, command text, canonical text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    was text := current_setting('app.ctx', true);
    n bigint;
begin
    perform sec.check_pass(pass, 'record_of', array[org::text, actor::text, instant::text, command, canonical]);
    perform sec.act_as(split_part(pass, '.', 1), actor, org, instant, 60);
    n := sec.append_audit(command, canonical);
    perform set_config('app.ctx', coalesce(was, ''), true);
    return n;
end
$$;

-- The head of every chain, to be signed and kept elsewhere.
create function sec.heads(pass text) returns table (org_id uuid, n bigint, hash bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'heads', '{}');
    return query select h.org_id, h.n, h.hash from sec.audit_head h order by h.org_id;
end
$$;

grant execute on function sec.append_audit, sec.record_of, sec.heads to tl_app;
set local role tl_owner;
-- +goose StatementEnd

alter table app.audit enable row level security;
alter table app.audit force row level security;
create policy own on app.audit for select to tl_app using (org_id = (select sec.current_org()));
create policy sec_all on app.audit to tl_sec using (true) with check (true);
create trigger forbid before update or delete on app.audit for each row execute function app.forbid();

alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create policy own on app.idempotency to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
