-- +goose Up
-- What serves what. A member's rows are its own and are opened to its system's desk by a channel and a date; a system's rows are
-- opened to its members. Targets are items of the system's released editions.
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
    balance           jsonb not null default '[]',  -- what makes the score and is no word of the two texts
    evidence          jsonb not null,
    model_hash        text not null,
    objective_hash    bytea not null,
    target_hash       bytea not null,
    channel_id        uuid not null references app.channel (id),
    open_from         timestamptz not null,
    primary key (org_id, system_id, objective_id, target_item_id),
    foreign key (org_id, objective_id) references app.item (org_id, id),
    foreign key (target_edition_id, target_item_id) references app.edition_item (edition_id, item_id)
);
create index suggestion_target_idx on app.suggestion (system_id, target_item_id);
create index suggestion_objective_idx on app.suggestion (objective_id);

-- Decisions that were made by one act are undone by one act. Undoing appends what was decided before, or that nothing has been.
create table app.claim (
    id                uuid primary key,
    org_id            uuid not null references app.organisation (id),
    system_id         uuid not null references app.organisation (id),
    objective_id      uuid not null,
    target_edition_id uuid not null,
    target_item_id    uuid not null,
    target_kind       text not null check (target_kind in ('goal', 'initiative')),
    verdict           text not null check (verdict in ('confirmed', 'rejected', 'withdrawn')),
    contribution      text check (contribution in ('direct', 'partial')),
    is_primary        boolean not null,
    reason            text not null,
    objective_hash    bytea not null,
    target_hash       bytea not null,
    act_id            uuid not null,
    undoes            boolean not null default false,
    actor_id          uuid not null default sec.current_actor(),
    at                timestamptz not null default sec.current_at(),
    seq               bigint generated always as identity,
    channel_id        uuid not null references app.channel (id),
    open_from         timestamptz not null,
    unique (org_id, id),
    check ((verdict = 'confirmed') = (contribution is not null)),
    foreign key (org_id, objective_id) references app.item (org_id, id),
    foreign key (target_edition_id, target_item_id) references app.edition_item (edition_id, item_id)
);
create index claim_pair_idx on app.claim (org_id, system_id, objective_id, target_item_id, seq desc);
create index claim_system_idx on app.claim (system_id, target_item_id);
create index claim_act_idx on app.claim (org_id, act_id);

-- The words that were read when deciding, kept so that a decision that has gone stale can show what changed.
create table app.wording (
    org_id      uuid not null references app.organisation (id),
    hash        bytea not null,
    title       text not null,
    description text not null,
    measures    text[] not null,
    primary key (org_id, hash)
);

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
    source_id         uuid references app.organisation (id),  -- in whose joint strategy it is said
    channel_id        uuid not null references app.channel (id),
    open_from         timestamptz not null,
    primary key (org_id, system_id, target_item_id),
    foreign key (target_edition_id, target_item_id) references app.edition_item (edition_id, item_id)
);
create index cell_system_idx on app.cell (system_id, target_item_id);

-- A placement may say that the evidence is too thin for a level, and what it leans to.
create table app.placement (
    org_id        uuid not null references app.organisation (id),
    system_id     uuid not null references app.organisation (id),
    objective_id  uuid not null,
    level         text not null check (level in ('central', 'shared', 'local', 'undecided')),
    leaning       text check (leaning in ('central', 'shared', 'local')),
    common        double precision not null check (common between 0 and 1),
    standardised  double precision not null check (standardised between 0 and 1),
    interoperable double precision not null check (interoperable between 0 and 1),
    reasons       jsonb not null,
    channel_id    uuid not null references app.channel (id),
    open_from     timestamptz not null,
    primary key (org_id, system_id, objective_id),
    constraint placement_leaning_of_undecided check ((level = 'undecided') = (leaning is not null)),
    foreign key (org_id, objective_id) references app.item (org_id, id)
);
create index placement_system_idx on app.placement (system_id);

-- A finding is about a member's items and the member's own, or about several and the system's. Its key says what it is about, so
-- that the same finding found again is the same row; what people make of it is appended as events.
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

-- What a system says to a member's decision about a link, and what the member answers: between the two of them alone. A reply
-- adds a mark to the decision and never changes it.
create table app.reply (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),  -- who says it
    system_id  uuid not null references app.organisation (id),
    member_id  uuid not null references app.organisation (id),  -- whose decision it is
    claim_id   uuid not null,
    kind       text not null check (kind in ('acknowledge', 'challenge', 'answer')),
    text       text not null check (length(text) <= 2000),
    actor_id   uuid not null default sec.current_actor(),
    at         timestamptz not null default sec.current_at(),
    seq        bigint generated always as identity,
    channel_id uuid not null references app.channel (id),  -- the pair of the two
    open_from  timestamptz not null,
    unique (org_id, id),
    check (org_id = case when kind = 'answer' then member_id else system_id end),
    check (kind = 'acknowledge' or text <> '')
);
create index reply_claim_idx on app.reply (claim_id);
create index reply_system_idx on app.reply (system_id, member_id);

-- What a system's assessment lets its members know of all published strategies, for their drafts to be assessed by.
create table app.statement (
    org_id         uuid primary key references app.organisation (id),
    model_hash     text not null,              -- any past suggestion can be explained by it
    contents       text,                       -- JSON of alignment.Statement; nothing where fewer than three have published
    joint          text not null default '',   -- the consents that it was made by
    window_version integer not null default 0,
    at             timestamptz not null,
    channel_id     uuid not null references app.channel (id),  -- members
    open_from      timestamptz not null
);

grant select, insert, update on app.finding, app.statement to tl_app;
grant select, insert, update, delete on app.suggestion, app.cell, app.placement to tl_app;
grant select, insert on app.claim, app.wording, app.finding_event, app.reply to tl_app;

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['suggestion', 'claim', 'wording', 'cell', 'placement', 'finding', 'finding_event', 'reply', 'statement'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
    end loop;
    foreach t in array array['wording', 'finding_event'] loop
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
    end loop;
    foreach t in array array['suggestion', 'claim', 'cell', 'placement', 'finding', 'reply', 'statement'] loop
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org())
                                    and channel_id = any ((select sec.postable())::uuid[]))', t);
    end loop;
    foreach t in array array['suggestion', 'claim', 'cell', 'placement', 'finding', 'statement'] loop
        execute format('create policy opened on app.%I for select to tl_app
                        using (channel_id = any ((select sec.channels())::uuid[])
                               and org_id = any ((select sec.sharing())::uuid[]) and open_from <= (select sec.current_at()))', t);
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
    foreach t in array array['claim', 'wording', 'finding_event', 'reply'] loop
        execute format('create trigger forbid before update or delete on app.%I for each row execute function app.forbid()', t);
    end loop;
end
$$;
-- +goose StatementEnd
create policy opened on app.reply for select to tl_app
    using (channel_id = any ((select sec.channels())::uuid[]) and open_from <= (select sec.current_at()));
-- The decision must be visible to the writer, and the channel is that of the two.
create policy sees on app.reply as restrictive for insert to tl_app
    with check (exists (select from app.claim c where c.id = claim_id and c.org_id = member_id and c.system_id = reply.system_id)
                and exists (select from app.channel ch where ch.id = channel_id and ch.kind = 'pair'
                               and ch.org_id = reply.system_id and ch.ref = member_id));
