-- What an agent verifies callbacks by. Encrypted with a key that is not in this database; bound to its row.
create table callback_secret (
    id         uuid        primary key,
    agent      text        not null,
    secret     bytea       not null,
    created_at timestamptz not null,
    -- Until then it signs beside its successor, so that the agent can change over without missing a callback.
    retires_at timestamptz
);

-- One that is current for each agent, however many replicas are asked for one at once.
create unique index callback_secret_current on callback_secret (agent) where retires_at is null;

create index callback_secret_of_agent on callback_secret (agent);

-- Each callback, from the change that it tells of, in whose transaction it is written, until it was delivered or given up. What it
-- says is not in here: it is made anew for each attempt, of the evaluation as it then stands.
create table callback_delivery (
    -- The webhook-id: the same at every attempt.
    id           uuid        primary key,
    evaluation   uuid        not null,
    process      text        not null,
    agent        text        not null,
    url          text        not null,
    -- Host and port of the URL: receivers share out the attempts by it.
    receiver     text        not null,
    type         text        not null,
    -- When that happened which it tells of.
    occurred_at  timestamptz not null,
    status       text        not null check (status in ('pending', 'delivered', 'dead', 'superseded')),
    attempts     integer     not null,
    due_at       timestamptz not null,
    give_up_at   timestamptz not null,
    -- A sender holds the row until then, outside of any transaction; if it dies, another one takes over.
    leased_until timestamptz,
    last_error   text,
    created_at   timestamptz not null,
    finished_at  timestamptz
) with (
    -- Rewritten at every attempt: room on the page keeps the new version beside the old one, and vacuum goes by the number of dead
    -- rows, not by their share of a table that keeps a month.
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);

-- What the job looks for, receiver by receiver.
create index callback_delivery_due on callback_delivery (receiver, due_at) where status = 'pending';

-- Of one evaluation, only the latest change is worth telling.
create unique index callback_delivery_pending on callback_delivery (evaluation) where status = 'pending';

-- For the lists; ids are in the order of time.
create index callback_delivery_of_evaluation on callback_delivery (evaluation, id);
create index callback_delivery_of_agent on callback_delivery (agent, id);

-- Those given up are what somebody looks for first, and they are few.
create index callback_delivery_dead on callback_delivery (id) where status = 'dead';

-- For clearing out.
create index callback_delivery_finished on callback_delivery (finished_at) where finished_at is not null;
