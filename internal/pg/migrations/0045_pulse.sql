-- +goose Up
-- What people without an account say of a published edition: how many said what, and nothing of who they were or when. The
-- organisation reads whole fives of each count and nothing of a count below five, so that neither a count, nor what it is less
-- than another, nor what it was before, is of fewer than five people. It is in no record: the time of an entry would say it.
create table sec.pulse (
    org_id     uuid not null,
    edition_id uuid not null,
    statement  text not null check (statement in ('recognise', 'helps', 'neither')),
    role       text not null check (role in ('', 'patient', 'carer', 'clinician', 'other_staff', 'partner')),
    said       integer not null check (said > 0),
    primary key (edition_id, statement, role)
);
grant select, insert, update on sec.pulse to tl_sec;

-- The public channel at an address, and what is released to it.
-- +goose StatementBegin
create function sec.public_at(address text, at timestamptz) returns table (channel uuid, org uuid, edition uuid)
language sql stable as $$
    select ch.id, o.id, r.edition_id
      from app.organisation o
      join app.channel ch on ch.org_id = o.id and ch.kind = 'public'
      join app.release r on r.channel_id = ch.id and r.since <= at and (r.until is null or r.until > at)
     where o.id::text = lower(address) or o.ods_code = upper(address) or lower(o.code) = lower(address)
     order by o.id::text = lower(address) desc, o.ods_code = upper(address) desc nulls last, r.since desc
     limit 1
$$;

create or replace function sec.open_public(pass text, address text, instant bigint, seconds integer)
returns table (channel uuid, name text, kind text, ods_code text, fictional boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'open_public', array[address, instant::text, seconds::text]);
    select p.channel, o.name, o.kind, coalesce(o.ods_code, ''), o.fictional
      into channel, name, kind, ods_code, fictional
      from sec.public_at(address, to_timestamp(instant::numeric / 1000000)) p join app.organisation o on o.id = p.org;
    if channel is null then
        raise exception 'nothing is published there' using errcode = 'TL404';
    end if;
    perform sec.act_as(split_part(pass, '.', 1), channel, channel, instant, seconds);
    return next;
end
$$;

create function sec.note_pulse(pass text, address text, statements text[], role text, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'note_pulse', array[address, role] || statements);
    insert into sec.pulse as p (org_id, edition_id, statement, role, said)
    select a.org, a.edition, s.statement, note_pulse.role, 1
      from sec.public_at(address, at) a, (select distinct unnest(statements) as statement) s
     order by s.statement
    on conflict on constraint pulse_pkey do update set said = p.said + 1;
    if not found then
        raise exception 'nothing is published there' using errcode = 'TL404';
    end if;
end
$$;

create function sec.pulse_of(edition uuid) returns table (statement text, role text, at_least integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.statement, p.role, p.said / 5 * 5 from sec.pulse p
     where p.edition_id = edition and p.org_id = sec.current_org() and p.said >= 5
     order by array_position(array['recognise', 'helps', 'neither'], p.statement), p.role
$$;
-- +goose StatementEnd
alter function sec.public_at(text, timestamptz) owner to tl_sec;
alter function sec.open_public(text, text, bigint, integer) owner to tl_sec;
alter function sec.note_pulse(text, text, text[], text, timestamptz) owner to tl_sec;
alter function sec.pulse_of(uuid) owner to tl_sec;
grant execute on function sec.note_pulse(text, text, text[], text, timestamptz), sec.pulse_of(uuid) to tl_app;
