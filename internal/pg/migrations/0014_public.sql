-- +goose Up
-- What people without an account read of an organisation, and what they say of it.
--
-- Of a published edition: how many said what, and nothing of who they were or when. The organisation reads whole fives of each
-- count and nothing of a count below five, so that neither a count, nor what it is less than another, nor what it was before, is
-- of fewer than five answers. It is in no record: the time of an entry would say it. Nobody is known, so whoever answers four times
-- learns when the next answer comes, and no more of it than that.
create table sec.pulse (
    org_id     uuid not null,
    edition_id uuid not null,
    statement  text not null check (statement in ('recognise', 'helps', 'neither')),
    role       text not null check (role in ('', 'patient', 'carer', 'clinician', 'other_staff', 'partner')),
    said       integer not null check (said > 0),
    primary key (edition_id, statement, role)
);

-- Of a draft: the organisation gives them a link to it as it was then, as the public would read it. What they say is the
-- organisation's own and nobody else's. Of the link's secret only the hash is kept.
create table app.feedback_link (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    name        text not null,               -- for whom it is meant
    secret_hash bytea not null check (length(secret_hash) = 32),
    shown       jsonb not null,              -- what it shows, for as long as it is open
    ends        timestamptz not null,
    revoked_at  timestamptz,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);
create index feedback_link_secret_hash_idx on app.feedback_link (secret_hash);

create table app.feedback (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    link_id     uuid not null,
    sent        text not null,               -- the sender's own key of it: what is sent again is kept once
    item_id     uuid,                        -- of what is shown; null is the strategy as a whole
    body        text not null,
    said_by     text not null,               -- what they call themselves; may be empty
    settled_at  timestamptz,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, link_id, sent),
    foreign key (org_id, link_id) references app.feedback_link (org_id, id)
);

grant select, insert, update on sec.pulse to tl_sec;
grant select, insert on app.feedback_link, app.feedback to tl_app;
grant update (revoked_at, version, updated_by, updated_at) on app.feedback_link to tl_app;
grant update (settled_at, version, updated_by, updated_at) on app.feedback to tl_app;
grant delete on app.feedback to tl_app;  -- it may say of a patient what nobody should keep
grant select on app.feedback_link to tl_sec;

-- +goose StatementBegin
set local role tl_sec;

-- The public channel at an address, and what is released to it.
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

-- Opens a public channel by the address of its organisation: its id, its ODS code or its handle. An organisation that there is not
-- and one that has released nothing are the same answer.
create function sec.open_public(pass text, address text, instant bigint, seconds integer)
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

-- Counts what somebody says of the published edition at an address.
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

-- What the acting organisation reads of its pulse: whole fives.
create function sec.pulse_of(edition uuid) returns table (statement text, role text, at_least integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.statement, p.role, p.said / 5 * 5 from sec.pulse p
     where p.edition_id = edition and p.org_id = sec.current_org() and p.said >= 5
     order by array_position(array['recognise', 'helps', 'neither'], p.statement), p.role
$$;

-- A link that is open, for the one who holds its secret. One that there is not, one that has ended and one that was revoked are
-- the same answer.
create function sec.feedback_link_of(pass text, secret bytea, at timestamptz)
returns table (id uuid, org_id uuid, name text, kind text, ods_code text, fictional boolean, shown jsonb, ends timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'feedback_link_of', array[encode(secret, 'hex')]);
    return query select l.id, l.org_id, o.name, o.kind, coalesce(o.ods_code, ''), o.fictional, l.shown, l.ends
                   from app.feedback_link l join app.organisation o on o.id = l.org_id
                  where l.secret_hash = secret and l.revoked_at is null and l.ends > at;
end
$$;

grant execute on function sec.open_public, sec.note_pulse, sec.pulse_of, sec.feedback_link_of to tl_app;
set local role tl_owner;
-- +goose StatementEnd

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['feedback_link', 'feedback'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
        execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
    end loop;
end
$$;
-- +goose StatementEnd
create policy sec_read on app.feedback_link for select to tl_sec using (true);
