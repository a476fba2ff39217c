-- Tables of schema app without row-level security, or whose owner is let round it.
select c.oid::regclass::text
  from pg_class c
 where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
   and not (c.relrowsecurity and c.relforcerowsecurity)
 order by 1
