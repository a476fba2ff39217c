-- +goose Up
-- What a system says of how its members' strategies are lined up with it, and what a member says of its decisions.
create table app.desk_setting (
    org_id           uuid primary key references app.organisation (id),
    channel_id       uuid not null references app.channel (id),  -- members
    open_from        timestamptz not null,
    trust_first_days integer not null check (trust_first_days between 0 and 30),  -- England's working days for members alone
    earlier          jsonb not null default '[]',  -- [{"days": 10, "until": "2026-11-23T00:00:00Z"}], for the windows that ran then
    version          integer not null default 1
);

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

-- A system's own capabilities: added to those that the program brings, or in the place of one with the same code. JSON as
-- alignment/setting writes it, checked there. Members read them: they say why an objective is linked as it is.
create table app.capability (
    id         uuid primary key,
    org_id     uuid not null references app.organisation (id),
    code       text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 64),
    contents   jsonb not null,
    channel_id uuid not null references app.channel (id),  -- members
    open_from  timestamptz not null,
    version    integer not null, created_by uuid not null, created_at timestamptz not null,
    updated_by uuid not null, updated_at timestamptz not null,
    unique (org_id, id), unique (org_id, code)
);
create trigger stamp before insert or update on app.capability for each row execute function app.stamp();

-- Where a system has an embeddings endpoint say what released texts mean: only once its lead has agreed to what is sent. Members
-- see that it is so and where their texts go; the key and the vectors are the system's alone.
create table app.meaning_setting (
    org_id     uuid primary key references app.organisation (id),
    is_on      boolean not null,
    endpoint   text not null check (length(endpoint) <= 500),
    model      text not null check (length(model) <= 200),
    consent    text not null,  -- the words that were agreed to
    agreed_by  uuid not null default sec.current_actor(),
    agreed_at  timestamptz not null default sec.current_at(),
    trouble    text not null default '',  -- why the last line-up went without, in a sentence
    tried_at   timestamptz,               -- when the endpoint was asked last
    version    integer not null default 1,
    channel_id uuid not null references app.channel (id),  -- members
    open_from  timestamptz not null
);

create table app.meaning_key (
    org_id uuid primary key references app.organisation (id),
    sealed bytea not null
);

create table app.meaning_vector (
    org_id   uuid not null references app.organisation (id),
    model    text not null,
    text_key text not null,   -- SHA-256 of the text, hexadecimal
    vector   bytea not null,  -- 32-bit floats, the lowest byte first
    primary key (org_id, model, text_key)
);

grant select, insert, update on app.desk_setting, app.decision_sharing, app.meaning_setting to tl_app;
grant select, insert, update, delete on app.capability, app.meaning_key to tl_app;
grant select, insert, delete on app.meaning_vector to tl_app;
grant select, update on app.meaning_key to tl_sec;

-- +goose StatementBegin
do $$
declare
    t text;
begin
    foreach t in array array['desk_setting', 'decision_sharing', 'capability', 'meaning_setting', 'meaning_key', 'meaning_vector'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
    end loop;
    foreach t in array array['meaning_key', 'meaning_vector'] loop
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org()))', t);
    end loop;
    foreach t in array array['desk_setting', 'decision_sharing', 'capability', 'meaning_setting'] loop
        execute format('create policy own on app.%I to tl_app using (org_id = (select sec.current_org()))
                        with check (org_id = (select sec.current_org())
                                    and channel_id = any ((select sec.postable())::uuid[]))', t);
        execute format('create policy opened on app.%I for select to tl_app
                        using (channel_id = any ((select sec.channels())::uuid[])
                               and org_id = any ((select sec.sharing())::uuid[]) and open_from <= (select sec.current_at()))', t);
    end loop;
end
$$;
-- +goose StatementEnd
create policy sec_all on app.meaning_key to tl_sec using (true) with check (true);
