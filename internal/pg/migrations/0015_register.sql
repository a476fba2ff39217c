-- +goose Up
-- The register, as operators and whoever runs the server keep it: who is put in place, the directory of organisations that the
-- NHS publishes, and sealed secrets. They read what is said here of every organisation and nothing of what any of them has written.
create table sec.directory (
    code     text primary key check (code ~ '^[A-Z0-9]{3,10}$'),
    kind     text not null check (kind in ('trust', 'icb_location')),
    name     text not null check (name <> ''),
    grouping text not null,
    icb      text not null,
    postcode text not null,
    opened   date,
    closed   date
);
grant select, insert, update, delete on sec.directory to tl_sec;

-- Putting organisations, memberships, connections, people and their roles in place. Each call needs a pass; each answers whether
-- anything changed, so that the same declaration twice changes nothing.
-- +goose StatementBegin
set local role tl_sec;

create function sec.put_organisation(pass text, id uuid, kind text, sector text, code text, ods_code text, name text,
                                     fictional boolean, host uuid, machine uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
begin
    perform sec.check_pass(pass, 'put_organisation', array[id::text, kind, sector, coalesce(code, ''), coalesce(ods_code, ''),
                                                           name, fictional::text, coalesce(host::text, '')]);
    -- What is not said stays as it is: a code, an ODS code and a host are given, never taken away.
    insert into app.organisation as o (id, kind, sector, code, ods_code, name, fictional, host_id)
    values (put_organisation.id, put_organisation.kind, put_organisation.sector, put_organisation.code,
            put_organisation.ods_code, put_organisation.name, put_organisation.fictional, put_organisation.host)
    on conflict on constraint organisation_pkey do update
       set sector = excluded.sector, name = excluded.name, fictional = excluded.fictional,
           code = coalesce(excluded.code, o.code), ods_code = coalesce(excluded.ods_code, o.ods_code),
           host_id = coalesce(excluded.host_id, o.host_id)
     where (o.sector, o.name, o.fictional, o.code, o.ods_code, o.host_id) is distinct from
           (excluded.sector, excluded.name, excluded.fictional, coalesce(excluded.code, o.code),
            coalesce(excluded.ods_code, o.ods_code), coalesce(excluded.host_id, o.host_id));
    get diagnostics touched = row_count;
    if not exists (select from sec.person p where p.connection_id is null and p.sub = put_organisation.id::text) then
        insert into sec.person (id, sub, kind, name) values (machine, put_organisation.id::text, 'machine', 'Throughline');
        insert into app.assignment (id, org_id, person_id, role, source, since)
        values (gen_random_uuid(), put_organisation.id, machine, 'machine', 'platform', at);
        if put_organisation.kind = 'system' then
            insert into app.channel (id, org_id, kind)
            values (gen_random_uuid(), put_organisation.id, 'desk'), (gen_random_uuid(), put_organisation.id, 'members');
        end if;
    end if;
    return touched > 0;
end
$$;

-- An organisation that left a system and came back has several memberships there. What is said of one of them is said
-- of the first that has a day in common with the days that are said, and of no other.
create function sec.put_membership(pass text, system uuid, org uuid, code text, kind text, since date, until date)
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

create function sec.put_succession(pass text, org uuid, successor uuid, on_date date, state text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'put_succession', array[org::text, successor::text, on_date::text, state]);
    insert into app.succession as s (org_id, successor_id, on_date, state)
    values (org, successor, put_succession.on_date, put_succession.state)
    on conflict (org_id, successor_id) do update set on_date = excluded.on_date, state = excluded.state
     where (s.on_date, s.state) is distinct from (excluded.on_date, excluded.state);
    return found;
end
$$;

create function sec.put_connection(pass text, id uuid, org uuid, name text, issuer text, client_id text, secret bytea,
                                   terms jsonb, live boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    t record;
begin
    perform sec.check_pass(pass, 'put_connection', array[id::text, org::text, name, issuer, client_id, live::text]);
    select * into t from jsonb_to_record(terms) as x (acr text[], amr text[], hosts text[], second_factor boolean,
                                                      ceiling text[], listed boolean);
    insert into app.connection as c (id, org_id, name, issuer, client_id, secret_sealed, required_acr, required_amr, hosts,
                                     second_factor, ceiling, listed, state)
    values (put_connection.id, org, put_connection.name, put_connection.issuer, put_connection.client_id, secret, t.acr, t.amr,
            t.hosts, t.second_factor, t.ceiling, t.listed, case when live then 'live' else 'draft' end)
    on conflict on constraint connection_pkey do update
       set name = excluded.name, client_id = excluded.client_id, secret_sealed = coalesce(excluded.secret_sealed, c.secret_sealed),
           issuer = excluded.issuer, required_acr = excluded.required_acr, required_amr = excluded.required_amr,
           hosts = case when cardinality(excluded.hosts) > 0 then excluded.hosts else c.hosts end,
           second_factor = excluded.second_factor, ceiling = excluded.ceiling, listed = excluded.listed,
           state = case when live then 'live' else c.state end
     where (c.name, c.client_id, c.issuer, c.required_acr, c.required_amr, c.hosts, c.second_factor, c.ceiling, c.listed, c.state)
           is distinct from
           (excluded.name, excluded.client_id, excluded.issuer, excluded.required_acr, excluded.required_amr,
            case when cardinality(excluded.hosts) > 0 then excluded.hosts else c.hosts end, excluded.second_factor,
            excluded.ceiling, excluded.listed, case when live then 'live' else c.state end)
        or (excluded.secret_sealed is not null and excluded.secret_sealed is distinct from c.secret_sealed);
    return found;
end
$$;

-- Replaces the rules of a connection. It answers with what that ended, for the record, or null when nothing changed.
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

-- Gives a role to the person whom a connection knows by a subject. It is declared when whoever runs the server gives it,
-- and the platform's when an operator does.
create function sec.put_assignment(pass text, id uuid, connection uuid, sub text, org uuid, role text, at timestamptz)
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

-- What the register holds of connections, rules and administrators, for a declaration to be compared with.
create function sec.declared(pass text)
returns table (id uuid, org_id uuid, name text, issuer text, client_id text, has_secret boolean, terms jsonb, state text,
               rules jsonb, people jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'declared', '{}');
    return query
        select c.id, c.org_id, c.name, c.issuer, c.client_id, c.secret_sealed is not null,
               jsonb_build_object('acr', c.required_acr, 'amr', c.required_amr, 'hosts', c.hosts, 'second_factor', c.second_factor,
                                  'ceiling', c.ceiling, 'listed', c.listed),
               c.state,
               coalesce((select jsonb_agg(jsonb_build_object('claim', r.claim, 'value', r.value, 'role', r.role)
                                          order by r.claim, r.value, r.role)
                           from app.claim_rule r where r.connection_id = c.id), '[]'),
               coalesce((select jsonb_agg(jsonb_build_object('organisation', a.org_id, 'subject', p.sub, 'role', a.role)
                                          order by a.org_id, p.sub, a.role)
                           from sec.person p join app.assignment a on a.person_id = p.id and a.until is null
                          where p.connection_id = c.id), '[]')
          from app.connection c order by c.id;
end
$$;

-- Every organisation, for whoever runs the server; administered are those that somebody has ever administered.
create function sec.organisations(pass text)
returns table (id uuid, kind text, sector text, code text, ods_code text, name text, fictional boolean, host_id uuid, administered boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'organisations', '{}');
    return query
        select o.id, o.kind, o.sector, coalesce(o.code, ''), coalesce(o.ods_code, ''), o.name, o.fictional, o.host_id,
               exists (select from app.assignment a where a.org_id = o.id and a.role = any (sec.administrator_roles()))
          from app.organisation o order by o.id;
end
$$;

-- What operators see of the organisations: the register, and nothing of what anybody has written. Pages of it go by
-- name and then id.
create function sec.registered(words text, after_name text, after_id uuid, most integer)
returns table (id uuid, kind text, sector text, code text, ods_code text, name text, fictional boolean, host_id uuid,
               administrators bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query
        select o.id, o.kind, o.sector, coalesce(o.code, ''), coalesce(o.ods_code, ''), o.name, o.fictional, o.host_id,
               (select count(distinct a.person_id) from app.assignment a
                 where a.org_id = o.id and a.role = any (sec.administrator_roles()) and a.until is null)
          from app.organisation o
         where (words = '' or position(lower(words) in lower(o.name)) > 0 or o.code = words or o.ods_code = upper(words)
                or o.id::text = words)
           and (after_id is null or (o.name, o.id) > (after_name, after_id))
         order by o.name, o.id limit most;
end
$$;

-- Memberships with the names of both sides, of one organisation or of all; and the code by which a system is named in
-- a declaration, where it has one.
create function sec.registered_memberships(pass text, org uuid)
returns table (system_id uuid, system_code text, system_name text, org_id uuid, org_name text, code text, kind text, since date, until date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'registered_memberships', array[coalesce(org::text, '')]);
    return query
        select m.system_id, coalesce(s.code, ''), s.name, m.org_id, o.name, m.code, m.kind, m.since, m.until
          from app.membership m join app.organisation s on s.id = m.system_id join app.organisation o on o.id = m.org_id
         where org is null or m.system_id = org or m.org_id = org
         order by s.name, m.code, m.since;
end
$$;

create function sec.registered_successions(pass text, org uuid)
returns table (org_id uuid, org_name text, successor_id uuid, successor_name text, on_date date, state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'registered_successions', array[coalesce(org::text, '')]);
    return query
        select x.org_id, o.name, x.successor_id, s.name, x.on_date, x.state
          from app.succession x join app.organisation o on o.id = x.org_id join app.organisation s on s.id = x.successor_id
         where org is null or x.org_id = org or x.successor_id = org
         order by x.on_date, o.name, s.name;
end
$$;

-- The organisations of a system by the codes the system knows them by; the system itself first, with an empty code. Those
-- are meant that belong to it on a day or will; a code that goes from one to another is the first one's until it has ended.
create function sec.roster(pass text, system_code text, day date) returns table (id uuid, code text, kind text, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'roster', array[system_code, day::text]);
    return query
        select o.id, ''::text, o.kind, o.name from app.organisation o where o.code = system_code
        union all
        (select distinct on (m.code) m.org_id, m.code, o.kind, o.name
           from app.organisation s join app.membership m on m.system_id = s.id join app.organisation o on o.id = m.org_id
          where s.code = system_code and (m.until is null or m.until > day)
          order by m.code, m.since)
         order by 2;
end
$$;

-- Every system, for the server to line up again when its engine has changed.
create function sec.systems(pass text) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'systems', '{}');
    return query select o.id from app.organisation o where o.kind = 'system' order by o.id;
end
$$;

-- Replaces what the directory says of one kind of organisation by what a file says. It gives how many entries differ.
create function sec.put_directory(pass text, kind text, entries jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    touched integer;
    gone integer;
begin
    perform sec.check_pass(pass, 'put_directory', array[kind]);
    insert into sec.directory as d (code, kind, name, grouping, icb, postcode, opened, closed)
    select e.code, put_directory.kind, e.name, e.grouping, e.icb, e.postcode, e.opened, e.closed
      from jsonb_to_recordset(entries) as e (code text, name text, grouping text, icb text, postcode text, opened date, closed date)
    on conflict (code) do update
       set kind = excluded.kind, name = excluded.name, grouping = excluded.grouping, icb = excluded.icb,
           postcode = excluded.postcode, opened = excluded.opened, closed = excluded.closed
     where (d.kind, d.name, d.grouping, d.icb, d.postcode, d.opened, d.closed) is distinct from
           (excluded.kind, excluded.name, excluded.grouping, excluded.icb, excluded.postcode, excluded.opened, excluded.closed);
    get diagnostics touched = row_count;
    delete from sec.directory d where d.kind = put_directory.kind
       and d.code not in (select e.code from jsonb_to_recordset(entries) as e (code text));
    get diagnostics gone = row_count;
    return touched + gone;
end
$$;

create function sec.directory_of(pass text, codes text[])
returns table (code text, kind text, name text, icb text, opened date, closed date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'directory_of', codes);
    return query select d.code, d.kind, d.name, d.icb, d.opened, d.closed from sec.directory d
                  where d.code = any (codes) order by d.code;
end
$$;

create function sec.search_directory(words text, most integer)
returns table (code text, kind text, name text, icb text, opened date, closed date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.require_operator();
    return query select d.code, d.kind, d.name, d.icb, d.opened, d.closed from sec.directory d
                  where d.code = upper(words) or position(lower(words) in lower(d.name)) > 0
                  order by d.code <> upper(words), d.name, d.code limit most;
end
$$;

-- Every sealed secret, for a change of the key they are sealed with.
create function sec.sealed(pass text) returns table (id uuid, org_id uuid, field text, sealed bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform sec.check_pass(pass, 'sealed', '{}');
    return query
        select c.id, c.org_id, 'client_secret', c.secret_sealed from app.connection c where c.secret_sealed is not null
        union all
        select k.org_id, k.org_id, 'embeddings_key', k.sealed from app.meaning_key k
         order by 1;
end
$$;

-- Puts a secret that is sealed anew in the place of what it was; it answers whether it still was that.
create function sec.reseal(pass text, id uuid, was bytea, becomes bytea, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    org uuid;
    machine uuid;
    held text := 'app.connection';
begin
    perform sec.check_pass(pass, 'reseal', array[id::text, encode(becomes, 'hex')]);
    update app.connection c set secret_sealed = becomes where c.id = reseal.id and c.secret_sealed = was returning c.org_id into org;
    if org is null then
        held := 'app.meaning_key';
        update app.meaning_key k set sealed = becomes where k.org_id = reseal.id and k.sealed = was returning k.org_id into org;
    end if;
    if org is null then
        return false;
    end if;
    select p.id into machine from sec.person p where p.connection_id is null and p.sub = org::text;
    perform sec.act_as(split_part(pass, '.', 1), machine, org, (extract(epoch from at) * 1000000)::bigint, 60);
    perform sec.append_audit('resealSecret', jsonb_build_object('changes', jsonb_build_array(jsonb_build_object(
        'table', held, 'id', reseal.id)))::text);
    perform set_config('app.ctx', '', true);
    return true;
end
$$;

grant execute on function sec.put_organisation, sec.put_membership, sec.put_succession, sec.put_connection, sec.put_rules,
    sec.put_assignment, sec.declared, sec.organisations, sec.registered, sec.registered_memberships, sec.registered_successions,
    sec.roster, sec.systems, sec.put_directory, sec.directory_of, sec.search_directory, sec.sealed, sec.reseal to tl_app;
set local role tl_owner;
-- +goose StatementEnd
