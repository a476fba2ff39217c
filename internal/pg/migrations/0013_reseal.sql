-- +goose Up
-- A secret that is sealed again stands in the record of its organisation, done by its machine: that it was, and by no
-- word of the secret.
drop function sec.reseal(text, uuid, bytea, bytea);
-- +goose StatementBegin
create function sec.reseal(pass text, id uuid, was bytea, becomes bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    org uuid;
    machine uuid;
begin
    perform sec.check_pass(pass, 'reseal', array[id::text, encode(becomes, 'hex')]);
    update app.connection c set secret_sealed = becomes where c.id = reseal.id and c.secret_sealed = was returning c.org_id into org;
    if org is null then
        return false;
    end if;
    select p.id into machine from sec.person p where p.connection_id is null and p.sub = org::text;
    perform sec.act_as(split_part(pass, '.', 1), machine, org, (extract(epoch from at) * 1000000)::bigint, 60);
    perform sec.append_audit('resealSecret', jsonb_build_object('changes', jsonb_build_array(jsonb_build_object(
        'table', 'app.connection', 'id', reseal.id)))::text);
    perform set_config('app.ctx', '', true);
    return true;
end
$$;
-- +goose StatementEnd
alter function sec.reseal(text, uuid, bytea, bytea, timestamptz) owner to tl_sec;
grant execute on function sec.reseal(text, uuid, bytea, bytea, timestamptz) to tl_app;
