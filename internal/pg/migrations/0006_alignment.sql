-- +goose Up
-- What serves what. A member's rows are its own and are opened to its system's desk by a channel and a date; a
-- system's rows are opened to its members. Targets are items of the system's released editions.
create table app.desk_setting (
    org_id           uuid primary key references app.organisation (id),
    channel_id       uuid not null references app.channel (id),  -- members
    open_from        timestamptz not null,
    trust_first_days integer not null check (trust_first_days between 0 and 60)  -- England's working days
);

create table app.suggestion (
    org_id            uuid not null references app.organisation (id),
    system_id         uuid not null references app.organisation (id),
    objective_id      uuid not null,
    target_edition_id uuid not null,
    target_item_id    uuid not null,
    target_kind       text not null check (target_kind in ('goal', 'initiative')),
    suggested         boolean not null,
    contribution      text not null check (contribution in ('direct', 'partial')),
    score             double precision not null check (score between 0 and 1),
    evidence          jsonb not null,
    model_hash        text not null,
    objective_hash    bytea not null,
    target_hash       bytea not null,
    channel_id        uuid not null references app.channel (id),
    open_from         timestamptz not null,
    primary key (org_id, system_id, objective_id, target_item_id),
    foreign key (org_id, objective_id) references app.objective (org_id, id),
    foreign key (target_edition_id, target_item_id) references app.edition_item (edition_id, item_id)
);
create index suggestion_target_idx on app.suggestion (system_id, target_item_id);
create index suggestion_objective_idx on app.suggestion (objective_id);

create table app.claim (
    id                uuid primary key,
    org_id            uuid not null references app.organisation (id),
    system_id         uuid not null references app.organisation (id),
    objective_id      uuid not null,
    target_edition_id uuid not null,
    target_item_id    uuid not null,
    target_kind       text not null check (target_kind in ('goal', 'initiative')),
    verdict           text not null check (verdict in ('confirmed', 'rejected')),
    contribution      text check (contribution in ('direct', 'partial')),
    is_primary        boolean not null,
    reason            text not null,
    objective_hash    bytea not null,
    target_hash       bytea not null,
    actor_id          uuid not null default sec.current_actor(),
    at                timestamptz not null default sec.current_at(),
    seq               bigint generated always as identity,
    channel_id        uuid not null references app.channel (id),
    open_from         timestamptz not null,
    unique (org_id, id),
    check ((verdict = 'confirmed') = (contribution is not null)),
    foreign key (org_id, objective_id) references app.objective (org_id, id),
    foreign key (target_edition_id, target_item_id) references app.edition_item (edition_id, item_id)
);
create index claim_pair_idx on app.claim (org_id, system_id, objective_id, target_item_id, seq desc);
create index claim_system_idx on app.claim (system_id, target_item_id);

create table app.cell (
    org_id            uuid not null references app.organisation (id),
    system_id         uuid not null references app.organisation (id),
    target_edition_id uuid not null,
    target_item_id    uuid not null,
    target_kind       text not null check (target_kind in ('goal', 'initiative')),
    state             text not null check (state in ('aligned', 'partial', 'claimed_without_measure', 'not_yet_reviewed',
                          'no_published_objective', 'not_shared', 'not_applicable', 'declined')),
    reason            text not null default '',
    objectives        uuid[] not null,
    discuss           boolean not null,
    channel_id        uuid not null references app.channel (id),
    open_from         timestamptz not null,
    primary key (org_id, system_id, target_item_id),
    foreign key (target_edition_id, target_item_id) references app.edition_item (edition_id, item_id)
);
create index cell_system_idx on app.cell (system_id, target_item_id);

create table app.placement (
    org_id        uuid not null references app.organisation (id),
    system_id     uuid not null references app.organisation (id),
    objective_id  uuid not null,
    level         text not null check (level in ('central', 'shared', 'local')),
    common        double precision not null check (common between 0 and 1),
    standardised  double precision not null check (standardised between 0 and 1),
    interoperable double precision not null check (interoperable between 0 and 1),
    reasons       jsonb not null,
    channel_id    uuid not null references app.channel (id),
    open_from     timestamptz not null,
    primary key (org_id, system_id, objective_id),
    foreign key (org_id, objective_id) references app.objective (org_id, id)
);
create index placement_system_idx on app.placement (system_id);

-- A finding is about a member's items and the member's own, or about several and the system's. Its key says what it
-- is about, so that the same finding found again is the same row; what people make of it is appended as events.
create table app.finding (
    id             uuid primary key,
    org_id         uuid not null references app.organisation (id),
    system_id      uuid not null references app.organisation (id),
    key            text not null,
    kind           text not null check (kind in ('gap', 'silence', 'orphan', 'conflict', 'duplicate', 'late')),
    difference     text check (difference in ('opposes', 'opts_out', 'postpones')),
    items          uuid[] not null,
    target_item_id uuid,
    reason         text not null,
    evidence       jsonb not null,
    state          text not null check (state in ('open', 'accepted', 'resolved', 'disputed')),  -- the last event's
    channel_id     uuid not null references app.channel (id),
    open_from      timestamptz not null,
    unique (org_id, id), unique (org_id, system_id, key)
);
create index finding_system_idx on app.finding (system_id);

create table app.finding_event (
    org_id     uuid not null references app.organisation (id),
    finding_id uuid not null,
    n          integer not null,
    state      text not null check (state in ('open', 'accepted', 'resolved', 'disputed')),
    reason     text not null default '',
    actor_id   uuid not null default sec.current_actor(),
    at         timestamptz not null default sec.current_at(),
    primary key (org_id, finding_id, n),
    foreign key (org_id, finding_id) references app.finding (org_id, id)
);

-- What the engine learned from a system's released editions, kept so that any past suggestion can be explained.
create table app.statement (
    org_id     uuid primary key references app.organisation (id),
    model_hash text not null,
    statistics jsonb not null,
    at         timestamptz not null,
    channel_id uuid not null references app.channel (id),  -- members
    open_from  timestamptz not null
);

grant select, insert, update on app.desk_setting, app.statement to tl_app;
grant select, insert, update, delete on app.suggestion, app.cell, app.placement to tl_app;
grant select, insert on app.claim, app.finding_event to tl_app;
grant select, insert, update on app.finding to tl_app;

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['desk_setting', 'suggestion', 'claim', 'cell', 'placement', 'finding', 'statement'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org())
                                    and channel_id = any ((select sec.postable())::uuid[]))', t);
        execute format('create policy opened on app.%I for select to tl_app
                        using (channel_id = any ((select sec.channels())::uuid[]) and open_from <= (select sec.current_at()))', t);
    end loop;
    -- The target must be visible to the writer: the row check of the foreign key does not ask.
    foreach t in array array['suggestion', 'claim', 'cell'] loop
        execute format('create policy sees on app.%I as restrictive for insert to tl_app
                        with check (exists (select from app.edition_item i
                                             where i.edition_id = target_edition_id and i.item_id = target_item_id))', t);
        execute format('create policy sees_changed on app.%I as restrictive for update to tl_app
                        using (true)
                        with check (exists (select from app.edition_item i
                                             where i.edition_id = target_edition_id and i.item_id = target_item_id))', t);
    end loop;
end
$$;
-- +goose StatementEnd
alter table app.finding_event enable row level security;
alter table app.finding_event force row level security;
create policy own on app.finding_event to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
create trigger forbid before update or delete on app.claim for each row execute function app.forbid();
create trigger forbid before update or delete on app.finding_event for each row execute function app.forbid();
