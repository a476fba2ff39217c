-- +goose Up
-- A placement may say that the evidence is too thin for a level, and what it leans to; each system is lined up again.
alter table app.placement drop constraint placement_level_check,
    add column leaning text check (leaning in ('central', 'shared', 'local')),
    add constraint placement_level_check check (level in ('central', 'shared', 'local', 'undecided')),
    add constraint placement_leaning_of_undecided check ((level = 'undecided') = (leaning is not null));
update app.statement set model_hash = '';
