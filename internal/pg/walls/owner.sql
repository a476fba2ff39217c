-- Tables of schema app without a mandatory org_id that names an organisation. An organisation is its own owner, and an entry
-- of a record names the record's head, which names the organisation.
select c.oid::regclass::text
  from pg_class c
 where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'organisation'
   and not exists (select from pg_attribute a join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
                           and k.confrelid = any (array['app.organisation', 'sec.audit_head']::regclass[]) and k.conkey = array[a.attnum]
                    where a.attrelid = c.oid and a.attname = 'org_id' and a.attnotnull and a.atttypid = 'uuid'::regtype)
 order by 1
