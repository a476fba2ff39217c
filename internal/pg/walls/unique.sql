-- Unique keys that do not begin with the owner. The primary key may be the id alone: ids are random. The platform's
-- own tables are written by security functions only, an edition's items are keyed by the edition, and a connection comes
-- into use by an operator's decision only.
select i.indexrelid::regclass::text
  from pg_index i join pg_class c on c.oid = i.indrelid
 where c.relnamespace = 'app'::regnamespace and i.indisunique
   and c.relname not in ('organisation', 'membership')
   and not (i.indisprimary and (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
                                 where a.attrelid = c.oid and a.attnum = any (i.indkey::int2[])) = array['id'])
   and not (i.indisprimary and c.relname = 'edition_item')
   and i.indexrelid::regclass::text <> 'app.connection_live_key'
   and (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]) is distinct from 'org_id'
 order by 1
