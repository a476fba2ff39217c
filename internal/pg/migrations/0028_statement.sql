-- +goose Up
-- What a system's assessment lets its members know of all published strategies, for their drafts to be assessed by: JSON of
-- alignment.Statement, or nothing where fewer than three organisations have published. Each system is lined up again.
alter table app.statement drop column statistics;
alter table app.statement add column contents text;
update app.statement set model_hash = '';
