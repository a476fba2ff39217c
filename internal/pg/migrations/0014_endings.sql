-- +goose Up
-- What has ended stays ended, at once and on every replica: a role by the fact that somebody ended it and not by a
-- server's clock, a token with its owner's last role, a session with its connection's use. And nobody comes by a role
-- by what they did themselves, nor gets one that they could not use.

-- Who ended a role: claims do not give it back then. Nobody did where its claim went.
alter table app.assignment add ended_by uuid references sec.person (id);
create trigger stays before update on app.assignment for each row
    when (old.until is not null) execute function app.forbid();
create trigger stays before update on app.token for each row
    when (old.revoked_at is not null) execute function app.forbid();
create trigger stays before update on app.invitation for each row
    when (num_nonnulls(old.accepted_at, old.withdrawn_at) > 0) execute function app.forbid();

-- +goose StatementBegin
-- Whether somebody holds one of the roles. One that has an end has ended, whatever the clock of this server says.
create or replace function sec.holds(person uuid, org uuid, at timestamptz, wanted text[]) returns boolean
language sql stable as $$
    select exists (select from app.assignment a
                    where a.org_id = org and a.person_id = person and a.role = any (wanted) and a.since <= at and a.until is null)
$$;

-- Whether somebody can act in a role that asks for a second factor: they come by a connection in use that brings one.
create function sec.can_be_strong(person uuid) returns boolean
language sql stable as $$
    select exists (select from sec.person p join app.connection c on c.id = p.connection_id
                    where p.id = can_be_strong.person and c.state = 'live'
                      and (c.second_factor or cardinality(c.required_acr) > 0 or cardinality(c.required_amr) > 0))
$$;

-- Whether an organisation has nobody left who can say who may do what: no administrator who could sign in as one now.
create or replace function sec.is_orphaned(org uuid) returns boolean
language sql stable as $$
    select not exists (select from app.assignment a
                        where a.org_id = is_orphaned.org and a.role = any (sec.administrator_roles()) and a.until is null
                          and sec.can_be_strong(a.person_id))
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

-- What the rules of a connection make of a person's claims: roles are added and, where every claim that could give
-- them was sent, taken away. A claim that is absent (a provider leaves out long lists) changes nothing upwards or
-- downwards, but for a role that the ceiling does not allow any more: no rule keeps it. A role that somebody ended is
-- not given back: who took it away decides, not the provider. It answers with what changed, for the record.
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
                                   and a.role = u.role and (a.until is null or a.ended_by is not null))
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
    for r in select t.id from unnest(sec.end_tokens(person, c.org_id, at)) as t (id) loop
        changes := changes || jsonb_build_object('table', 'app.token', 'id', r.id, 'after', jsonb_build_object('revoked', at));
    end loop;
    return changes;
end
$$;

-- Opens a scope: checks the server's pass, the session, token or machine, and the roles held now, and sets the signed
-- context for the rest of the transaction. A transaction that writes locks what it rests on (session or token,
-- connection, assignments, the organisation's memberships), so that a revocation that has committed cannot be outrun.
-- TL401: the session or token has ended, or its connection is not in use. TL403: the role held here asks for a second
-- factor; a token came with one if its owner held such a role already when they made it. TL404: no role in this
-- organisation, which may as well not exist.
create or replace function sec.open(pass text, subject text, org uuid, instant bigint, writing boolean, seconds integer)
returns table (actor uuid, name text, roles text[], seen timestamptz, scopes text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := to_timestamp(instant::numeric / 1000000);
    began timestamptz;  -- of a session; a token and a machine have none
    strong boolean;
    token uuid;
    made timestamptz;   -- of a token
    owner uuid;
begin
    perform sec.check_pass(pass, 'open', array[subject, org::text, instant::text, writing::text, seconds::text]);
    if subject = 'machine' then
        select p.id, p.name, at into actor, name, seen from sec.person p
         where p.connection_id is null and p.sub = org::text;
    elsif subject like 'token:%' then
        select x.id, x.org_id, x.person_id, x.scopes, x.created_at, p.name, coalesce(u.seen, 'epoch')
          into token, owner, actor, scopes, made, name, seen
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
        perform from app.assignment a where a.org_id = org and a.person_id = open.actor and a.until is null for share;
        perform from app.membership m where m.org_id = org for share;
    end if;
    select array_agg(a.role order by a.role), strong or bool_or(a.since <= made and a.role = any (sec.strong_roles()))
      into roles, strong from app.assignment a
     where a.org_id = org and a.person_id = open.actor and a.since <= at and a.until is null;
    if roles is null then
        raise exception 'no role' using errcode = 'TL404';
    end if;
    if roles && sec.administrator_roles() and began + sec.administrators_day() <= at then
        raise exception 'an administrator signs in again' using errcode = 'TL401';
    end if;
    if roles && sec.strong_roles() and not coalesce(strong, false) then
        raise exception 'no second factor' using errcode = 'TL403';
    end if;
    perform sec.act_as(split_part(pass, '.', 1), actor, org, instant, seconds);
    return next;
end
$$;

-- Notes that a session is active. One that has ended is not brought back by a request that took long.
create or replace function sec.touch(pass text, hash bytea, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'touch', array[encode(hash, 'hex')]);
    update sec.session s set seen = at
     where s.hash = touch.hash and s.ended is null and s.seen < at and least(s.ends, s.seen + sec.idle()) > at;
end
$$;

-- Who a session is, when it ends if nothing more happens, and where its person has a role.
create or replace function sec.session_of(pass text, hash bytea, at timestamptz)
returns table (person_id uuid, person_name text, ends timestamptz, until timestamptz, org_id uuid, kind text, sector text, code text,
               name text, roles text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    s record;
begin
    perform sec.check_pass(pass, 'session_of', array[encode(hash, 'hex')]);
    select x.*, p.name as person_name,
           case when exists (select from app.assignment a where a.person_id = x.person_id and a.until is null
                                and a.role = any (sec.administrator_roles()))
                then least(x.ends, x.began + sec.administrators_day()) else x.ends end as absolute
      into s
      from sec.session x join sec.person p on p.id = x.person_id join app.connection c on c.id = x.connection_id and c.state = 'live'
     where x.hash = session_of.hash and x.ended is null;
    if s is null or least(s.absolute, s.seen + sec.idle()) <= at then
        return;
    end if;
    return query
        select s.person_id, s.person_name, least(s.absolute, s.seen + sec.idle()), s.absolute, o.id, o.kind, o.sector,
               coalesce(o.code, ''), o.name, array_agg(a.role order by a.role) filter (where a.role is not null)
          from (select s.person_id as id) as one
          left join app.assignment a on a.person_id = one.id and a.since <= at and a.until is null
          left join app.organisation o on o.id = a.org_id
         group by o.id
         order by o.kind = 'platform', o.kind = 'system' desc, o.name;
end
$$;

-- A connection that is put into use begins without sessions: those of before it was taken out of use do not come back.
create function sec.begin_anew() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update sec.session s set ended = coalesce(sec.current_at(), clock_timestamp()) where s.connection_id = new.id and s.ended is null;
    return null;
end
$$;

-- The people who hold a role in the acting organisation now, one row for each role.
create or replace function sec.people()
returns table (assignment uuid, person uuid, name text, email text, connection text, ours boolean, role text, source text,
               since timestamptz, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select a.id, p.id, p.name, p.email, k.name, k.org_id = c.org, a.role, a.source, a.since,
           (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.assignment a on a.org_id = c.org and a.since <= c.at and a.until is null
      join sec.person p on p.id = a.person_id and p.kind = 'human'
      join app.connection k on k.id = p.connection_id
     order by p.name, p.id, a.role
$$;

-- The waiting room: people who came by a connection of the acting organisation and hold no role in it.
create or replace function sec.waiting() returns table (person uuid, name text, email text, connection text, seen timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select p.id, p.name, p.email, k.name, (select max(s.seen) from sec.session s where s.person_id = p.id)
      from sec.acting() c
      join app.connection k on k.org_id = c.org
      join app.organisation o on o.id = c.org and o.kind <> 'platform'  -- a shared connection's people wait for nobody
      join sec.person p on p.connection_id = k.id
     where not exists (select from app.assignment a where a.org_id = c.org and a.person_id = p.id and a.since <= c.at and a.until is null)
     order by p.name, p.id
$$;

-- Gives a person a role in the acting organisation. An administrator may, to somebody else who is known here: in the
-- waiting room, or holding a role. TL403: it may not be given by whoever acts; TL404: nobody of that id is known here;
-- TL422: they could not use it, for it asks for a second factor and they come without one.
create or replace function sec.put_role(person uuid, role text) returns uuid
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

-- Ends a role in the acting organisation, and with the last one a person's tokens there: an administrator may end
-- anybody's, and everybody their own. The last administrator who could sign in stays (TL409). Administrators end one
-- after the other in an organisation: who comes second is told to try again (55P03) and does not wait, for whoever
-- acts holds their own roles already, and two who end each other's would wait for ever.
drop function sec.end_role(uuid);
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

-- Whether an invitation may be accepted still: whoever made it says who may do what, or the organisation that it is to
-- repair has nobody yet.
create function sec.stands(i app.invitation, at timestamptz) returns boolean
language sql stable as $$
    select i.accepted_at is null and i.withdrawn_at is null and i.ends > at
       and case when i.repair then sec.is_orphaned(i.org_id)
                else sec.holds(i.created_by, i.org_id, at, sec.administrator_roles() || array['machine']) end
$$;

create or replace function sec.invitation_of(pass text, secret bytea, at timestamptz)
returns table (org_name text, kind text, role text, name text, ends timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'invitation_of', array[encode(secret, 'hex')]);
    return query select o.name, o.kind, i.role, i.name, i.ends from app.invitation i join app.organisation o on o.id = i.org_id
                  where i.secret_hash = secret and sec.stands(i, at);
end
$$;

-- Accepts an invitation, once, as the person whose session is given; the session goes on under a fresh secret, for it
-- can do more now. It locks what it rests on, as opening a scope does. TL401: no session. TL404: there is no such
-- invitation, or it does not stand. TL403: whoever made it accepts it, or an operator a repair, or the role asks for
-- a second factor and the session came without one. 23505: they hold the role already.
drop function sec.accept_invitation(text, bytea, bytea, timestamptz);
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
-- +goose StatementEnd

create trigger begin_anew after update on app.connection for each row
    when (new.state = 'live' and old.state <> 'live') execute function sec.begin_anew();

alter function sec.can_be_strong(uuid) owner to tl_sec;
alter function sec.end_tokens(uuid, uuid, timestamptz) owner to tl_sec;
alter function sec.begin_anew() owner to tl_sec;
alter function sec.end_role(uuid) owner to tl_sec;
alter function sec.stands(app.invitation, timestamptz) owner to tl_sec;
alter function sec.accept_invitation(text, bytea, bytea, bytea, timestamptz) owner to tl_sec;
grant execute on function
    sec.end_role(uuid),
    sec.accept_invitation(text, bytea, bytea, bytea, timestamptz) to tl_app;
