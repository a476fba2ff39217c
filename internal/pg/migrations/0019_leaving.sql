-- +goose Up
-- What an organisation has opened to a system is read there while it belongs to it, and not a day longer.
-- +goose StatementBegin
create or replace function sec.released() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select array(select r.edition_id from app.release r join app.channel ch on ch.id = r.channel_id
                  where r.channel_id in (select sec.channels_of(c.org, c.day))
                    and r.since <= c.at and (r.until is null or r.until > c.at)
                    and (r.org_id = ch.org_id
                         or exists (select from app.membership m
                                     where m.system_id = ch.org_id and m.org_id = r.org_id
                                       and m.since <= c.day and (m.until is null or m.until > c.day))))
      from sec.acting() c
$$;

-- Whose rows the acting organisation reads where they are opened to it: its own, those of the systems that it is or
-- belongs to, and of those who belong to them today.
create function sec.sharing() returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with c as materialized (select org, day from sec.acting()),
    today as materialized (select m.system_id, m.org_id from app.membership m, c where m.since <= c.day and (m.until is null or m.until > c.day)),
    systems as materialized (select org as id from c union select t.system_id from today t join c on c.org = t.org_id)
    select coalesce(array_agg(id), '{}') from (
        select id from systems
        union select t.org_id from today t join systems s on s.id = t.system_id
    ) as ids
$$;

do $$
declare
    t text;
begin
    foreach t in array array['desk_setting', 'suggestion', 'claim', 'cell', 'placement', 'finding', 'statement'] loop
        execute format('alter policy opened on app.%I using (channel_id = any ((select sec.channels())::uuid[])
                        and org_id = any ((select sec.sharing())::uuid[]) and open_from <= (select sec.current_at()))', t);
    end loop;
end
$$;
-- +goose StatementEnd
alter function sec.sharing() owner to tl_sec;
grant execute on function sec.sharing() to tl_app;
