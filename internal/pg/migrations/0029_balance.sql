-- +goose Up
-- What makes a suggestion's score and is no word of the two texts; each system is lined up again.
alter table app.suggestion add column balance jsonb not null default '[]';
update app.statement set model_hash = '';
