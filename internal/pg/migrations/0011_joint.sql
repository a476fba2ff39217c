-- +goose Up
-- A joint strategy: its owner offers to speak for another member of a system, and that one answers by its own row. Both read
-- the offer and the answer, and nobody else does. An offer gives the edition that is released to the system to read, for nobody
-- consents to what they have not seen; what is still being written it gives to nobody.
create table app.joint_offer (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),  -- whose strategy it is
    strategy_id uuid not null,
    system_id   uuid not null references app.organisation (id),  -- in whose picture
    member_id   uuid not null references app.organisation (id),  -- for whom it would speak
    ended_at    timestamptz,                                     -- taken back, or made anew
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    check (member_id <> org_id),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);
create unique index joint_offer_live_key on app.joint_offer (org_id, strategy_id, system_id, member_id) where ended_at is null;
create index joint_offer_member_idx on app.joint_offer (member_id) where ended_at is null;
create index joint_offer_system_idx on app.joint_offer (system_id) where ended_at is null;

create table app.consent (
    id           uuid primary key,
    org_id       uuid not null references app.organisation (id),  -- whose answer it is
    owner_id     uuid not null references app.organisation (id),
    offer_id     uuid not null,
    verdict      text not null check (verdict in ('consented', 'declined')),
    edition_id   uuid check ((edition_id is null) = (verdict = 'declined')),  -- what was read when consenting
    withdrawn_at timestamptz check (withdrawn_at is null or verdict = 'consented'),
    version      integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by   uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, offer_id)
);
create index consent_offer_idx on app.consent (offer_id);

grant select, insert on app.joint_offer, app.consent to tl_app;
grant update (ended_at, version, updated_by, updated_at) on app.joint_offer to tl_app;
grant update (withdrawn_at, version, updated_by, updated_at) on app.consent to tl_app;
grant select on app.joint_offer, app.consent to tl_sec;
grant select (id, org_id, strategy_id) on app.edition to tl_sec;
create policy sec_read on app.edition for select to tl_sec using (true);

-- +goose StatementBegin
set local role tl_sec;

-- The offers that are open or consented to, between two who are members of the system on a day.
create function sec.joint_standing(day date)
returns table (owner_id uuid, strategy_id uuid, system_id uuid, member_id uuid, consented boolean)
language sql stable as $$
    select o.org_id, o.strategy_id, o.system_id, o.member_id, c.id is not null
      from app.joint_offer o
      left join app.consent c on c.offer_id = o.id and c.org_id = o.member_id
     where o.ended_at is null and (c.id is null or c.verdict = 'consented' and c.withdrawn_at is null)
       and 2 = (select count(distinct m.org_id) from app.membership m
                 where m.system_id = o.system_id and m.org_id in (o.org_id, o.member_id) and m.kind = 'member'
                   and m.since <= day and (m.until is null or m.until > day))
$$;

-- The editions that a joint strategy gives to the acting organisation: what is released to the system's desk or its members.
create function sec.joint() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select e.id
                   from sec.joint_standing(c.day) s
                   join app.edition e on e.org_id = s.owner_id and e.strategy_id = s.strategy_id
                   join app.release r on r.org_id = e.org_id and r.edition_id = e.id
                   join app.channel ch on ch.id = r.channel_id and ch.org_id = s.system_id and ch.kind in ('desk', 'members')
                  where s.member_id = c.org and r.since <= c.at and (r.until is null or r.until > c.at))
      from sec.acting() c
$$;

-- For whom joint strategies speak in the picture of the acting system.
create function sec.joint_consents() returns table (owner_id uuid, strategy_id uuid, member_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select s.owner_id, s.strategy_id, s.member_id from sec.acting() c, sec.joint_standing(c.day) s
     where s.system_id = c.org and s.consented
     order by s.member_id, s.owner_id
$$;

grant execute on function sec.joint, sec.joint_consents to tl_app;
set local role tl_owner;
-- +goose StatementEnd

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['joint_offer', 'consent'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
        execute format('create policy sec_read on app.%I for select to tl_sec using (true)', t);
        execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
    end loop;
end
$$;
-- +goose StatementEnd
create policy offered on app.joint_offer for select to tl_app using (member_id = (select sec.current_org()));
create policy answered on app.consent for select to tl_app using (owner_id = (select sec.current_org()));

-- Both are members of the system today.
create policy sees on app.joint_offer as restrictive for insert to tl_app with check (
    2 = (select count(distinct m.org_id) from app.membership m
          where m.system_id = joint_offer.system_id and m.org_id in (joint_offer.org_id, member_id) and m.kind = 'member'
            and m.since <= (select sec.current_day()) and (m.until is null or m.until > (select sec.current_day()))));
-- The offer is made to whoever answers it, and what they consent to they can read.
create policy sees on app.consent as restrictive for insert to tl_app with check (
    exists (select from app.joint_offer o
             where o.id = offer_id and o.org_id = owner_id and o.member_id = consent.org_id and o.ended_at is null
               and (verdict = 'declined'
                    or exists (select from app.edition e where e.id = edition_id and e.org_id = o.org_id and e.strategy_id = o.strategy_id))));

create policy joint on app.edition for select to tl_app using (id = any ((select sec.joint())::uuid[]));
create policy joint on app.edition_item for select to tl_app using (
    edition_id = any ((select sec.joint())::uuid[]) and app.reach('members', kind, marking, marked_until, (select sec.current_day())));
