-- +goose Up
-- +goose StatementBegin
-- What the rules of a connection make of a person's claims: roles are added and, where every claim that could give
-- them was sent, taken away. A claim that is absent (a provider leaves out long lists) changes nothing upwards or
-- downwards, but for a role that the ceiling does not allow any more: no rule keeps it. It answers with what changed,
-- for the record.
create or replace function sec.apply_claims(person uuid, connection uuid, claims jsonb, at timestamptz) returns jsonb
language plpgsql as $$
declare
    c record;
    changes jsonb := '[]';
    r record;
begin
    select * into c from app.connection x where x.id = connection;
    for r in select distinct u.role from app.claim_rule u
              where u.connection_id = connection and u.role = any (c.ceiling) and claims -> u.claim ? u.value
                and not exists (select from app.assignment a where a.org_id = c.org_id and a.person_id = person
                                   and a.role = u.role and a.until is null)
              order by 1 loop
        insert into app.assignment (id, org_id, person_id, role, source, since)
        values (gen_random_uuid(), c.org_id, person, r.role, 'claim', at);
        changes := changes || jsonb_build_object('table', 'app.assignment', 'after', jsonb_build_object('person', person, 'role', r.role, 'source', 'claim'));
    end loop;
    for r in update app.assignment a set until = greatest(at, a.since + interval '1 microsecond')
              where a.org_id = c.org_id and a.person_id = person and a.source = 'claim' and a.until is null
                and not exists (select from app.claim_rule u
                                 where u.connection_id = connection and u.role = a.role and u.role = any (c.ceiling)
                                   and (not claims ? u.claim or claims -> u.claim ? u.value))
            returning a.role loop
        changes := changes || jsonb_build_object('table', 'app.assignment', 'before', jsonb_build_object('person', person, 'role', r.role, 'source', 'claim'));
    end loop;
    return changes;
end
$$;

-- A test sign-in that went well: the draft may be asked to be used, with its endpoints where they were then. The one
-- who tests must still be signed in as an administrator has to be (with a second factor, by a connection in use, for
-- two hours at most), and say who may do what in the organisation of the connection.
create or replace function sec.note_test(pass text, connection uuid, tester bytea, hosts text[], at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
    person uuid;
begin
    perform sec.check_pass(pass, 'note_test', array[connection::text, encode(tester, 'hex')]);
    select * into c from app.connection x where x.id = connection and x.state = 'draft' for update;
    select s.person_id into person from sec.session s join app.connection k on k.id = s.connection_id and k.state = 'live'
     where s.hash = tester and s.ended is null and s.strong
       and least(s.ends, s.seen + sec.idle(), s.began + sec.administrators_day()) > at;
    if c is null or person is null or not sec.holds(person, c.org_id, at, sec.administrator_roles()) then
        raise exception 'no such test' using errcode = 'TL404';
    end if;
    update app.connection x set tested_at = at, hosts = note_test.hosts where x.id = connection;
    perform sec.act_as(split_part(pass, '.', 1), person, c.org_id, (extract(epoch from at) * 1000000)::bigint, 60);
    perform sec.append_audit('testConnection', jsonb_build_object('changes', jsonb_build_array(jsonb_build_object(
        'table', 'app.connection', 'id', connection, 'after', jsonb_build_object('tested_at', at, 'hosts', note_test.hosts))))::text);
    perform set_config('app.ctx', '', true);
end
$$;
-- +goose StatementEnd
