-- +goose Up
-- A system calls no two organisations the same on one day. Within one declaration two codes may change places, so a
-- transaction may ask for it to be looked at when it ends.
alter table app.membership add constraint membership_code_once
    exclude using gist (system_id ext.gist_uuid_ops with =, code ext.gist_text_ops with =, daterange(since, until) with &&)
    deferrable initially immediate;
