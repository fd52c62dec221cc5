-- Everything can be stopped at once: one row with the name *. The version before does not know of it, and must be gone to be stopped.
alter table halt drop constraint halt_scope_check;
alter table halt add constraint halt_scope_check check (scope in ('process', 'agent', 'everything'));

-- When the agent last sent the case as it was by then and the decision stood: the decision counts as fresh from there.
alter table evaluation add column renewed_at timestamptz;

-- A key that somebody else may have signs nothing and verifies nothing any more. Kept, so that its id stays taken.
alter table signing_key add column revoked_at timestamptz;

-- Where what was decided and what was done do not go together.
create table receipt (
    id         uuid        primary key,
    evaluation uuid        not null references evaluation,
    process    text        not null,
    agent      text        not null,
    kind       text        not null check (kind in ('not-executed', 'not-reported', 'executed-unreleased',
                   'executed-otherwise')),
    -- When it went wrong.
    since      timestamptz not null,
    detail     text        not null,
    -- Until it is opened, it is expected to turn out well; when it is due, somebody looks.
    due_at     timestamptz not null,
    opened_at  timestamptz,
    closed_at  timestamptz,
    -- Absent where the agent's report or withdrawal settled it.
    closed_by  text,
    reason     text
);

-- Found twice, it is opened once. What is closed is in nobody's way.
create unique index receipt_unsettled on receipt (evaluation, kind) where closed_at is null;
create index receipt_due on receipt (due_at) where opened_at is null and closed_at is null;
create index receipt_open on receipt (process, kind) where opened_at is not null and closed_at is null;

-- Up to which release somebody has looked whether it was followed by an execution. Ids of releases are in the order of time, so that no
-- index on anything that changes is needed.
create table receipt_progress (
    one  boolean primary key default true check (one),
    seen uuid    not null
);

insert into receipt_progress (seen) values ('00000000-0000-0000-0000-000000000000');
