-- +goose Up
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

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['board_answer', 'board_assessment'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
        execute format('create trigger forbid before update or delete on app.%I for each row execute function app.forbid()', t);
        execute format('grant select, insert on app.%I to tl_app', t);
    end loop;
end
$$;
-- +goose StatementEnd
