-- +goose Up
-- A draft that a version is restored over is kept as a version of its own, which nobody was asked about and nobody else reads.
alter table app.edition
    drop constraint edition_state_check,
    drop constraint edition_check,
    add constraint edition_state_check check (state in ('in_review', 'returned', 'kept', 'published', 'superseded', 'withdrawn')),
    add constraint edition_check check (published_on is not null or state in ('in_review', 'returned', 'kept', 'withdrawn'));
