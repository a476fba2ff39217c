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
    current      boolean not null default true,
    version      integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by   uuid not null, updated_at timestamptz not null,
    unique (org_id, id)
);
create unique index strategy_current_key on app.strategy (org_id, about_org_id) where current;

create table app.principle (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    code        text not null,
    position    integer not null,
    text        text not null check (text <> ''),
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

create table app.goal (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    code        text not null,
    position    integer not null,
    title       text not null check (title <> '' and length(title) <= 300),
    description text not null default '',
    due         date,
    provenance  text not null default '',
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

create table app.initiative (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    code        text not null,
    position    integer not null,
    title       text not null check (title <> '' and length(title) <= 300),
    description text not null default '',
    delivery    text not null default '' check (delivery in ('', 'central', 'shared', 'local')),
    due         date,
    provenance  text not null default '',
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

create table app.initiative_goal (
    org_id        uuid not null references app.organisation (id),
    initiative_id uuid not null,
    goal_id       uuid not null,
    position      integer not null,
    primary key (org_id, initiative_id, goal_id),
    foreign key (org_id, initiative_id) references app.initiative (org_id, id),
    foreign key (org_id, goal_id) references app.goal (org_id, id)
);

create table app.objective (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    code        text not null,
    position    integer not null,
    title       text not null check (title <> '' and length(title) <= 300),
    description text not null default '',
    horizon     date,
    provenance  text not null default '',
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

create table app.holdback (  -- a constraint in the strategy's sense; the word belongs to SQL
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    code        text not null,
    position    integer not null,
    kind        text not null check (kind in ('finance', 'digital_skills', 'physical_infrastructure',
                    'data_infrastructure', 'other')),
    as_written  text not null default '',
    text        text not null check (text <> ''),
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

create table app.non_priority (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    code        text not null,
    position    integer not null,
    text        text not null check (text <> ''),
    until       date,
    retired_on  date,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, strategy_id, code),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);

-- A measure is defined once; an instance is its use by one item, with that item's baseline and target as written.
create table app.measure (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    name       text not null check (name <> '' and length(name) <= 300),
    version    integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, name)
);

create table app.measure_instance (
    id            uuid primary key,
    org_id        uuid not null references app.organisation (id),
    measure_id    uuid not null,
    goal_id       uuid,
    initiative_id uuid,
    objective_id  uuid,
    position      integer not null,
    baseline      text not null default '',
    target        text not null default '',
    version       integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by    uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    check (num_nonnulls(goal_id, initiative_id, objective_id) = 1),
    foreign key (org_id, measure_id) references app.measure (org_id, id),
    foreign key (org_id, goal_id) references app.goal (org_id, id),
    foreign key (org_id, initiative_id) references app.initiative (org_id, id),
    foreign key (org_id, objective_id) references app.objective (org_id, id)
);
create index measure_instance_goal_idx on app.measure_instance (org_id, goal_id) where goal_id is not null;
create index measure_instance_initiative_idx on app.measure_instance (org_id, initiative_id) where initiative_id is not null;
create index measure_instance_objective_idx on app.measure_instance (org_id, objective_id) where objective_id is not null;

grant select, insert, update on app.strategy, app.principle, app.goal, app.initiative, app.objective, app.holdback,
    app.non_priority, app.measure to tl_app;
grant select, insert, update, delete on app.initiative_goal, app.measure_instance to tl_app;

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['strategy', 'principle', 'goal', 'initiative', 'initiative_goal', 'objective', 'holdback',
                             'non_priority', 'measure', 'measure_instance'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
        if t <> 'initiative_goal' then
            execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
        end if;
    end loop;
end
$$;
-- +goose StatementEnd
