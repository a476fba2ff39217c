-- +goose Up
-- Where a system has an embeddings endpoint say what released texts mean: only once its lead has agreed to what is sent.
-- Members see that it is so and where their texts go; the key and the vectors are the system's alone.
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
grant select, insert, update on app.meaning_setting to tl_app;
grant select, insert, update, delete on app.meaning_key to tl_app;
grant select, insert, delete on app.meaning_vector to tl_app;
grant select, update on app.meaning_key to tl_sec;
-- +goose StatementBegin
do $$
declare t text;
begin
    foreach t in array array['meaning_setting', 'meaning_key', 'meaning_vector'] loop
        execute format('alter table app.%I enable row level security', t);
        execute format('alter table app.%I force row level security', t);
    end loop;
    foreach t in array array['meaning_key', 'meaning_vector'] loop
        execute format('create policy own on app.%I to tl_app
            using (org_id = (select sec.current_org())) with check (org_id = (select sec.current_org()))', t);
    end loop;
end
$$;
-- +goose StatementEnd
create policy sec_all on app.meaning_key to tl_sec using (true) with check (true);
create policy own on app.meaning_setting to tl_app using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and channel_id = any ((select sec.postable())::uuid[]));
create policy opened on app.meaning_setting for select to tl_app
    using (channel_id = any ((select sec.channels())::uuid[]) and org_id = any ((select sec.sharing())::uuid[])
           and open_from <= (select sec.current_at()));

-- A new sealing key seals these keys again too. What is sealed bears the name of its field; of a system's key the row is
-- the system itself.
drop function sec.sealed(text);
-- +goose StatementBegin
create function sec.sealed(pass text) returns table (id uuid, org_id uuid, field text, sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'sealed', '{}');
    return query
        select c.id, c.org_id, 'client_secret', c.secret_sealed from app.connection c where c.secret_sealed is not null
        union all
        select k.org_id, k.org_id, 'embeddings_key', k.sealed from app.meaning_key k
         order by 1;
end
$$;
-- +goose StatementEnd
-- +goose StatementBegin
create or replace function sec.reseal(pass text, id uuid, was bytea, becomes bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    org uuid;
    machine uuid;
    held text := 'app.connection';
begin
    perform sec.check_pass(pass, 'reseal', array[id::text, encode(becomes, 'hex')]);
    update app.connection c set secret_sealed = becomes where c.id = reseal.id and c.secret_sealed = was returning c.org_id into org;
    if org is null then
        held := 'app.meaning_key';
        update app.meaning_key k set sealed = becomes where k.org_id = reseal.id and k.sealed = was returning k.org_id into org;
    end if;
    if org is null then
        return false;
    end if;
    select p.id into machine from sec.person p where p.connection_id is null and p.sub = org::text;
    perform sec.act_as(split_part(pass, '.', 1), machine, org, (extract(epoch from at) * 1000000)::bigint, 60);
    perform sec.append_audit('resealSecret', jsonb_build_object('changes', jsonb_build_array(jsonb_build_object(
        'table', held, 'id', reseal.id)))::text);
    perform set_config('app.ctx', '', true);
    return true;
end
$$;
-- +goose StatementEnd
alter function sec.sealed(text) owner to tl_sec;
grant execute on function sec.sealed(text) to tl_app;
