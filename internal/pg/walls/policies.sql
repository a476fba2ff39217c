-- Tables that tl_app may use without a policy for it, and permissive policies of tl_app that do not ask who acts.
-- Columns that say where a row is opened to are compared with what the security functions resolve for the actor.
with policy as (
    select p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles,
           pg_get_expr(p.polqual, p.polrelid) as reads, pg_get_expr(p.polwithcheck, p.polrelid) as writes
      from pg_policy p join pg_class c on c.oid = p.polrelid
     where c.relnamespace = 'app'::regnamespace
)
select c.oid::regclass::text || ' has no policy for tl_app'
  from pg_class c
 where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
   and not exists (select from policy p where p.polrelid = c.oid and p.polpermissive
                      and 'tl_app'::regrole::oid = any (p.polroles))
union all
select polrelid::regclass::text || ' policy ' || polname || ' is open to every role'
  from policy where polpermissive and 0 = any (polroles)
union all
select polrelid::regclass::text || ' policy ' || polname || ' reads without asking who acts'
  from policy
 where polpermissive and 'tl_app'::regrole::oid = any (polroles) and polcmd <> 'a'
   and (reads is null or reads !~ 'SELECT sec\.(current_org|channels|released|joint)\(\)')
union all
select polrelid::regclass::text || ' policy ' || polname || ' writes without asking who acts'
  from policy
 where polpermissive and 'tl_app'::regrole::oid = any (polroles) and polcmd in ('a', 'w', '*')
   and (writes is null or writes !~ 'org_id = \( SELECT sec\.current_org\(\)')
union all
select polrelid::regclass::text || ' policy ' || polname || ' lets ' || r.rolname || ' through'
  from policy p, unnest(p.polroles) role_id join pg_roles r on r.oid = role_id
 where p.polpermissive and r.rolname not in ('tl_app', 'tl_sec')
 order by 1
