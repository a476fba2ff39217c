-- +goose Up
-- An edition is frozen when it is sent for review and published, unchanged, when it is released. Who was asked to look at it,
-- what they said of it, and when nothing may be released stand beside it.
alter table app.edition
    alter column published_on drop not null,
    add column note text not null default '',  -- to those who review it
    drop constraint edition_state_check,
    add check (state in ('in_review', 'returned', 'published', 'superseded', 'withdrawn')),
    add check (published_on is not null or state in ('in_review', 'returned', 'withdrawn'));
create unique index edition_in_review_key on app.edition (org_id, strategy_id) where state = 'in_review';
grant update (published_on) on app.edition to tl_app;

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

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['review', 'edition_comment', 'hold'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
        execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
        execute format('grant select, insert on app.%I to tl_app', t);
    end loop;
end
$$;
-- +goose StatementEnd
grant update (verdict, note, answered_at, version, updated_by, updated_at) on app.review to tl_app;
grant update (settled_at, version, updated_by, updated_at) on app.edition_comment to tl_app;
grant update (lifted_at, version, updated_by, updated_at) on app.hold to tl_app;

-- Who may be asked to review: those who hold a role in the acting organisation now. Names are what colleagues see of each other.
-- +goose StatementBegin
create function sec.colleagues() returns table (person uuid, name text, roles text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.name, array_agg(distinct a.role order by a.role)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and a.until is null
      join sec.person p on p.id = a.person_id and p.kind = 'human'
     group by p.id, p.name
     order by p.name, p.id
$$;

-- What is shared: whether an item with a marking reaches those who read a channel. It is the only place that says so. What is
-- commercial, or not yet for publication, goes to the desk of the system and no further; from its month on, what was for future
-- publication is open.
create function app.reach(channel text, marking text, marked_until text, day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select channel = 'desk' or marking = 'open'
        or (marking = 'future_publication' and coalesce(marked_until <= to_char(day, 'YYYY-MM'), false))
$$;
-- +goose StatementEnd
alter function sec.colleagues() owner to tl_sec;
grant execute on function sec.colleagues() to tl_app;
grant execute on function app.reach(text, text, text, date) to tl_app;

alter table app.edition_item
    add column marking text not null generated always as (coalesce(nullif(body ->> 'marking', ''), 'open')) stored,
    add column marked_until text generated always as (nullif(body ->> 'marked_until', '')) stored;

-- Of what is released to the acting organisation, the part that it reads as a system's own people read their desk.
-- +goose StatementBegin
create function sec.released_to_desk() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select r.edition_id from app.release r join app.channel ch on ch.id = r.channel_id
                  where ch.org_id = c.org and ch.kind = 'desk' and r.since <= c.at and (r.until is null or r.until > c.at))
      from sec.acting() c
$$;
-- +goose StatementEnd
alter function sec.released_to_desk() owner to tl_sec;
grant execute on function sec.released_to_desk() to tl_app;
alter policy released on app.edition_item using (
    edition_id = any ((select sec.released())::uuid[])
    and (app.reach('members', marking, marked_until, (select sec.current_day()))
         or edition_id = any ((select sec.released_to_desk())::uuid[])));
