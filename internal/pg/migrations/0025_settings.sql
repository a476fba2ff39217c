-- +goose Up
-- A system says how many of England's working days its members have for their own suggestions first; what was said before
-- counts for the windows that ran then. Each system is lined up again when it has been changed.
alter table app.desk_setting
    drop constraint desk_setting_trust_first_days_check,
    add check (trust_first_days between 0 and 30),
    add column earlier jsonb not null default '[]',  -- [{"days": 10, "until": "2026-11-23T00:00:00Z"}], the first day it counted no more
    add column version integer not null default 1;
alter table app.statement add column window_version integer not null default 0;

-- Whether a member lets what it decided about links teach the engine about the objectives of others who do so too.
create table app.decision_sharing (
    org_id     uuid not null references app.organisation (id),
    system_id  uuid not null references app.organisation (id),
    shares     boolean not null,
    version    integer not null default 1,
    channel_id uuid not null references app.channel (id),  -- the system's desk
    open_from  timestamptz not null,
    primary key (org_id, system_id)
);
create index decision_sharing_system_idx on app.decision_sharing (system_id);
grant select, insert, update on app.decision_sharing to tl_app;
alter table app.decision_sharing enable row level security;
alter table app.decision_sharing force row level security;
create policy own on app.decision_sharing to tl_app using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and channel_id = any ((select sec.postable())::uuid[]));
create policy opened on app.decision_sharing for select to tl_app
    using (channel_id = any ((select sec.channels())::uuid[]) and org_id = any ((select sec.sharing())::uuid[])
           and open_from <= (select sec.current_at()));
