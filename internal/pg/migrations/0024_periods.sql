-- +goose Up
-- A token ends with the use of its owner's connection, as a session does: it does not come back when the connection is
-- put into use again. Both bear a number, so that no server's clock decides.
alter table app.connection add period integer not null default 0;  -- counts how often it was put into use again
alter table app.token add period integer not null default 0;       -- of its owner's connection when it was made

-- +goose StatementBegin
create function app.next_period() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    new.period := old.period + 1;
    return new;
end
$$;

create function sec.stamp_token() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.period := coalesce((select c.period from sec.person p join app.connection c on c.id = p.connection_id where p.id = new.person_id), 0);
    return new;
end
$$;

-- Opens a scope: checks the server's pass, the session, token or machine, and the roles held now, and sets the signed
-- context for the rest of the transaction. A transaction that writes locks what it rests on (session or token,
-- connection, assignments, the organisation's memberships), so that a revocation that has committed cannot be outrun.
-- TL401: the session or token has ended, or its connection is not in use, or not in the use in which it was made. TL403: the role held here asks for a second
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
          from app.token x join sec.person p on p.id = x.person_id join app.connection c on c.id = p.connection_id and c.state = 'live' and c.period = x.period
          left join sec.token_use u on u.token_id = x.id
         where x.secret_hash = decode(substr(subject, 7), 'hex') and x.revoked_at is null and x.ends > at;
        if owner <> org then
            raise exception 'no role' using errcode = 'TL404';
        end if;
        if writing then
            perform from app.token x join sec.person p on p.id = x.person_id join app.connection c on c.id = p.connection_id
              where x.id = token and x.revoked_at is null and c.state = 'live' and c.period = x.period for share of x, c;
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

-- When each token of the acting organisation was used last, whose it is, and whether its owner's connection has been out
-- of use since it was made: it works no more then.
drop function sec.token_uses();
create function sec.token_uses() returns table (token_id uuid, person_name text, seen timestamptz, stopped boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select x.id, p.name, u.seen, k.state <> 'live' or k.period <> x.period
      from sec.acting() c join app.token x on x.org_id = c.org
      join sec.person p on p.id = x.person_id join app.connection k on k.id = p.connection_id
      left join sec.token_use u on u.token_id = x.id
$$;
-- +goose StatementEnd
create trigger next_period before update on app.connection for each row
    when (new.state = 'live' and old.state <> 'live') execute function app.next_period();
create trigger stamp before insert on app.token for each row execute function sec.stamp_token();

alter function sec.stamp_token() owner to tl_sec;
alter function sec.token_uses() owner to tl_sec;
grant execute on function sec.token_uses() to tl_app;
