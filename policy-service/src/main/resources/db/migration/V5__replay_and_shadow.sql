-- A replay asks again what was asked once, so the proposal itself must outlive revisions and renewals. Filled by the first only:
-- until then, proposal and reasons are those of the proposal. Whatever erases the one erases the other.
alter table evaluation add column proposed text;
alter table evaluation add column proposed_reasons text;

-- The evaluations of a process in the order in which they were recorded: read page by page, by replays and by shadows. None of it
-- ever changes, so that updates still stay on their page.
create index evaluation_in_order on evaluation (process, created_at, id);

-- What turned out to be wrong: by a person's decision, or as an escape that was reported afterwards.
create table known_error (
    evaluation uuid        not null,
    process    text        not null,
    -- A decision other than approved, or how an escape was found.
    why        text        not null,
    found_at   timestamptz not null,
    primary key (evaluation, why)
);

create index known_error_of_process on known_error (process, found_at);

-- How long people were on reviews: from being picked up to the decision. One evaluation may come back to its reviewer.
create table review_time (
    evaluation uuid        not null,
    decided_at timestamptz not null,
    process    text        not null,
    millis     bigint      not null,
    primary key (evaluation, decided_at)
);

create index review_time_of_process on review_time (process, decided_at);

-- Decisions that were heard before anybody kept them for this. How long they took is not known any more.
insert into known_error (evaluation, process, why, found_at)
select id, process,
    case when decision like '{"outcome":"approved-with-changes"%' then 'approved-with-changes' else status end, changed_at
from evaluation
where status in ('rejected', 'changes-requested', 'taken-over') or decision like '{"outcome":"approved-with-changes"%';

-- A candidate policy beside the one in force. At most one a process runs; what former ones found is kept.
create table shadow (
    id         uuid        primary key,
    process    text        not null,
    document   text        not null,
    -- Where the candidate is a version that was published before.
    version    integer,
    started_by text        not null,
    started_at timestamptz not null,
    ended_by   text,
    ended_at   timestamptz,
    -- The last evaluation it has answered, in the order of recording. Begins before the start: what went without a person then
    -- still fills the limits.
    cursor_at  timestamptz not null,
    cursor_id  uuid        not null,
    -- The counts so far as JSON, so that showing them does not mean counting millions.
    tally      text        not null,
    -- Ended, and everything recorded until then is answered.
    finished   boolean     not null
);

create unique index shadow_running on shadow (process) where ended_at is null;
create index shadow_of_process on shadow (process, id);
create index shadow_unfinished on shadow (id) where not finished;

create table shadow_evaluation (
    shadow      uuid        not null references shadow,
    evaluation  uuid        not null,
    created_at  timestamptz not null,
    action_type text        not null,
    recorded    text        not null,
    candidate   text        not null,
    reasons     text        not null,
    primary key (shadow, evaluation)
);

create index shadow_evaluation_differing on shadow_evaluation (shadow, evaluation) where recorded <> candidate;

-- What a candidate would have let go, by the limits that it would have counted towards. Never mixed with limit_use: a candidate
-- uses up nothing.
create table shadow_use (
    shadow     uuid        not null references shadow,
    limit_name text        not null,
    at         timestamptz not null,
    evaluation uuid        not null,
    amount     numeric     not null,
    primary key (shadow, limit_name, at, evaluation)
);
