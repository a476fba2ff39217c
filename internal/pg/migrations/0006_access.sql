-- +goose Up
-- How people come by a role and lose it, and their tokens for other programs: invitations, the waiting room, and the repair of an
-- organisation that has no administrator. Nobody comes by a role by what they did themselves, nor gets one that they could not use.
create table app.invitation (
    id           uuid primary key,
    org_id       uuid not null references app.organisation (id),
    role         text not null check (role in ('operator', 'system_lead', 'system_analyst', 'system_administrator', 'cdo', 'editor',
                     'viewer', 'administrator', 'partner_contributor', 'partner_viewer')),
    name         text not null check (name <> '' and length(name) <= 200),  -- who is meant; it proves nothing
    secret_hash  bytea not null check (octet_length(secret_hash) = 32),
    repair       boolean not null default false,  -- made by two operators for an organisation without an administrator
    created_by   uuid not null default sec.current_actor(),
    created_at   timestamptz not null default sec.current_at(),
    ends         timestamptz not null,
    accepted_by  uuid references sec.person (id),
    accepted_at  timestamptz,
    withdrawn_at timestamptz,
    version      integer not null default 1,
    unique (org_id, id),
    check (num_nonnulls(accepted_at, withdrawn_at) < 2),
    check (num_nonnulls(accepted_by, accepted_at) <> 1)
);
create index invitation_secret_hash_idx on app.invitation (secret_hash);

-- A token ends with the use of its owner's connection, as a session does: it does not come back when the connection is put into
-- use again. Both bear a number, so that no server's clock decides.
create table app.token (
    id          uuid primary key,
    org_id      uuid not null references app.organisation (id),
    person_id   uuid not null references sec.person (id),  -- whose rights it has, as they are when it is used
    name        text not null check (name <> '' and length(name) <= 100),
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    scopes      text[] not null check (cardinality(scopes) > 0 and scopes <@ array['read', 'write']),
    created_at  timestamptz not null default sec.current_at(),
    ends        timestamptz not null,
    revoked_at  timestamptz,
    period      integer not null default 0,  -- of its owner's connection when it was made
    version     integer not null default 1,
    unique (org_id, id)
);
create index token_secret_hash_idx on app.token (secret_hash);

create table sec.token_use (token_id uuid primary key references app.token (id), seen timestamptz not null);

create table sec.repair (
    id           uuid primary key,
    org_id       uuid not null references app.organisation (id),
    name         text not null check (name <> '' and length(name) <= 200),
    reason       text not null check (reason <> '' and length(reason) <= 1000),
    proposed_by  uuid not null references sec.person (id),
    proposed_at  timestamptz not null,
    confirmed_by uuid references sec.person (id),
    confirmed_at timestamptz,
    check (proposed_by is distinct from confirmed_by)
);

grant select, insert on app.invitation, app.token to tl_app;
grant update (withdrawn_at) on app.invitation to tl_app;
grant update (revoked_at) on app.token to tl_app;
grant select, insert, update on app.invitation, sec.token_use, sec.repair to tl_sec;
grant select, update on app.token to tl_sec;

-- +goose StatementBegin
set local role tl_sec;

-- The people who hold a role in the acting organisation now, one row for each role.
create function sec.people()
returns table (assignment uuid, person uuid, subject text, name text, email text, connection text, ours boolean, role text, source text,
               since timestamptz, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select a.id, p.id, p.sub, p.name, p.email, k.name, k.org_id = c.org, a.role, a.source, a.since,
           (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and a.until is null
      join sec.person p on p.id = a.person_id and p.kind = 'human'
      join app.connection k on k.id = p.connection_id
     order by p.name, p.sub, p.id, a.role
$$;

-- Who holds a role in the acting organisation that reads its strategy, and may be asked to review: not who only administers. Who has
-- not signed in yet has no name: they are told apart by what their organisation's way of signing in calls them.
create function sec.colleagues() returns table (person uuid, name text, subject text, roles text[])
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.name, case when p.name = '' then p.sub else '' end, array_agg(distinct a.role order by a.role)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and a.until is null and a.role <> all (sec.administrator_roles())
      join sec.person p on p.id = a.person_id and p.kind = 'human'
     group by p.id, p.name, p.sub
     order by p.name = '', p.name, p.sub, p.id
$$;

-- The waiting room: people who came by a connection of the acting organisation and hold no role in it.
create function sec.waiting() returns table (person uuid, subject text, name text, email text, connection text, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.sub, p.name, p.email, k.name, (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.connection k on k.org_id = c.org
      join app.organisation o on o.id = c.org and o.kind <> 'platform'  -- a shared connection's people wait for nobody
      join sec.person p on p.connection_id = k.id
     where not exists (select from app.assignment a where a.org_id = c.org and a.person_id = p.id and a.since <= c.at and a.until is null)
     order by p.name, p.sub, p.id
$$;

-- Names for the ids in the record of the acting organisation: its own people's; others are said by what they are.
create function sec.names(ids uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id,
           case when p.kind = 'machine' then 'Throughline'
                when k.org_id = c.org or exists (select from app.assignment a where a.person_id = p.id and a.org_id = c.org) then p.name
                when exists (select from app.assignment a where a.person_id = p.id and a.role = 'operator') then 'A platform operator'
                else 'Somebody of another organisation' end
      from sec.acting() c, sec.person p left join app.connection k on k.id = p.connection_id
     where c.org is not null and p.id = any (ids)
$$;

-- Gives a person a role in the acting organisation. An administrator may, to somebody else who is known here: in the
-- waiting room, or holding a role. TL403: it may not be given by whoever acts; TL404: nobody of that id is known here;
-- TL422: they could not use it, for it asks for a second factor and they come without one.
create function sec.put_role(person uuid, role text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
    made uuid := gen_random_uuid();
begin
    select a.*, o.kind into c from sec.acting() a join app.organisation o on o.id = a.org;
    if not sec.administers() or c.actor = person or not put_role.role = any (sec.roles_of(c.kind)) then
        raise exception 'may not be given' using errcode = 'TL403';
    end if;
    if not exists (select from sec.waiting() w where w.person = put_role.person)
       and not exists (select from sec.people() p where p.person = put_role.person) then
        raise exception 'not known here' using errcode = 'TL404';
    end if;
    if put_role.role = any (sec.strong_roles()) and not sec.can_be_strong(put_role.person) then
        raise exception 'no second factor' using errcode = 'TL422';
    end if;
    insert into app.assignment (id, org_id, person_id, role, source, since)
    values (made, c.org, put_role.person, put_role.role, 'platform', c.at);
    return made;
end
$$;

-- Ends a role in the acting organisation: an administrator may end anybody's, and everybody their own. The last administrator's
-- stays (TL409); of two administrators who leave at once one is asked to try again (55P03).
create function sec.end_role(assignment uuid, out person uuid, out role text, out tokens uuid[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
begin
    select * into c from sec.acting();
    select a.person_id, a.role into person, role from app.assignment a
     where a.id = end_role.assignment and a.org_id = c.org and a.until is null and a.role <> 'machine';
    if person is null then
        raise exception 'no such role' using errcode = 'TL404';
    end if;
    if person <> c.actor and not sec.administers() then
        raise exception 'may not be taken' using errcode = 'TL403';
    end if;
    if role = any (sec.administrator_roles()) then
        if not pg_try_advisory_xact_lock(hashtextextended('administrators of ' || c.org, 0)) then
            raise exception 'an administrator of it is ending now' using errcode = '55P03';
        end if;
        if not exists (select from app.assignment a
                        where a.org_id = c.org and a.role = any (sec.administrator_roles()) and a.until is null
                          and a.person_id <> end_role.person and sec.can_be_strong(a.person_id)) then
            raise exception 'the last administrator' using errcode = 'TL409';
        end if;
    end if;
    update app.assignment a set until = greatest(c.at, a.since + interval '1 microsecond'), ended_by = c.actor
     where a.id = end_role.assignment and a.until is null;
    if not found then
        raise exception 'no such role' using errcode = 'TL404';
    end if;
    tokens := sec.end_tokens(person, c.org, c.at);
end
$$;

-- Revokes the tokens that a person has in an organisation where they hold no role any more, and says which they were.
create function sec.end_tokens(person uuid, org uuid, at timestamptz) returns uuid[]
language plpgsql as $$
declare
    ended uuid[];
begin
    with gone as (
        update app.token t set revoked_at = at
         where t.org_id = org and t.person_id = end_tokens.person and t.revoked_at is null
           and not exists (select from app.assignment a where a.org_id = org and a.person_id = end_tokens.person and a.until is null)
        returning t.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    return ended;
end
$$;

-- A token says in which use of its owner's connection it was made.
create function sec.stamp_token() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.period := coalesce((select c.period from sec.person p join app.connection c on c.id = p.connection_id where p.id = new.person_id), 0);
    return new;
end
$$;

-- Notes when a token was used.
create function sec.touch_token(pass text, hash bytea, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'touch_token', array[encode(hash, 'hex')]);
    insert into sec.token_use as u (token_id, seen) select x.id, at from app.token x where x.secret_hash = hash
    on conflict (token_id) do update set seen = excluded.seen where u.seen < excluded.seen;
end
$$;

-- When each token of the acting organisation was used last, whose it is, and whether its connection's use has ended since.
create function sec.token_uses() returns table (token_id uuid, person_name text, seen timestamptz, stopped boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select x.id, p.name, u.seen, k.state <> 'live' or k.period <> x.period
      from sec.acting() c join app.token x on x.org_id = c.org
      join sec.person p on p.id = x.person_id join app.connection k on k.id = p.connection_id
      left join sec.token_use u on u.token_id = x.id
$$;

-- Whether an organisation has nobody left who can say who may do what: no administrator who could sign in as one now.
create function sec.is_orphaned(org uuid) returns boolean
language sql stable as $$
    select not exists (select from app.assignment a
                        where a.org_id = is_orphaned.org and a.role = any (sec.administrator_roles()) and a.until is null
                          and sec.can_be_strong(a.person_id))
$$;

-- Whether an invitation may be accepted still: whoever made it says who may do what, or the organisation that it is to
-- repair has nobody yet.
create function sec.stands(i app.invitation, at timestamptz) returns boolean
language sql stable as $$
    select i.accepted_at is null and i.withdrawn_at is null and i.ends > at
       and case when i.repair then sec.is_orphaned(i.org_id)
                else sec.holds(i.created_by, i.org_id, at, sec.administrator_roles() || array['machine']) end
$$;

-- An invitation that may be accepted still, for the one who holds its secret.
create function sec.invitation_of(pass text, secret bytea, at timestamptz)
returns table (org_name text, kind text, role text, name text, ends timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'invitation_of', array[encode(secret, 'hex')]);
    return query select o.name, o.kind, i.role, i.name, i.ends from app.invitation i join app.organisation o on o.id = i.org_id
                  where i.secret_hash = secret and sec.stands(i, at);
end
$$;

-- Accepts an invitation, once, as the person whose session is given, which goes on under a fresh secret. Whoever made it must still
-- say who may do what. TL403: it is not for whoever accepts it.
create function sec.accept_invitation(pass text, secret bytea, hash bytea, fresh bytea, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    i app.invitation;
    s record;
begin
    perform sec.check_pass(pass, 'accept_invitation', array[encode(secret, 'hex'), encode(hash, 'hex'), encode(fresh, 'hex')]);
    select x.person_id, x.strong into s from sec.session x join app.connection c on c.id = x.connection_id
     where x.hash = accept_invitation.hash and x.ended is null and c.state = 'live' and least(x.ends, x.seen + sec.idle()) > at
       for update of x for share of c;
    if s is null then
        raise exception 'no session' using errcode = 'TL401';
    end if;
    select * into i from app.invitation x where x.secret_hash = secret for update;
    perform from app.organisation o where o.id = i.org_id and i.repair for no key update;
    perform from app.assignment a where a.org_id = i.org_id and a.person_id = i.created_by and a.until is null for share;
    if not coalesce(sec.stands(i, at), false) then
        raise exception 'no such invitation' using errcode = 'TL404';
    end if;
    if i.created_by = s.person_id
       or i.repair and exists (select from app.assignment a where a.person_id = s.person_id and a.role = 'operator' and a.until is null)
       or i.role = any (sec.strong_roles()) and not s.strong then
        raise exception 'not for whoever accepts it' using errcode = 'TL403';
    end if;
    perform sec.act_as(split_part(pass, '.', 1), s.person_id, i.org_id, (extract(epoch from at) * 1000000)::bigint, 60);
    update app.invitation x set accepted_by = s.person_id, accepted_at = at where x.id = i.id;
    insert into app.assignment (id, org_id, person_id, role, source, since)
    values (gen_random_uuid(), i.org_id, s.person_id, i.role, 'invitation', at);
    update sec.session x set hash = fresh where x.hash = accept_invitation.hash;
    perform sec.append_audit('acceptInvitation', jsonb_build_object('changes', jsonb_build_array(
        jsonb_build_object('table', 'app.invitation', 'id', i.id, 'after', jsonb_build_object('accepted_by', s.person_id)),
        jsonb_build_object('table', 'app.assignment', 'after', jsonb_build_object('person', s.person_id, 'role', i.role))))::text);
    perform set_config('app.ctx', '', true);
    return i.org_id;
end
$$;

-- Whether an operator may take part in a repair: whoever runs the server gave them the role, or they have held it for seven days,
-- in which the other operators can see that they do. So one operator does not become two by letting somebody in.
create function sec.is_settled(operator uuid, at timestamptz) returns boolean
language sql stable as $$
    select exists (select from app.assignment a
                    where a.person_id = is_settled.operator and a.role = 'operator' and a.until is null
                      and (a.source = 'declared' or a.since <= at - interval '7 days'))
$$;

-- The repair of an organisation without an administrator: one operator proposes who is to be invited and why, another
-- confirms, and an invitation for one administrator is made. TL403: the operator is a new one. TL409: the organisation
-- has an administrator.
create function sec.propose_repair(id uuid, org uuid, name text, reason text) returns void
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

-- The repairs that have been proposed, those to be confirmed first.
create function sec.repairs()
returns table (id uuid, org_id uuid, org_name text, name text, reason text, proposed_by text, mine boolean, proposed_at timestamptz,
               confirmed_by text, confirmed_at timestamptz, needed boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query
        select r.id, r.org_id, o.name, r.name, r.reason, p.name, r.proposed_by = sec.current_actor(), r.proposed_at,
               coalesce(q.name, ''), r.confirmed_at, sec.is_orphaned(r.org_id)
          from sec.repair r join app.organisation o on o.id = r.org_id join sec.person p on p.id = r.proposed_by
          left join sec.person q on q.id = r.confirmed_by
         order by r.confirmed_at is not null, r.proposed_at desc, r.id;
end
$$;

-- Confirms a repair within a week of its proposal, as another operator who was one for seven days then, and makes the
-- invitation. It answers with the organisation and the role. TL403: whoever acts proposed it, or was not.
create function sec.confirm_repair(id uuid, invitation uuid, secret bytea, ends timestamptz, out org uuid, out role text)
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

grant execute on function sec.people, sec.colleagues, sec.waiting, sec.names, sec.put_role, sec.end_role, sec.touch_token,
    sec.token_uses, sec.invitation_of, sec.accept_invitation, sec.propose_repair, sec.repairs, sec.confirm_repair to tl_app;
set local role tl_owner;
-- +goose StatementEnd

create trigger count before update on app.invitation for each row execute function app.count();
create trigger stays before update on app.invitation for each row
    when (num_nonnulls(old.accepted_at, old.withdrawn_at) > 0) execute function app.forbid();
alter table app.invitation enable row level security;
alter table app.invitation force row level security;
create policy sec_all on app.invitation to tl_sec using (true) with check (true);
create policy own_read on app.invitation for select to tl_app using (org_id = (select sec.current_org()));
create policy own_insert on app.invitation for insert to tl_app
    with check (org_id = (select sec.current_org()) and (select sec.administers()) and not repair and created_by = (select sec.current_actor()));
create policy own_update on app.invitation for update to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and (select sec.administers()));

create trigger stamp before insert on app.token for each row execute function sec.stamp_token();
create trigger count before update on app.token for each row execute function app.count();
create trigger stays before update on app.token for each row
    when (old.revoked_at is not null) execute function app.forbid();
alter table app.token enable row level security;
alter table app.token force row level security;
create policy sec_all on app.token to tl_sec using (true) with check (true);
create policy own_read on app.token for select to tl_app using (org_id = (select sec.current_org()));
create policy own_insert on app.token for insert to tl_app
    with check (org_id = (select sec.current_org()) and person_id = (select sec.current_actor()));
create policy own_update on app.token for update to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and (person_id = (select sec.current_actor()) or (select sec.administers())));
