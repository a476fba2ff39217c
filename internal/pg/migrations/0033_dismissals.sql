-- +goose Up
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

alter table app.dismissal enable row level security;
alter table app.dismissal force row level security;
create policy own on app.dismissal to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
create trigger stamp before insert or update on app.dismissal for each row execute function app.stamp();
grant select, insert, update on app.dismissal to tl_app;
