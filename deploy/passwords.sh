#!/bin/sh
# Runs once, when the database's volume is new: the two roles that sign in, with their passwords. `throughline
# migrate --roles` makes the rest of what they need.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d throughline -v migrate="$MIGRATE_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
create role tl_migrate login noinherit password :'migrate';
create role tl_app login noinherit password :'app';
SQL
