-- What the handler of `bench outbox` does: one row an event. No key on the event, so that an event handled twice would show.
create table effects (
    id    uuid primary key,
    event uuid not null,
    note  text not null
);
