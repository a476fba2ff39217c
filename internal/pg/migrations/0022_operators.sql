-- +goose Up
-- One operator does not become two by letting somebody in: who proposes or confirms a repair was given the role by
-- whoever runs the server, or has held it for seven days, in which the other operators can see that they do.
alter table app.assignment
    drop constraint assignment_source_check,
    add constraint assignment_source_check check (source in ('declared', 'platform', 'invitation', 'claim'));

-- +goose StatementBegin
-- Gives a role to the person whom a connection knows by a subject. It is declared when whoever runs the server gives it,
-- and the platform's when an operator does.
create or replace function sec.put_assignment(pass text, id uuid, connection uuid, sub text, org uuid, role text, at timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    person uuid;
begin
    perform sec.check_pass(pass, 'put_assignment', array[connection::text, sub, org::text, role]);
    insert into sec.person (id, connection_id, sub, kind)
    values (put_assignment.id, connection, put_assignment.sub, 'human') on conflict do nothing;
    select p.id into strict person from sec.person p where p.connection_id = connection and p.sub = put_assignment.sub;
    insert into app.assignment (id, org_id, person_id, role, source, since)
    values (gen_random_uuid(), org, person, put_assignment.role,
            case when exists (select from sec.person p where p.id = sec.current_actor() and p.kind = 'human')
                 then 'platform' else 'declared' end, at)
    on conflict do nothing;
    return found;
end
$$;

-- Whether an operator may take part in a repair.
create function sec.is_settled(operator uuid, at timestamptz) returns boolean
language sql stable as $$
    select exists (select from app.assignment a
                    where a.person_id = is_settled.operator and a.role = 'operator' and a.until is null
                      and (a.source = 'declared' or a.since <= at - interval '7 days'))
$$;

-- The repair of an organisation without an administrator: one operator proposes who is to be invited and why, another
-- confirms, and an invitation for one administrator is made. TL403: the operator is a new one. TL409: the organisation
-- has an administrator.
create or replace function sec.propose_repair(id uuid, org uuid, name text, reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
begin
    perform sec.require_operator();
    select * into c from sec.acting();
    if not exists (select from app.organisation o where o.id = org and o.kind <> 'platform') then
        raise exception 'no such organisation' using errcode = 'TL404';
    end if;
    if not sec.is_settled(c.actor, c.at) then
        raise exception 'a new operator' using errcode = 'TL403';
    end if;
    if not sec.is_orphaned(org) then
        raise exception 'it has an administrator' using errcode = 'TL409';
    end if;
    insert into sec.repair (id, org_id, name, reason, proposed_by, proposed_at)
    values (propose_repair.id, propose_repair.org, propose_repair.name, propose_repair.reason, c.actor, c.at);
end
$$;

-- Confirms a repair within a week of its proposal, as another operator who was one for seven days then, and makes the
-- invitation. It answers with the organisation and the role. TL403: whoever acts proposed it, or was not.
create or replace function sec.confirm_repair(id uuid, invitation uuid, secret bytea, ends timestamptz, out org uuid, out role text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    r record;
    c record;
begin
    perform sec.require_operator();
    select * into c from sec.acting();
    select x.*, o.kind into r from sec.repair x join app.organisation o on o.id = x.org_id
     where x.id = confirm_repair.id and x.confirmed_at is null and x.proposed_at > c.at - interval '7 days' for update of x;
    if r is null then
        raise exception 'no such repair' using errcode = 'TL404';
    end if;
    if r.proposed_by = c.actor or not sec.is_settled(c.actor, r.proposed_at) then
        raise exception 'another operator confirms' using errcode = 'TL403';
    end if;
    if not sec.is_orphaned(r.org_id) then
        raise exception 'it has an administrator' using errcode = 'TL409';
    end if;
    org := r.org_id;
    role := case when r.kind = 'system' then 'system_administrator' else 'administrator' end;
    update sec.repair x set confirmed_by = c.actor, confirmed_at = c.at where x.id = confirm_repair.id;
    insert into app.invitation (id, org_id, role, name, secret_hash, repair, created_by, created_at, ends)
    values (invitation, r.org_id, confirm_repair.role, r.name, secret, true, c.actor, c.at, confirm_repair.ends);
end
$$;
-- +goose StatementEnd
alter function sec.is_settled(uuid, timestamptz) owner to tl_sec;
