-- +goose Up
-- An organisation that left a system and came back has several memberships there. What is said of one of them is said
-- of the first that has a day in common with the days that are said, and of no other.
-- +goose StatementBegin
create or replace function sec.put_membership(pass text, system uuid, org uuid, code text, kind text, since date, until date)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    one uuid;
    touched integer;
begin
    perform sec.check_pass(pass, 'put_membership', array[system::text, org::text, code, kind, since::text, coalesce(until::text, '')]);
    select m.id into one from app.membership m
     where m.system_id = system and m.org_id = org
       and daterange(m.since, m.until) && daterange(put_membership.since, put_membership.until)
     order by m.since limit 1;
    if one is null then
        insert into app.membership (id, system_id, org_id, code, kind, since, until)
        values (gen_random_uuid(), system, org, put_membership.code, put_membership.kind, put_membership.since, put_membership.until);
        touched := 1;
    else
        update app.membership m
           set code = put_membership.code, kind = put_membership.kind, until = coalesce(put_membership.until, m.until)
         where m.id = one
           and (m.code, m.kind, m.until) is distinct from
               (put_membership.code, put_membership.kind, coalesce(put_membership.until, m.until));
        get diagnostics touched = row_count;
    end if;
    insert into app.channel (id, org_id, kind, ref) values (gen_random_uuid(), system, 'pair', org) on conflict do nothing;
    return touched > 0;
end
$$;
-- +goose StatementEnd
