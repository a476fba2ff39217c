-- +goose Up
-- Whatever a strategy says is an item, in the working copy as in an edition: its kind, its title, its date, and a body whose
-- fields are those of the kind. Columns are what SQL asks about.
create table app.item (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    kind        text not null check (kind in ('principle', 'goal', 'aim', 'user_need', 'objective', 'initiative', 'constraint',
                    'non_priority', 'service', 'delivered', 'risk', 'change_of_course')),
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

-- What is there already moves. The owner of the tables sees it only while it is not forced to be somebody.
-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['principle', 'goal', 'initiative', 'initiative_goal', 'objective', 'holdback', 'non_priority',
                             'measure_instance'] loop
        execute format('alter table app.%I no force row level security', t);
    end loop;
end
$$;
-- +goose StatementEnd

insert into app.item (id, org_id, strategy_id, kind, code, position, title, due, body, retired_on, version, created_by, created_at, updated_by, updated_at)
select id, org_id, strategy_id, 'principle', code, position, text, null, '{}', retired_on, version, created_by, created_at, updated_by, updated_at
  from app.principle
union all
select id, org_id, strategy_id, 'goal', code, position, title, due, jsonb_build_object('description', description, 'provenance', provenance),
       retired_on, version, created_by, created_at, updated_by, updated_at
  from app.goal
union all
select id, org_id, strategy_id, 'objective', code, position, title, horizon, jsonb_build_object('description', description, 'provenance', provenance),
       retired_on, version, created_by, created_at, updated_by, updated_at
  from app.objective
union all
select i.id, i.org_id, i.strategy_id, 'initiative', i.code, i.position, i.title, i.due,
       jsonb_build_object('description', i.description, 'provenance', i.provenance, 'delivery', i.delivery, 'goals',
           coalesce((select jsonb_agg(g.code order by s.position)
                       from app.initiative_goal s join app.goal g on g.org_id = s.org_id and g.id = s.goal_id
                      where s.org_id = i.org_id and s.initiative_id = i.id), '[]')),
       i.retired_on, i.version, i.created_by, i.created_at, i.updated_by, i.updated_at
  from app.initiative i
union all
select id, org_id, strategy_id, 'constraint', code, position, text, null, jsonb_build_object('constraint', kind, 'as_written', as_written),
       retired_on, version, created_by, created_at, updated_by, updated_at
  from app.holdback
union all
select id, org_id, strategy_id, 'non_priority', code, position, text, until, '{}', retired_on, version, created_by, created_at, updated_by, updated_at
  from app.non_priority;

alter table app.measure_instance disable trigger stamp;
alter table app.measure_instance add column item_id uuid, add column unit text not null default '';
update app.measure_instance set item_id = coalesce(goal_id, initiative_id, objective_id);
alter table app.measure_instance
    drop column goal_id, drop column initiative_id, drop column objective_id,
    alter column item_id set not null,
    add foreign key (org_id, item_id) references app.item (org_id, id);
create index measure_instance_item_id_idx on app.measure_instance (org_id, item_id);
alter table app.measure_instance enable trigger stamp;
alter table app.measure_instance force row level security;

alter table app.suggestion drop constraint suggestion_org_id_objective_id_fkey,
    add foreign key (org_id, objective_id) references app.item (org_id, id);
alter table app.claim drop constraint claim_org_id_objective_id_fkey,
    add foreign key (org_id, objective_id) references app.item (org_id, id);
alter table app.placement drop constraint placement_org_id_objective_id_fkey,
    add foreign key (org_id, objective_id) references app.item (org_id, id);
drop table app.initiative_goal, app.principle, app.goal, app.initiative, app.objective, app.holdback, app.non_priority;

alter table app.item enable row level security;
alter table app.item force row level security;
create policy own on app.item to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
create trigger stamp before insert or update on app.item for each row execute function app.stamp();
grant select, insert, update on app.item to tl_app;

alter table app.strategy add column next_review date;
alter table app.edition add column next_review date;
alter table app.edition_item drop constraint edition_item_kind_check,
    add check (kind in ('principle', 'goal', 'aim', 'user_need', 'objective', 'initiative', 'constraint', 'non_priority', 'service',
                        'delivered', 'risk', 'change_of_course'));
