-- What this service knows of a review: whom to tell and by which policy. It comes from review-opened and is brought up to date by
-- what queue-service says later; wide, and written a few times in a review's life, which is why the clock has a table of its own.
create table review (
    id         uuid        primary key,
    evaluation uuid        not null,
    process    text        not null,
    -- Written by the process' effect expression over what an agent proposed: text to be quoted, never to be trusted.
    effect     text        not null,
    -- The people to tell, as the directory had them when the owner was resolved. Names and addresses of persons: they stay here.
    owners     jsonb       not null,
    -- The policy's sla and notify sections as they stood when the evaluation was made; a later version changes no open review.
    policy     jsonb       not null,
    open       boolean     not null,
    opened_at  timestamptz not null
);

-- The clock of a review: one row, which starts over with the next cycle when the review does. Deadlines are columns and no timers
-- in memory, so any replica may carry them out at any time, and what was missed while none ran is made up.
create table clock (
    review      uuid        primary key references review (id),
    cycle       integer     not null,
    state       text        not null check (state in ('running', 'expired', 'stopped')),
    -- The run of this cycle in instants, worked out when it started: nobody moves a deadline that somebody was told.
    plan        jsonb       not null,
    steps_fired integer     not null,
    -- When the owner is reminded that nobody is on it; null while somebody is, and after the reminder.
    pick_up_by  timestamptz,
    -- The next instant at which something fires; of a clock that has ended, the last.
    due_at      timestamptz not null
) with (
    -- Every row is rewritten several times in its life: room on the page keeps the new version beside the old one.
    fillfactor = 80,
    -- The job reads from the lowest due_at on. Vacuum by number of dead rows and not by share of a table that keeps every review
    -- ever opened, so that it never wades through the dead.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);

-- What the job looks for; holds the running clocks only, however many have ended.
create index clock_due on clock (due_at) where state = 'running';

-- Each message to each person, from the moment somebody is to be told until it was sent or given up. Written in the transaction of
-- what it tells about.
create table delivery (
    id              uuid        primary key,
    review          uuid        not null references review (id),
    evaluation      uuid        not null,
    process         text        not null,
    occasion        text        not null,
    channel         text        not null,
    -- Who is told; null where it goes to a place. The address is personal data and leaves this table for its channel only.
    person          text,
    address         text,
    zone            text,
    -- What it says, as things stood when it was queued: a repeated attempt says the same.
    effect          text        not null,
    decide_by       timestamptz not null,
    state           text        not null check (state in ('pending', 'sent', 'failed', 'cancelled')),
    attempts        integer     not null,
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    -- A sender holds the row until then, outside of any transaction; if it dies, another one takes over.
    leased_until    timestamptz,
    error           text,
    finished_at     timestamptz
) with (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);

-- What the sender looks for.
create index delivery_due on delivery (next_attempt_at) where state = 'pending';

-- Those of one review, for the list and for cancelling them when it is decided; ids are ordered by time.
create index delivery_review on delivery (review, id);

-- The list of those that failed is what an operator opens first, and they are few.
create index delivery_failed on delivery (id) where state = 'failed';

-- What a person wants to be told by e-mail; no row, everything.
create table preference (
    person     text        primary key,
    opened     boolean     not null,
    reassigned boolean     not null,
    reopened   boolean     not null,
    updated_at timestamptz not null
);
