-- +goose Up
-- A system's own capabilities: added to those that the program brings, or in the place of one with the same code. JSON as
-- alignment/setting writes it, checked there. Members read them: they say why an objective is linked as it is.
create table app.capability (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    code       text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 64),
    contents   jsonb not null,
    channel_id uuid not null references app.channel (id),  -- members
    open_from  timestamptz not null,
    version    integer not null,
    created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, code)
);
create trigger stamp before insert or update on app.capability for each row execute function app.stamp();
grant select, insert, update, delete on app.capability to tl_app;
alter table app.capability enable row level security;
alter table app.capability force row level security;
create policy own on app.capability to tl_app using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and channel_id = any ((select sec.postable())::uuid[]));
create policy opened on app.capability for select to tl_app
    using (channel_id = any ((select sec.channels())::uuid[]) and org_id = any ((select sec.sharing())::uuid[])
           and open_from <= (select sec.current_at()));
