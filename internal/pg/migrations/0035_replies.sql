-- +goose Up
-- What a system says to a member's decision about a link, and what the member answers: between the two of them alone.
-- A reply adds a mark to the decision and never changes it.
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

alter table app.reply enable row level security;
alter table app.reply force row level security;
create policy own on app.reply to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and channel_id = any ((select sec.postable())::uuid[]));
create policy opened on app.reply for select to tl_app
    using (channel_id = any ((select sec.channels())::uuid[]) and open_from <= (select sec.current_at()));
-- The decision must be visible to the writer, and the channel is that of the two.
create policy sees on app.reply as restrictive for insert to tl_app
    with check (exists (select from app.claim c where c.id = claim_id and c.org_id = member_id and c.system_id = reply.system_id)
                and exists (select from app.channel ch where ch.id = channel_id and ch.kind = 'pair'
                               and ch.org_id = reply.system_id and ch.ref = member_id));
create trigger forbid before update or delete on app.reply for each row execute function app.forbid();
grant select, insert on app.reply to tl_app;
