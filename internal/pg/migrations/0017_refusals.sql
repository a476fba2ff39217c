-- +goose Up
-- Whoever is refused over and over fills the server's log and not the database: of one kind of refusal, from one person
-- by one connection, at most sixty a minute are kept.
create index event_refusals on sec.event (kind, connection_id, person_id, at) where kind in ('denied', 'sign-in-refused');
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
             where e.kind = note_event.kind and e.kind in ('denied', 'sign-in-refused')
               and e.connection_id is not distinct from connection and e.person_id is not distinct from person
               and e.at > note_event.at - interval '1 minute'
             limit kept) as lately) >= kept then
        return;
    end if;
    insert into sec.event (at, kind, person_id, connection_id, org_id, failed, request_id, address)
    values (at, note_event.kind, person, connection, org, note_event.failed, note_event.request_id, note_event.address);
end
$$;
-- +goose StatementEnd
