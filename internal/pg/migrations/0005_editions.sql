-- +goose Up
-- Editions: numbered, immutable copies of a strategy. Publishing releases an edition, unchanged, to channels by date.
create table app.edition (
    id           uuid primary key,
    org_id       uuid not null references app.organisation (id),
    about_org_id uuid not null references app.organisation (id),
    strategy_id  uuid not null,
    n            integer not null check (n > 0),
    state        text not null check (state in ('in_review', 'returned', 'published', 'superseded')),
    title        text not null,
    mission      text not null,
    period       text not null,
    provenance   text not null,
    published_on date not null,
    content_hash bytea not null,  -- of everything in it, to tell whether the working copy has moved on
    version      integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by   uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, n),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

create table app.edition_item (
    org_id     uuid not null references app.organisation (id),
    edition_id uuid not null,
    item_id    uuid not null,  -- the working copy's row, the same in every edition
    kind       text not null check (kind in ('principle', 'goal', 'initiative', 'objective', 'constraint', 'non_priority')),
    code       text not null,
    position   integer not null,
    title      text not null,
    due        date,
    body       jsonb not null,
    text_hash  bytea not null,  -- of the words that links rest on
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

grant select, insert on app.edition_item to tl_app;
grant select, insert, update on app.release to tl_app;
grant select, insert on app.edition to tl_app;
grant update (state, version, updated_by, updated_at) on app.edition to tl_app;
grant select on app.release to tl_sec;

-- +goose StatementBegin
create function sec.released() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select r.edition_id from app.release r
                  where r.channel_id in (select sec.channels_of(c.org, c.day))
                    and r.since <= c.at and (r.until is null or r.until > c.at))
      from sec.acting() c
$$;

-- A stamped row whose content is immutable may change only in the columns that its grants name.
create function app.forbid() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '42501';
end
$$;
-- +goose StatementEnd
alter function sec.released() owner to tl_sec;
grant execute on function sec.released() to tl_app;

alter table app.edition enable row level security;
alter table app.edition force row level security;
create policy own on app.edition to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
create policy released on app.edition for select to tl_app using (id = any ((select sec.released())::uuid[]));
create trigger stamp before insert or update on app.edition for each row execute function app.stamp();

alter table app.edition_item enable row level security;
alter table app.edition_item force row level security;
create policy own on app.edition_item to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
create policy released on app.edition_item for select to tl_app using (edition_id = any ((select sec.released())::uuid[]));
create trigger forbid before update or delete on app.edition_item for each row execute function app.forbid();

alter table app.release enable row level security;
alter table app.release force row level security;
create policy sec_read on app.release for select to tl_sec using (true);
create policy own on app.release to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and channel_id = any ((select sec.postable())::uuid[]));
create trigger stamp before insert or update on app.release for each row execute function app.stamp();
