-- +goose Up
-- The working copy: what an organisation is writing. Nobody else reads a row of it; what others read is an edition.
create table app.strategy (
    id           uuid primary key,
    org_id       uuid not null references app.organisation (id),
    about_org_id uuid not null references app.organisation (id),
    title        text not null check (title <> '' and length(title) <= 300),
    mission      text not null default '',
    period       text not null default '',
    provenance   text not null default '',
    next_review  date,
    current      boolean not null default true,
    version      integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by   uuid not null, updated_at timestamptz not null,
    unique (org_id, id)
);
create unique index strategy_current_key on app.strategy (org_id, about_org_id) where current;

-- A table's own checks are read again by every statement that writes to it; a type's are not.
create domain app.item_kind as text check (value in ('principle', 'goal', 'aim', 'user_need', 'objective', 'initiative', 'constraint',
    'non_priority', 'service', 'delivered', 'risk', 'change_of_course'));

-- Whatever a strategy says is an item, in the working copy as in an edition: its kind, its title, its date, and a body whose
-- fields are those of the kind. Columns are what SQL asks about.
create table app.item (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    kind        app.item_kind not null,
    code        text not null check (code <> ''),
    position    integer not null,  -- among those of its kind
    title       text not null check (title <> ''),
    due         date,
    body        jsonb not null,
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

-- A measure is defined once; an instance is its use by one item, with that item's baseline and target as written. What an item
-- says of its measures stands in its body too, so that one row says all of an item.
create table app.measure (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    name       text not null check (name <> '' and length(name) <= 300),
    version    integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, name)
);

create table app.measure_instance (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    measure_id uuid not null,
    item_id    uuid not null,
    position   integer not null,
    baseline   text not null default '',
    target     text not null default '',
    unit       text not null default '',
    version    integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    foreign key (org_id, measure_id) references app.measure (org_id, id),
    foreign key (org_id, item_id) references app.item (org_id, id)
);
create index measure_instance_item_id_idx on app.measure_instance (org_id, item_id);

-- A finding of the strategy check that its authors have dismissed, and why: of a rule, about an item, about all items of a kind
-- or about the strategy as a whole. It speaks for the text whose hash it has, and for no other: nothing is stored when the text
-- changes. One is in force at most; those before it are kept.
create table app.dismissal (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    rule        text not null check (rule <> ''),
    kind        text not null,  -- of the item or items; empty for the strategy as a whole
    item        text not null,  -- the item's code; empty for several together, and for the strategy as a whole
    rests_on    bytea not null check (length(rests_on) = 32),
    reason      text not null check (length(reason) between 3 and 500),
    ended_at    timestamptz,    -- reopened, or dismissed anew about another text
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);
create unique index dismissal_live_key on app.dismissal (org_id, strategy_id, rule, kind, item) where ended_at is null;

-- What an organisation's board has answered to each of the board questions, and how far it has found digital work to be part of
-- everything else. Both are added to and never changed: what was said before stays beside what is said now.
create table app.board_answer (
    id       uuid primary key,
    org_id   uuid not null references app.organisation (id),
    question text not null check (question <> ''),
    n        integer not null check (n > 0),  -- the first answer to a question is 1
    answer   text not null check (answer <> ''),
    facts    text[] not null,                 -- what the strategy showed when it was given, as sentences
    actor_id uuid not null default sec.current_actor(),
    at       timestamptz not null default sec.current_at(),
    unique (org_id, id), unique (org_id, question, n)
);

create table app.board_assessment (
    id       uuid primary key,
    org_id   uuid not null references app.organisation (id),
    n        integer not null check (n > 0),
    levels   jsonb not null,                  -- the level found, by dimension
    note     text not null,
    actor_id uuid not null default sec.current_actor(),
    at       timestamptz not null default sec.current_at(),
    unique (org_id, id), unique (org_id, n)
);

grant select, insert, update on app.strategy, app.item, app.measure, app.dismissal to tl_app;
grant select, insert, update, delete on app.measure_instance to tl_app;
grant select, insert on app.board_answer, app.board_assessment to tl_app;

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['strategy', 'item', 'measure', 'measure_instance', 'dismissal', 'board_answer', 'board_assessment'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
    end loop;
    foreach t in array array['strategy', 'item', 'measure', 'measure_instance', 'dismissal'] loop
        execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
    end loop;
    foreach t in array array['board_answer', 'board_assessment'] loop
        execute format('create trigger forbid before update or delete on app.%I for each row execute function app.forbid()', t);
    end loop;
end
$$;
-- +goose StatementEnd
