-- Materialised views cannot be walled; other views must run with their reader's rights.
select c.oid::regclass::text
  from pg_class c
 where c.relnamespace in ('app'::regnamespace, 'sec'::regnamespace)
   and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions), false)))
 order by 1
