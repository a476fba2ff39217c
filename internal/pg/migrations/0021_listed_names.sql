-- +goose Up
-- What everybody reads on the start page is what an operator read: a connection that stands there keeps its name.
-- +goose StatementBegin
-- The life of a connection: draft, requested, live, disabled. What its sign-ins rest on changes in a draft only, and
-- a changed draft has to be tested again; the name under which everybody is offered it stays while they are. An
-- administrator asks for it to be used, withdraws that, ends its use and makes a disabled one a draft again; the rest is
-- for the security functions.
create or replace function app.guard_connection() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    changed boolean;
begin
    if new.issuer is distinct from old.issuer then
        raise exception 'another issuer is another connection' using errcode = '23514';
    end if;
    changed := (new.client_id, new.required_acr, new.required_amr, new.second_factor, new.ceiling)
               is distinct from (old.client_id, old.required_acr, old.required_amr, old.second_factor, old.ceiling);
    if current_user <> 'tl_app' then
        return new;
    end if;
    if changed and (old.state <> 'draft' or new.state <> 'draft') then
        raise exception 'only a draft changes what it rests on' using errcode = '23514';
    end if;
    if new.name <> old.name and old.listed and old.state = 'live' then
        raise exception 'it is offered to everybody by this name' using errcode = '23514';
    end if;
    if changed or (old.state = 'disabled' and new.state = 'draft') then
        new.tested_at := null;
        new.hosts := '{}';
    end if;
    if new.state <> old.state and not (
           (old.state = 'draft' and new.state = 'requested' and new.tested_at is not null)
        or (old.state = 'requested' and new.state = 'draft')
        or (old.state in ('draft', 'requested', 'live') and new.state = 'disabled')
        or (old.state = 'disabled' and new.state = 'draft')) then
        raise exception 'a connection does not go from % to %', old.state, new.state using errcode = '23514';
    end if;
    return new;
end
$$;
-- +goose StatementEnd
