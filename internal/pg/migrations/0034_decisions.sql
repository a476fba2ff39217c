-- +goose Up
-- Decisions that were made by one act are undone by one act. Undoing appends what was decided before, or that nothing
-- has been. The words that were read when deciding are kept, so that a decision that has gone stale can show what changed.
alter table app.claim no force row level security;
alter table app.edition_item no force row level security;
alter table app.claim disable trigger forbid;
alter table app.claim
    add column act_id uuid,
    add column undoes boolean not null default false,
    drop constraint claim_verdict_check,
    add constraint claim_verdict_check check (verdict in ('confirmed', 'rejected', 'withdrawn'));
update app.claim set act_id = id;
alter table app.claim alter column act_id set not null;
create index claim_act_idx on app.claim (org_id, act_id);

create table app.wording (
    org_id      uuid not null references app.organisation (id),
    hash        bytea not null,
    title       text not null,
    description text not null,
    measures    text[] not null,
    primary key (org_id, hash)
);
insert into app.wording (org_id, hash, title, description, measures)
select distinct on (c.org_id, i.text_hash) c.org_id, i.text_hash, i.title, coalesce(i.body ->> 'description', ''),
       array(select m ->> 'name' from jsonb_array_elements(coalesce(i.body -> 'measures', '[]')) as m)
  from app.claim c
  join app.edition_item i on i.item_id = c.objective_id and i.text_hash = c.objective_hash
                          or i.item_id = c.target_item_id and i.text_hash = c.target_hash
 order by c.org_id, i.text_hash;

alter table app.claim enable trigger forbid;
alter table app.claim force row level security;
alter table app.edition_item force row level security;

alter table app.wording enable row level security;
alter table app.wording force row level security;
create policy own on app.wording to tl_app
    using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()));
create trigger forbid before update or delete on app.wording for each row execute function app.forbid();
grant select, insert on app.wording to tl_app;
