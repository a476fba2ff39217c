-- +goose Up
-- An organisation ends what it has released wherever that was, also to a system whose channels it knows no more because it has
-- left it or is a partner there: otherwise what it takes back would be read again on the day it returned.
-- +goose StatementBegin
create function sec.end_releases(editions uuid[])
returns table (edition uuid, channel uuid, owner uuid, kind text)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update app.release r set until = greatest(r.since, c.at)
      from sec.acting() c, app.channel ch
     where r.org_id = c.org and r.edition_id = any (editions) and r.until is null and ch.id = r.channel_id
    returning r.edition_id, r.channel_id, ch.org_id, ch.kind
$$;
-- +goose StatementEnd
alter function sec.end_releases(uuid[]) owner to tl_sec;
grant execute on function sec.end_releases(uuid[]) to tl_app;
grant update (until) on app.release to tl_sec;
create policy sec_end on app.release for update to tl_sec using (true) with check (true);
