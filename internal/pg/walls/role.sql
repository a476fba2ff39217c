-- What the app's role must not be or have.
select 'tl_app is ' || trait
  from pg_roles r, lateral (values ('superuser', r.rolsuper), ('let round row-level security', r.rolbypassrls),
                                   ('able to make roles', r.rolcreaterole), ('able to make databases', r.rolcreatedb),
                                   ('able to replicate', r.rolreplication)) as t (trait, has)
 where r.rolname = 'tl_app' and has
union all
select 'tl_app is missing' where not exists (select from pg_roles where rolname = 'tl_app')
union all
select 'tl_app is a member of ' || r.rolname
  from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
 where u.rolname = 'tl_app'
union all
select 'tl_app owns ' || c.oid::regclass::text
  from pg_class c where c.relowner = (select oid from pg_roles where rolname = 'tl_app')
union all
select 'tl_app may create in schema ' || n.nspname
  from pg_namespace n
 where n.nspname in ('app', 'sec', 'ext', 'river', 'migration', 'public')
   and exists (select from pg_roles where rolname = 'tl_app') and has_schema_privilege('tl_app', n.oid, 'create')
union all
select 'tl_app may use ' || c.oid::regclass::text
  from pg_class c
 where c.relnamespace = 'sec'::regnamespace and c.relkind in ('r', 'p', 'v')
   and exists (select from pg_roles where rolname = 'tl_app')
   and has_table_privilege('tl_app', c.oid, 'select, insert, update, delete, truncate, references, trigger')
union all
select 'tl_app may change the record in ' || c.oid::regclass::text
  from pg_class c
 where c.oid in ('app.audit'::regclass, 'app.edition_item'::regclass, 'app.claim'::regclass, 'app.wording'::regclass, 'app.reply'::regclass)
   and exists (select from pg_roles where rolname = 'tl_app')
   and has_table_privilege('tl_app', c.oid, 'update, delete, truncate')
 order by 1
