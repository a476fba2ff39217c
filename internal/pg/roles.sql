-- The roles of a Throughline database. Run once by an administrator, before the first migration: roles belong to
-- the whole server, so no migration may make them. Running it again changes nothing.
--
--   tl_owner    owns every table; nobody signs in as it
--   tl_sec      what the security functions run as; nobody signs in as it
--   tl_migrate  signs in to migrate and may become tl_owner
--   tl_app      signs in to serve; owns nothing and cannot get round row-level security
do $$
begin
    if not exists (select from pg_roles where rolname = 'tl_owner') then
        create role tl_owner nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'tl_sec') then
        create role tl_sec nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'tl_migrate') then
        create role tl_migrate login noinherit;
    end if;
    if not exists (select from pg_roles where rolname = 'tl_app') then
        create role tl_app login noinherit;
    end if;
    execute format('grant create, connect, temporary on database %I to tl_owner', current_database());
    execute format('grant connect on database %I to tl_migrate, tl_app', current_database());
    execute format('revoke temporary on database %I from public', current_database());
end
$$;
grant tl_owner to tl_migrate;
grant tl_sec to tl_owner;
revoke create on schema public from public;
