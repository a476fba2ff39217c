-- +goose Up
-- Who may act as an organisation: invitations, roles, tokens for other programs, and opening a scope by any of them.
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

grant select, insert on app.invitation to tl_app;
grant update (withdrawn_at) on app.invitation to tl_app;
grant select, insert, update on app.invitation to tl_sec;
grant select, insert on app.token to tl_app;
grant update (revoked_at) on app.token to tl_app;
grant select, update on app.token to tl_sec;
grant select, insert, update on sec.token_use, sec.repair to tl_sec;

alter table app.invitation enable row level security;
alter table app.invitation force row level security;
create policy sec_all on app.invitation to tl_sec using (true) with check (true);
create policy own_read on app.invitation for select to tl_app using (org_id = (select sec.current_org()));
create policy own_insert on app.invitation for insert to tl_app
    with check (org_id = (select sec.current_org()) and (select sec.administers()) and not repair and created_by = (select sec.current_actor()));
create policy own_update on app.invitation for update to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and (select sec.administers()));
create trigger count before update on app.invitation for each row execute function app.count();

alter table app.token enable row level security;
alter table app.token force row level security;
create policy sec_all on app.token to tl_sec using (true) with check (true);
create policy own_read on app.token for select to tl_app using (org_id = (select sec.current_org()));
create policy own_insert on app.token for insert to tl_app
    with check (org_id = (select sec.current_org()) and person_id = (select sec.current_actor()));
create policy own_update on app.token for update to tl_app
    using (org_id = (select sec.current_org()))
    with check (org_id = (select sec.current_org()) and (person_id = (select sec.current_actor()) or (select sec.administers())));
create trigger count before update on app.token for each row execute function app.count();

-- +goose StatementBegin
-- Opens a scope: checks the server's pass, the session, token or machine, and the roles held now, and sets the signed
-- context for the rest of the transaction. A transaction that writes locks what it rests on (session or token,
-- connection, assignments), so that a revocation that has committed cannot be outrun.
-- TL401: the session or token has ended, or its connection is not in use. TL403: the role held here asks for a second
-- factor. TL404: no role in this organisation, which may as well not exist.
drop function sec.open(text, text, uuid, bigint, boolean, integer);
create function sec.open(pass text, subject text, org uuid, instant bigint, writing boolean, seconds integer)
returns table (actor uuid, name text, roles text[], seen timestamptz, scopes text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := to_timestamp(instant::numeric / 1000000);
    began timestamptz;  -- of a session; a token and a machine have none
    strong boolean;
    token uuid;
    owner uuid;
begin
    perform sec.check_pass(pass, 'open', array[subject, org::text, instant::text, writing::text, seconds::text]);
    if subject = 'machine' then
        select p.id, p.name, at into actor, name, seen from sec.person p
         where p.connection_id is null and p.sub = org::text;
    elsif subject like 'token:%' then
        select x.id, x.org_id, x.person_id, x.scopes, p.name, coalesce(u.seen, 'epoch') into token, owner, actor, scopes, name, seen
          from app.token x join sec.person p on p.id = x.person_id join app.connection c on c.id = p.connection_id and c.state = 'live'
          left join sec.token_use u on u.token_id = x.id
         where x.secret_hash = decode(substr(subject, 7), 'hex') and x.revoked_at is null and x.ends > at;
        if owner <> org then
            raise exception 'no role' using errcode = 'TL404';
        end if;
        if writing then
            perform from app.token x join sec.person p on p.id = x.person_id join app.connection c on c.id = p.connection_id
              where x.id = token and x.revoked_at is null and c.state = 'live' for share of x, c;
            if not found then
                actor := null;
            end if;
        end if;
    else
        if writing then
            select x.person_id, p.name, x.seen, x.began, x.strong into actor, name, seen, began, strong
              from sec.session x join sec.person p on p.id = x.person_id join app.connection c on c.id = x.connection_id
             where x.hash = decode(subject, 'hex') and x.ended is null and c.state = 'live'
               and least(x.ends, x.seen + sec.idle()) > at
               for share of x, c;
        else
            select x.person_id, p.name, x.seen, x.began, x.strong into actor, name, seen, began, strong
              from sec.session x join sec.person p on p.id = x.person_id join app.connection c on c.id = x.connection_id
             where x.hash = decode(subject, 'hex') and x.ended is null and c.state = 'live'
               and least(x.ends, x.seen + sec.idle()) > at;
        end if;
    end if;
    if actor is null then
        raise exception 'no session' using errcode = 'TL401';
    end if;
    if writing then
        perform from app.assignment a where a.org_id = org and a.person_id = open.actor for share;
    end if;
    select array_agg(a.role order by a.role) into roles from app.assignment a
     where a.org_id = org and a.person_id = open.actor and a.since <= at and (a.until is null or a.until > at);
    if roles is null then
        raise exception 'no role' using errcode = 'TL404';
    end if;
    if roles && sec.administrator_roles() and began + sec.administrators_day() <= at then
        raise exception 'an administrator signs in again' using errcode = 'TL401';
    end if;
    if roles && sec.strong_roles() and not strong then
        raise exception 'no second factor' using errcode = 'TL403';
    end if;
    perform sec.act_as(split_part(pass, '.', 1), actor, org, instant, seconds);
    return next;
end
$$;

create function sec.touch_token(pass text, hash bytea, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'touch_token', array[encode(hash, 'hex')]);
    insert into sec.token_use as u (token_id, seen) select x.id, at from app.token x where x.secret_hash = hash
    on conflict (token_id) do update set seen = excluded.seen where u.seen < excluded.seen;
end
$$;

-- When each token of the acting organisation was used last, and whose it is.
create function sec.token_uses() returns table (token_id uuid, person_name text, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select x.id, p.name, u.seen from sec.acting() c join app.token x on x.org_id = c.org
      join sec.person p on p.id = x.person_id left join sec.token_use u on u.token_id = x.id
$$;

-- The people who hold a role in the acting organisation now, one row for each role.
create function sec.people()
returns table (assignment uuid, person uuid, name text, email text, connection text, ours boolean, role text, source text,
               since timestamptz, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select a.id, p.id, p.name, p.email, k.name, k.org_id = c.org, a.role, a.source, a.since,
           (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and (a.until is null or a.until > c.at)
      join sec.person p on p.id = a.person_id and p.kind = 'human'
      join app.connection k on k.id = p.connection_id
     order by p.name, p.id, a.role
$$;

-- The waiting room: people who came by a connection of the acting organisation and hold no role in it.
create function sec.waiting() returns table (person uuid, name text, email text, connection text, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.name, p.email, k.name, (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.connection k on k.org_id = c.org
      join app.organisation o on o.id = c.org and o.kind <> 'platform'  -- a shared connection's people wait for nobody
      join sec.person p on p.connection_id = k.id
     where not exists (select from app.assignment a where a.org_id = c.org and a.person_id = p.id
                          and a.since <= c.at and (a.until is null or a.until > c.at))
     order by p.name, p.id
$$;

-- Gives a person a role in the acting organisation. An administrator may, to somebody else who is known here: in the
-- waiting room, or holding a role. TL403: it may not be given by whoever acts; TL404: nobody of that id is known here.
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
    insert into app.assignment (id, org_id, person_id, role, source, since)
    values (made, c.org, put_role.person, put_role.role, 'platform', c.at);
    return made;
end
$$;

-- Ends a role in the acting organisation: an administrator may end anybody's, and everybody their own. The last
-- administrator's stays (TL409): the rows of all administrators are locked first, so that two who leave at once are
-- one after the other.
create function sec.end_role(assignment uuid, out person uuid, out role text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
    others integer;
begin
    select * into c from sec.acting();
    perform from app.assignment a where a.org_id = c.org and a.role = any (sec.administrator_roles()) and a.until is null
      order by a.id for update;
    select a.person_id, a.role into person, role from app.assignment a
     where a.id = end_role.assignment and a.org_id = c.org and a.until is null and a.role <> 'machine' for update;
    if person is null then
        raise exception 'no such role' using errcode = 'TL404';
    end if;
    if person <> c.actor and not sec.administers() then
        raise exception 'may not be taken' using errcode = 'TL403';
    end if;
    if role = any (sec.administrator_roles()) then
        select count(*) into others from app.assignment a
         where a.org_id = c.org and a.role = any (sec.administrator_roles()) and a.until is null and a.id <> end_role.assignment;
        if others = 0 then
            raise exception 'the last administrator' using errcode = 'TL409';
        end if;
    end if;
    update app.assignment a set until = greatest(c.at, a.since + interval '1 microsecond') where a.id = end_role.assignment;
end
$$;

-- An invitation that may be accepted still, for the one who holds its secret.
create function sec.invitation_of(pass text, secret bytea, at timestamptz)
returns table (org_name text, kind text, role text, name text, ends timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'invitation_of', array[encode(secret, 'hex')]);
    return query select o.name, o.kind, i.role, i.name, i.ends from app.invitation i join app.organisation o on o.id = i.org_id
                  where i.secret_hash = secret and i.accepted_at is null and i.withdrawn_at is null and i.ends > at
                    and (i.repair or sec.holds(i.created_by, i.org_id, at, sec.administrator_roles() || array['machine']));
end
$$;

-- Accepts an invitation, once, as the person whose session is given. Whoever made it must still say who may do what.
create function sec.accept_invitation(pass text, secret bytea, hash bytea, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    i record;
    s record;
begin
    perform sec.check_pass(pass, 'accept_invitation', array[encode(secret, 'hex'), encode(hash, 'hex')]);
    select x.person_id, x.strong into s from sec.session x join app.connection c on c.id = x.connection_id and c.state = 'live'
     where x.hash = accept_invitation.hash and x.ended is null and least(x.ends, x.seen + sec.idle()) > at;
    if s is null then
        raise exception 'no session' using errcode = 'TL401';
    end if;
    select * into i from app.invitation x
     where x.secret_hash = secret and x.accepted_at is null and x.withdrawn_at is null and x.ends > at for update;
    if i is null or not (i.repair or sec.holds(i.created_by, i.org_id, at, sec.administrator_roles() || array['machine'])) then
        raise exception 'no such invitation' using errcode = 'TL404';
    end if;
    if i.role = any (sec.strong_roles()) and not s.strong then
        raise exception 'no second factor' using errcode = 'TL403';
    end if;
    perform sec.act_as(split_part(pass, '.', 1), s.person_id, i.org_id, (extract(epoch from at) * 1000000)::bigint, 60);
    update app.invitation x set accepted_by = s.person_id, accepted_at = at where x.id = i.id;
    insert into app.assignment (id, org_id, person_id, role, source, since)
    values (gen_random_uuid(), i.org_id, s.person_id, i.role, 'invitation', at) on conflict do nothing;
    perform sec.append_audit('acceptInvitation', jsonb_build_object('changes', jsonb_build_array(
        jsonb_build_object('table', 'app.invitation', 'id', i.id, 'after', jsonb_build_object('accepted_by', s.person_id)),
        jsonb_build_object('table', 'app.assignment', 'after', jsonb_build_object('person', s.person_id, 'role', i.role))))::text);
    perform set_config('app.ctx', '', true);
    return i.org_id;
end
$$;

-- Whether an organisation has nobody left who can say who may do what: no administrator who could sign in now.
create function sec.is_orphaned(org uuid) returns boolean
language sql stable as $$
    select not exists (select from app.assignment a join sec.person p on p.id = a.person_id
                         join app.connection c on c.id = p.connection_id and c.state = 'live'
                        where a.org_id = is_orphaned.org and a.role = any (sec.administrator_roles()) and a.until is null)
$$;

-- The repair of an organisation without an administrator: one operator proposes who is to be invited and why, another
-- confirms, and an invitation for one administrator is made. TL409: the organisation has an administrator.
create function sec.propose_repair(id uuid, org uuid, name text, reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    if not exists (select from app.organisation o where o.id = org and o.kind <> 'platform') then
        raise exception 'no such organisation' using errcode = 'TL404';
    end if;
    if not sec.is_orphaned(org) then
        raise exception 'it has an administrator' using errcode = 'TL409';
    end if;
    insert into sec.repair (id, org_id, name, reason, proposed_by, proposed_at)
    select propose_repair.id, propose_repair.org, propose_repair.name, propose_repair.reason, c.actor, c.at from sec.acting() c;
end
$$;

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

-- Confirms a repair within a week of its proposal, as another operator, and makes the invitation. It answers with the
-- organisation and the role.
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
    if r.proposed_by = c.actor then
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

-- Refusals, sign-ins and sign-outs of the acting organisation, newest first, before a place in that order.
create function sec.events(since timestamptz, until timestamptz, kind text, who uuid, what text, before_at timestamptz,
                           before_id bigint, most integer)
returns table (id bigint, at timestamptz, kind text, person_id uuid, connection text, failed text, request_id text, address text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select e.id, e.at, e.kind, e.person_id, coalesce(k.name, ''), e.failed, e.request_id, e.address
      from sec.acting() c, sec.event e left join app.connection k on k.id = e.connection_id
     where c.org is not null and (e.org_id = c.org or (e.org_id is null and k.org_id = c.org))
       and (since is null or e.at >= since) and (until is null or e.at < until)
       and (events.kind is null or e.kind = events.kind) and (who is null or e.person_id = who) and (what is null or e.failed = what)
       and (before_at is null or e.at < before_at or (e.at = before_at and e.id < before_id))
     order by e.at desc, e.id desc limit most
$$;
create index event_org_id_idx on sec.event (org_id, at desc);
create index event_connection_id_idx on sec.event (connection_id, at desc);

-- The head of every chain, to be signed and kept elsewhere.
create function sec.heads(pass text) returns table (org_id uuid, n bigint, hash bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'heads', '{}');
    return query select h.org_id, h.n, h.hash from sec.audit_head h order by h.org_id;
end
$$;

-- Every sealed secret, for a change of the key they are sealed with.
create function sec.sealed(pass text) returns table (id uuid, org_id uuid, sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'sealed', '{}');
    return query select c.id, c.org_id, c.secret_sealed from app.connection c where c.secret_sealed is not null order by c.id;
end
$$;

create function sec.reseal(pass text, id uuid, was bytea, becomes bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'reseal', array[id::text]);
    update app.connection c set secret_sealed = becomes where c.id = reseal.id and c.secret_sealed = was;
    return found;
end
$$;
-- +goose StatementEnd

alter function sec.open(text, text, uuid, bigint, boolean, integer) owner to tl_sec;
alter function sec.touch_token(text, bytea, timestamptz) owner to tl_sec;
alter function sec.token_uses() owner to tl_sec;
alter function sec.people() owner to tl_sec;
alter function sec.waiting() owner to tl_sec;
alter function sec.put_role(uuid, text) owner to tl_sec;
alter function sec.end_role(uuid) owner to tl_sec;
alter function sec.invitation_of(text, bytea, timestamptz) owner to tl_sec;
alter function sec.accept_invitation(text, bytea, bytea, timestamptz) owner to tl_sec;
alter function sec.is_orphaned(uuid) owner to tl_sec;
alter function sec.propose_repair(uuid, uuid, text, text) owner to tl_sec;
alter function sec.repairs() owner to tl_sec;
alter function sec.confirm_repair(uuid, uuid, bytea, timestamptz) owner to tl_sec;
alter function sec.names(uuid[]) owner to tl_sec;
alter function sec.events(timestamptz, timestamptz, text, uuid, text, timestamptz, bigint, integer) owner to tl_sec;
alter function sec.heads(text) owner to tl_sec;
alter function sec.sealed(text) owner to tl_sec;
alter function sec.reseal(text, uuid, bytea, bytea) owner to tl_sec;
grant execute on function
    sec.open(text, text, uuid, bigint, boolean, integer),
    sec.touch_token(text, bytea, timestamptz),
    sec.token_uses(),
    sec.people(),
    sec.waiting(),
    sec.put_role(uuid, text),
    sec.end_role(uuid),
    sec.invitation_of(text, bytea, timestamptz),
    sec.accept_invitation(text, bytea, bytea, timestamptz),
    sec.propose_repair(uuid, uuid, text, text),
    sec.repairs(),
    sec.confirm_repair(uuid, uuid, bytea, timestamptz),
    sec.names(uuid[]),
    sec.events(timestamptz, timestamptz, text, uuid, text, timestamptz, bigint, integer),
    sec.heads(text),
    sec.sealed(text),
    sec.reseal(text, uuid, bytea, bytea) to tl_app;
