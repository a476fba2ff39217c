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
       'acting', 'current_actor', 'current_org', 'current_at', 'current_day', 'my_systems', 'known', 'channels', 'postable', 'released', 'released_to_desk', 'end_releases', 'joint', 'joint_consents', 'audience', 'public_channel', 'note_pulse', 'pulse_of', 'feedback_link_of', 'colleagues', 'sharing',
       'administers', 'operates',
       'open_reading', 'open_writing', 'open_public', 'append_audit', 'record_of', 'heads', 'names', 'events',
       'put_organisation', 'put_membership', 'put_succession', 'roster', 'systems', 'organisations', 'put_connection', 'put_rules',
       'put_assignment', 'declared', 'put_directory', 'directory_of', 'search_directory',
       'registered', 'registered_memberships', 'registered_successions', 'registered_connections', 'connection_requests', 'decide_connection',
       'follow_rules',
       'propose_repair', 'repairs', 'confirm_repair',
       'options', 'connection_of', 'begin_flow', 'take_flow', 'note_test', 'sign_in', 'session_of', 'sessions_of', 'touch',
       'touch_token', 'end_session', 'end_sessions', 'end_by_provider', 'note_event',
       'people', 'waiting', 'put_role', 'end_role', 'invitation_of', 'accept_invitation', 'token_uses', 'sealed', 'reseal')
 order by 1
