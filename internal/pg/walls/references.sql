-- Keys from one tenant table to another that do not carry the owner on both sides. Two kinds are lawful: to the
-- platform's tables, and to an immutable edition item from a table with the restrictive policies sees and sees_changed.
select k.conrelid::regclass::text || ' ' || k.conname
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_class f on f.oid = k.confrelid
 where k.contype = 'f' and c.relnamespace = 'app'::regnamespace and f.relnamespace = 'app'::regnamespace
   and f.relname not in ('organisation', 'channel')
   and not (exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id' and a.attnum = k.conkey[1])
        and exists (select from pg_attribute a where a.attrelid = f.oid and a.attname = 'org_id' and a.attnum = k.confkey[1]))
   and not (f.relname = 'edition_item'
        and 2 = (select count(*) from pg_policy p where p.polrelid = c.oid and not p.polpermissive
                    and p.polname in ('sees', 'sees_changed')
                    and pg_get_expr(p.polwithcheck, p.polrelid) ~ 'app\.edition_item'
                    and pg_get_expr(p.polwithcheck, p.polrelid) ~ 'target_edition_id'))
 order by 1
