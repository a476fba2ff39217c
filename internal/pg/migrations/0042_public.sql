-- +goose Up
-- What an organisation releases to the public: one channel of its own, which is read by whoever has its address and has no
-- account. Their transaction acts for the channel itself. No row is a channel's, so that of all there is they see the editions
-- that are released to that one.

-- The organisations that read a public channel are none: inside Throughline one reads what is released to its system or to it.
-- +goose StatementBegin
create or replace function sec.channels_of(org uuid, day date) returns setof uuid
language sql stable as $$
    select ch.id from app.channel ch where ch.org_id = org
    union select ch.id from app.channel ch where ch.kind = 'members' and ch.org_id in (select sec.systems_of(org, day))
    union select sec.pairs_of(org, day)
    union select ch.id from app.channel ch where ch.kind = 'public' and ch.id = org
$$;

-- The acting organisation's public channel, made when it is first asked for.
create function sec.public_channel(out channel uuid, out fresh boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    acting uuid := sec.current_org();
begin
    insert into app.channel (id, org_id, kind) values (gen_random_uuid(), acting, 'public') on conflict do nothing;
    fresh := found;
    select ch.id into strict channel from app.channel ch where ch.org_id = acting and ch.kind = 'public';
end
$$;

-- Opens a public channel by the address of its organisation: its id, its ODS code or its handle. An organisation that there
-- is not and one that has released nothing are the same answer.
create function sec.open_public(pass text, address text, instant bigint, seconds integer)
returns table (channel uuid, name text, kind text, ods_code text, fictional boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := to_timestamp(instant::numeric / 1000000);
begin
    perform sec.check_pass(pass, 'open_public', array[address, instant::text, seconds::text]);
    select ch.id, o.name, o.kind, coalesce(o.ods_code, ''), o.fictional
      into channel, name, kind, ods_code, fictional
      from app.organisation o join app.channel ch on ch.org_id = o.id and ch.kind = 'public'
     where (o.id::text = lower(address) or o.ods_code = upper(address) or lower(o.code) = lower(address))
       and exists (select from app.release r where r.channel_id = ch.id and r.since <= at and (r.until is null or r.until > at))
     order by o.id::text = lower(address) desc, o.ods_code = upper(address) desc nulls last
     limit 1;
    if channel is null then
        raise exception 'nothing is published there' using errcode = 'TL404';
    end if;
    perform sec.act_as(split_part(pass, '.', 1), channel, channel, instant, seconds);
    return next;
end
$$;

-- As whom the acting transaction reads what others have released, where it is no system at its own desk.
create function sec.audience() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when exists (select from app.channel ch where ch.kind = 'public' and ch.id = sec.current_org())
                then 'public' else 'members' end
$$;

-- As before, and of an item that goes to the public the kind counts too: what holds an organisation back, what could go wrong,
-- the needs that it has found and the figures of its services are for those it works with.
create function app.reach(channel text, kind text, marking text, marked_until text, day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select channel = 'desk'
        or ((channel <> 'public'
             or kind in ('principle', 'aim', 'goal', 'objective', 'initiative', 'non_priority', 'delivered', 'change_of_course'))
            and (marking = 'open'
                 or (marking = 'future_publication' and coalesce(marked_until <= to_char(day, 'YYYY-MM'), false))))
$$;
-- +goose StatementEnd
alter function sec.channels_of(uuid, date) owner to tl_sec;
alter function sec.public_channel() owner to tl_sec;
alter function sec.open_public(text, text, bigint, integer) owner to tl_sec;
alter function sec.audience() owner to tl_sec;
grant execute on function sec.public_channel(), sec.open_public(text, text, bigint, integer), sec.audience() to tl_app;
grant execute on function app.reach(text, text, text, text, date) to tl_app;

alter policy released on app.edition_item using (
    edition_id = any ((select sec.released())::uuid[])
    and (app.reach((select sec.audience()), kind, marking, marked_until, (select sec.current_day()))
         or edition_id = any ((select sec.released_to_desk())::uuid[])));
drop function app.reach(text, text, text, date);
