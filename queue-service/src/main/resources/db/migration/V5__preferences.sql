-- What a person set for their console: saved views and keys, as the JSON that was checked. The version keeps two windows of the same
-- person from writing over each other.
create table preference (
    person     text        primary key,
    version    integer     not null,
    document   text        not null,
    changed_at timestamptz not null
);
