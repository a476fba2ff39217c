-- +goose Up
-- The record: one entry for each command, chained by hash within its organisation, and answers kept for repeats.
create table app.audit (
    org_id     uuid not null references app.organisation (id),
    n          bigint not null check (n > 0),
    at         timestamptz not null,
    actor_id   uuid not null,
    command    text not null check (command <> ''),
    canonical  text not null,  -- what was done, as JSON in the exact bytes that the hash covers
    prev       bytea not null check (octet_length(prev) = 32),
    hash       bytea not null check (octet_length(hash) = 32),
    primary key (org_id, n)
);

create table sec.audit_head (
    org_id uuid primary key references app.organisation (id),
    n      bigint not null,
    hash   bytea not null
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

alter table app.audit enable row level security;
alter table app.audit force row level security;
create policy own on app.audit for select to tl_app using (org_id = (select sec.current_org()));
create policy sec_all on app.audit to tl_sec using (true) with check (true);
create trigger forbid before update or delete on app.audit for each row execute function app.forbid();

alter table app.idempotency enable row level security;
alter table app.idempotency force row level security;
create policy own on app.idempotency to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));

-- Appends to the acting organisation's chain. hash = SHA-256(prev, n, instant in microseconds, actor, command,
-- canonical), each part preceded by its length.
-- +goose StatementBegin
create function sec.append_audit(command text, canonical text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    part text[] := sec.verified();
    org uuid := part[3]::uuid;
    last record;
begin
    if part is null then
        raise exception 'nobody is acting' using errcode = '42501';
    end if;
    insert into sec.audit_head values (org, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    select h.n + 1 as n, h.hash into last from sec.audit_head h where h.org_id = org for update;
    insert into app.audit (org_id, n, at, actor_id, command, canonical, prev, hash)
    values (org, last.n, sec.current_at(), part[2]::uuid, append_audit.command, append_audit.canonical, last.hash,
            sha256(last.hash || convert_to((select string_agg(octet_length(p) || ':' || p, '' order by o)
                                              from unnest(array[last.n::text, part[4], part[2], append_audit.command,
                                                                append_audit.canonical]) with ordinality as t (p, o)), 'UTF8')));
    update sec.audit_head h set n = last.n, hash = (select a.hash from app.audit a where a.org_id = org and a.n = last.n)
     where h.org_id = org;
    return last.n;
end
$$;
-- +goose StatementEnd
alter function sec.append_audit(text, text) owner to tl_sec;
grant execute on function sec.append_audit(text, text) to tl_app;
