-- +goose Up
-- A rule that is taken away takes what it gave with it, at once: who has a role by claims, and no rule of the connection
-- gives that role any more, has it no more, and the tokens go with a person's last role. Nobody ended it as such: a later
-- rule may give it back.
-- +goose StatementBegin
-- Ends what the rules of a connection give nobody any more. It answers with what changed, for the record. Sign-ins under
-- way have read the rules of before: it waits for them, and those to come wait for it.
create function sec.end_unruled(connection uuid, at timestamptz) returns jsonb
language plpgsql as $$
declare
    changes jsonb := '[]';
    people uuid[] := '{}';
    owner uuid;
    r record;
begin
    select x.org_id into owner from app.connection x where x.id = connection for no key update;
    for r in update app.assignment a set until = greatest(at, a.since + interval '1 microsecond')
               from sec.person p
              where p.id = a.person_id and p.connection_id = connection and a.org_id = owner and a.source = 'claim' and a.until is null
                and not exists (select from app.claim_rule u where u.connection_id = connection and u.role = a.role)
            returning a.id, a.person_id, a.role loop
        people := people || r.person_id;
        changes := changes || jsonb_build_object('table', 'app.assignment', 'id', r.id,
            'before', jsonb_build_object('person', r.person_id, 'role', r.role, 'source', 'claim'));
    end loop;
    for r in select t.id from (select distinct unnest(people) as person) as gone, unnest(sec.end_tokens(gone.person, owner, at)) as t (id) loop
        changes := changes || jsonb_build_object('table', 'app.token', 'id', r.id, 'after', jsonb_build_object('revoked', at));
    end loop;
    return changes;
end
$$;

-- What an administrator who has changed the rules of a connection of theirs ends by it.
create function sec.follow_rules(connection uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
begin
    select * into c from sec.acting();
    if not sec.administers() or not exists (select from app.connection x where x.id = connection and x.org_id = c.org) then
        raise exception 'not theirs' using errcode = 'TL404';
    end if;
    return sec.end_unruled(connection, c.at);
end
$$;

-- Replaces the rules of a connection. It answers with what ended by it, for the record; null when nothing changed.
drop function sec.put_rules(text, uuid, jsonb);
create function sec.put_rules(pass text, connection uuid, rules jsonb, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
    gone integer;
begin
    perform sec.check_pass(pass, 'put_rules', array[connection::text]);
    delete from app.claim_rule r where r.connection_id = connection and (r.claim, r.value, r.role) not in
        (select x.claim, x.value, x.role from jsonb_to_recordset(rules) as x (claim text, value text, role text));
    get diagnostics gone = row_count;
    insert into app.claim_rule (org_id, connection_id, claim, value, role)
    select c.org_id, c.id, x.claim, x.value, x.role
      from app.connection c, jsonb_to_recordset(rules) as x (claim text, value text, role text)
     where c.id = connection
    on conflict do nothing;
    get diagnostics touched = row_count;
    if touched + gone = 0 then
        return null;
    end if;
    return sec.end_unruled(connection, at);
end
$$;
-- +goose StatementEnd
alter function sec.end_unruled(uuid, timestamptz) owner to tl_sec;
alter function sec.follow_rules(uuid) owner to tl_sec;
alter function sec.put_rules(text, uuid, jsonb, timestamptz) owner to tl_sec;
grant execute on function sec.follow_rules(uuid), sec.put_rules(text, uuid, jsonb, timestamptz) to tl_app;
