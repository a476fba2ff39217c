-- +goose Up
-- What an item says of its measures stands in its body, as in a version: one row says all of an item. The instances beside it
-- belong to the measures' definitions.
alter table app.item disable trigger stamp;
alter table app.item no force row level security;
alter table app.measure no force row level security;
alter table app.measure_instance no force row level security;
update app.item i
   set body = i.body || jsonb_build_object('measures', (
           select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', m.name, 'baseline', x.baseline, 'target', x.target,
                      'unit', nullif(x.unit, ''))) order by x.position)
             from app.measure_instance x join app.measure m on m.org_id = x.org_id and m.id = x.measure_id
            where x.org_id = i.org_id and x.item_id = i.id))
 where exists (select from app.measure_instance x where x.org_id = i.org_id and x.item_id = i.id);
alter table app.item force row level security;
alter table app.measure force row level security;
alter table app.measure_instance force row level security;
alter table app.item enable trigger stamp;

-- A change that was meant for a row at one version, and found none, fails with all that comes after it.
-- +goose StatementBegin
create function app.found(rows bigint) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    if rows = 0 then
        raise exception 'no row at this version' using errcode = 'TL412';
    end if;
end
$$;
-- +goose StatementEnd
grant execute on function app.found(bigint) to tl_app;
