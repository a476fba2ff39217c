-- +goose Up
-- Editions: numbered, immutable copies of a strategy. One is frozen when it is sent for review and released, unchanged, to channels
-- by date when it is published; a draft that a version is restored over is kept as one that nobody was asked about. Who was asked
-- to look at it, what they said of it, and when nothing may be released stand beside it.
create table app.edition (
    id           uuid primary key,
    org_id       uuid not null references app.organisation (id),
    about_org_id uuid not null references app.organisation (id),
    strategy_id  uuid not null,
    n            integer not null check (n > 0),
    state        text not null check (state in ('in_review', 'returned', 'kept', 'published', 'superseded', 'withdrawn')),
    title        text not null,
    mission      text not null,
    period       text not null,
    provenance   text not null,
    next_review  date,
    published_on date,
    note         text not null default '',  -- to those who review it
    content_hash bytea not null,            -- of everything in it, to tell whether the working copy has moved on
    version      integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by   uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, n),
    check (published_on is not null or state in ('in_review', 'returned', 'kept', 'withdrawn')),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);
create unique index edition_in_review_key on app.edition (org_id, strategy_id) where state = 'in_review';

create table app.edition_item (
    org_id       uuid not null references app.organisation (id),
    edition_id   uuid not null,
    item_id      uuid not null,  -- the working copy's row, the same in every edition
    kind         app.item_kind not null,
    code         text not null,
    position     integer not null,
    title        text not null,
    due          date,
    body         jsonb not null,
    text_hash    bytea not null,  -- of the words that links rest on
    marking      text not null generated always as (coalesce(nullif(body ->> 'marking', ''), 'open')) stored,
    marked_until text generated always as (nullif(body ->> 'marked_until', '')) stored,
    primary key (edition_id, item_id),
    foreign key (org_id, edition_id) references app.edition (org_id, id)
);
create index edition_item_item_id_idx on app.edition_item (item_id);

create table app.release (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    edition_id uuid not null,
    channel_id uuid not null references app.channel (id),
    since      timestamptz not null,
    until      timestamptz check (until >= since),
    version    integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, edition_id, channel_id, since),
    foreign key (org_id, edition_id) references app.edition (org_id, id)
);
create index release_channel_id_idx on app.release (channel_id) include (edition_id, since, until);

create table app.review (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    edition_id  uuid not null,
    person_id   uuid not null,
    verdict     text not null check (verdict in ('asked', 'approved', 'returned')),
    note        text not null,
    answered_at timestamptz check ((answered_at is null) = (verdict = 'asked')),
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, edition_id, person_id),
    foreign key (org_id, edition_id) references app.edition (org_id, id)
);

create table app.edition_comment (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    edition_id uuid not null,
    item_id    uuid,           -- none is about the strategy as a whole
    field      text not null,  -- of the item or of the whole; empty is no field in particular
    body       text not null check (body <> ''),
    settled_at timestamptz,
    version    integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    foreign key (org_id, edition_id) references app.edition (org_id, id),
    foreign key (org_id, item_id) references app.item (org_id, id)
);
create index edition_comment_edition_id_idx on app.edition_comment (org_id, edition_id);

-- A time in which the organisation releases nothing, such as before an election.
create table app.hold (
    id        uuid primary key,
    org_id    uuid not null references app.organisation (id),
    begins    date not null,
    ends      date not null check (ends >= begins),  -- the last day of it
    reason    text not null check (reason <> ''),
    lifted_at timestamptz,
    version   integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id)
);
create unique index hold_org_id_key on app.hold (org_id) where lifted_at is null;

-- A stamped row whose content is immutable may change only in the columns that its grants name.
grant select, insert on app.edition, app.edition_item, app.review, app.edition_comment, app.hold to tl_app;
grant select, insert, update on app.release to tl_app;
grant update (state, published_on, version, updated_by, updated_at) on app.edition to tl_app;
grant update (verdict, note, answered_at, version, updated_by, updated_at) on app.review to tl_app;
grant update (settled_at, version, updated_by, updated_at) on app.edition_comment to tl_app;
grant update (lifted_at, version, updated_by, updated_at) on app.hold to tl_app;
grant select, update (until) on app.release to tl_sec;

-- +goose StatementBegin
set local role tl_sec;

-- What an organisation has opened to a system is read there while it belongs to it, and not a day longer.
create function sec.released() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select r.edition_id from app.release r join app.channel ch on ch.id = r.channel_id
                  where r.channel_id in (select sec.channels_of(c.org, c.day))
                    and r.since <= c.at and (r.until is null or r.until > c.at)
                    and (r.org_id = ch.org_id
                         or exists (select from app.membership m
                                     where m.system_id = ch.org_id and m.org_id = r.org_id
                                       and m.since <= c.day and (m.until is null or m.until > c.day))))
      from sec.acting() c
$$;

-- Of what is released to the acting organisation, the part that it reads as a system's own people read their desk.
create function sec.released_to_desk() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select r.edition_id from app.release r join app.channel ch on ch.id = r.channel_id
                  where ch.org_id = c.org and ch.kind = 'desk' and r.since <= c.at and (r.until is null or r.until > c.at))
      from sec.acting() c
$$;

-- An organisation ends what it has released wherever that was, also to a system whose channels it knows no more because it has
-- left it or is a partner there: otherwise what it takes back would be read again on the day it returned.
create function sec.end_releases(editions uuid[])
returns table (edition uuid, channel uuid, owner uuid, kind text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update app.release r set until = greatest(r.since, c.at)
      from sec.acting() c, app.channel ch
     where r.org_id = c.org and r.edition_id = any (editions) and r.until is null and ch.id = r.channel_id
    returning r.edition_id, r.channel_id, ch.org_id, ch.kind
$$;

grant execute on function sec.released, sec.released_to_desk, sec.end_releases to tl_app;
set local role tl_owner;
-- +goose StatementEnd

-- +goose StatementBegin
-- Whether an item goes to a channel, by its marking. Of one that goes to the public the kind counts too: what holds an organisation
-- back, what could go wrong, the needs that it has found and the figures of its services are for those it works with.
create function app.reach(channel text, kind text, marking text, marked_until text, day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select channel = 'desk'
        or ((channel <> 'public'
             or kind in ('principle', 'aim', 'goal', 'objective', 'initiative', 'non_priority', 'delivered', 'change_of_course'))
            and (marking = 'open'
                 or (marking = 'future_publication' and coalesce(marked_until <= to_char(day, 'YYYY-MM'), false))))
$$;
-- +goose StatementEnd
grant execute on function app.reach to tl_app;

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['edition', 'edition_item', 'release', 'review', 'edition_comment', 'hold'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
    end loop;
    foreach t in array array['edition', 'edition_item', 'review', 'edition_comment', 'hold'] loop
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
    end loop;
    foreach t in array array['edition', 'release', 'review', 'edition_comment', 'hold'] loop
        execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
    end loop;
end
$$;
-- +goose StatementEnd
create trigger forbid before update or delete on app.edition_item for each row execute function app.forbid();
create policy released on app.edition for select to tl_app using (id = any ((select sec.released())::uuid[]));
create policy released on app.edition_item for select to tl_app using (
    edition_id = any ((select sec.released())::uuid[])
    and (app.reach((select sec.audience()), kind, marking, marked_until, (select sec.current_day()))
         or edition_id = any ((select sec.released_to_desk())::uuid[])));
create policy own on app.release to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and channel_id = any ((select sec.postable())::uuid[]));
create policy sec_read on app.release for select to tl_sec using (true);
create policy sec_end on app.release for update to tl_sec using (true) with check (true);
