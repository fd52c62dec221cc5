-- What the test's handler did, in the order in which it did it.
create table effects (
    event      uuid   not null,
    seq        bigint generated always as identity,
    evaluation uuid   not null,
    note       text   not null,
    trace      text
);
