-- +goose Up
-- What people outside say of a draft: the organisation gives them a link to the draft as it was then, as the public would read
-- it. What they say is the organisation's own and nobody else's. Of the link's secret only the hash is kept.
create table app.feedback_link (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    strategy_id uuid not null,
    name        text not null,               -- for whom it is meant
    secret_hash bytea not null check (length(secret_hash) = 32),
    shown       jsonb not null,              -- what it shows, for as long as it is open
    ends        timestamptz not null,
    revoked_at  timestamptz,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id),
    foreign key (org_id, strategy_id) references app.strategy (org_id, id)
);
create index feedback_link_secret_hash_idx on app.feedback_link (secret_hash);

create table app.feedback (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    link_id     uuid not null,
    sent        text not null,               -- the sender's own key of it: what is sent again is kept once
    item_id     uuid,                        -- of what is shown; null is the strategy as a whole
    body        text not null,
    said_by     text not null,               -- what they call themselves; may be empty
    settled_at  timestamptz,
    version     integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by  uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, link_id, sent),
    foreign key (org_id, link_id) references app.feedback_link (org_id, id)
);

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['feedback_link', 'feedback'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
        execute format('create trigger stamp before insert or update on app.%I for each row execute function app.stamp()', t);
        execute format('grant select, insert on app.%I to tl_app', t);
    end loop;
end
$$;
-- +goose StatementEnd
grant update (revoked_at, version, updated_by, updated_at) on app.feedback_link to tl_app;
grant update (settled_at, version, updated_by, updated_at) on app.feedback to tl_app;
grant delete on app.feedback to tl_app;  -- it may say of a patient what nobody should keep
create policy sec_read on app.feedback_link for select to tl_sec using (true);
grant select on app.feedback_link to tl_sec;

-- A link that is open, for the one who holds its secret. One that there is not, one that has ended and one that was revoked are
-- the same answer.
-- +goose StatementBegin
create function sec.feedback_link_of(pass text, secret bytea, at timestamptz)
returns table (id uuid, org_id uuid, name text, kind text, ods_code text, fictional boolean, shown jsonb, ends timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'feedback_link_of', array[encode(secret, 'hex')]);
    return query select l.id, l.org_id, o.name, o.kind, coalesce(o.ods_code, ''), o.fictional, l.shown, l.ends
                   from app.feedback_link l join app.organisation o on o.id = l.org_id
                  where l.secret_hash = secret and l.revoked_at is null and l.ends > at;
end
$$;
-- +goose StatementEnd
alter function sec.feedback_link_of(text, bytea, timestamptz) owner to tl_sec;
grant execute on function sec.feedback_link_of(text, bytea, timestamptz) to tl_app;
