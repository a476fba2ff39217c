-- +goose Up
-- A flow is used up by whatever names it, an answer that came to another connection's address too: it is answered for
-- its own connection alone, and nobody may try again with it.

-- +goose StatementBegin
create or replace function sec.take_flow(pass text, state_hash bytea, connection uuid)
returns table (browser_hash bytea, nonce text, verifier text, return_to text, ends timestamptz, purpose text, tester bytea, hosts text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'take_flow', array[encode(state_hash, 'hex'), connection::text]);
    return query
        with taken as (delete from sec.flow f where f.state_hash = take_flow.state_hash returning f.*)
        select t.browser_hash, t.nonce, t.verifier, t.return_to, t.ends, t.purpose, t.tester, t.hosts
          from taken t where t.connection_id = connection;
end
$$;
-- +goose StatementEnd
