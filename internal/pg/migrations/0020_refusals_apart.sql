-- +goose Up
-- Of refusals by one check or for want of one permission, from one person by one connection in one organisation, at most
-- sixty a minute are kept. Those of another check are counted by themselves: what anybody can be refused for without an
-- account must not keep what matters out of the list.
drop index sec.event_refusals;
create index event_refusals on sec.event (kind, failed, connection_id, person_id, at) where kind in ('denied', 'sign-in-refused');
-- +goose StatementBegin
create or replace function sec.note_event(pass text, at timestamptz, kind text, person uuid, connection uuid, org uuid,
                                          failed text, request_id text, address text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    kept constant integer := 60;
begin
    perform sec.check_pass(pass, 'note_event', array[kind, failed, request_id]);
    if (select count(*) from (
            select from sec.event e
             where e.kind = note_event.kind and e.kind in ('denied', 'sign-in-refused') and e.failed = note_event.failed
               and e.connection_id is not distinct from connection and e.person_id is not distinct from person
               and e.org_id is not distinct from org
               and e.at > note_event.at - interval '1 minute'
             limit kept) as lately) >= kept then
        return;
    end if;
    insert into sec.event (at, kind, person_id, connection_id, org_id, failed, request_id, address)
    values (at, note_event.kind, person, connection, org, note_event.failed, note_event.request_id, note_event.address);
end
$$;
-- +goose StatementEnd
