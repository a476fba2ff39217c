-- Functions that run as another role: only those of schema sec, owned by tl_sec, with a pinned path; and of those the
-- app may call only what is listed here. A function that makes a signature is not among them.
select p.oid::regprocedure::text || ' runs as its owner'
  from pg_proc p
 where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'ext'::regnamespace)
   and not (p.pronamespace = 'sec'::regnamespace and p.proowner = 'tl_sec'::regrole
            and coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false))
union all
select p.oid::regprocedure::text || ' may be called by the app'
  from pg_proc p
 where p.pronamespace = 'sec'::regnamespace and has_function_privilege('tl_app', p.oid, 'execute')
   and p.proname not in (
       'acting', 'current_actor', 'current_org', 'current_at', 'current_day', 'my_systems', 'known', 'channels', 'postable', 'released',
       'open', 'append_audit',
       'put_organisation', 'put_membership', 'roster', 'systems', 'put_connection', 'put_assignment',
       'options', 'connection_of', 'begin_flow', 'take_flow', 'sign_in', 'session_of', 'touch', 'end_session', 'note_event')
 order by 1
