-- Limits were counted by reading every use within the window, which costs the more the busier a process is: the hotter the path, the
-- slower. As a running account, each use carries how many there have been and what they come to; a window is the difference of two
-- rows, however many lie between. Dropped and not kept beside: no version that writes the former table has been released.
drop table limit_use;

create table limit_use (
    process    text        not null,
    limit_name text        not null,
    -- Never earlier than that of the use before, whatever the clocks of replicas say: the order of time is the order of the account.
    at         timestamptz not null,
    -- How many uses there have been, this one included.
    uses       bigint      not null,
    evaluation uuid        not null,
    amount     numeric     not null,
    -- What they come to, this one included.
    total      numeric     not null,
    -- Serves both readings: the latest use, and the last one before a window.
    primary key (process, limit_name, at, uses)
);
