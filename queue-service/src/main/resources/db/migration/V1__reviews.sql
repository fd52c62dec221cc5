-- The directory is read as a whole by every routing and every decision, and replaced as a whole by its file; so it is one document
-- and not a dozen tables. The version tells a replica that its copy is old. Exactly one row.
create table directory (
    single     boolean     primary key default true check (single),
    version    bigint      not null,
    document   text        not null,
    changed_by text,
    changed_at timestamptz not null
);
insert into directory (version, document, changed_at) values (0, '{}', now());

-- What changes about a review, and what a list shows of it. The content, which is large and hardly changes, is beside it.
create table review (
    id                uuid        primary key,
    evaluation        uuid        not null unique,
    process           text        not null,
    title             text        not null,
    kind              text        not null,
    agent             text        not null,
    action_type       text        not null,
    target            text        not null,
    effect            text        not null,
    urgency           text        not null,
    accountable       text        not null,
    unroutable        boolean     not null,
    opened_at         timestamptz not null,
    phase             text        not null,
    version           integer     not null,
    revision          integer     not null,
    owner             text        not null,
    escalated_from    text        not null,
    cycle             integer     not null,
    pick_up_by        timestamptz,
    decide_by         timestamptz,
    claimed_by        text,
    claimed_until     timestamptz,
    needed            integer     not null,
    digest            text        not null,
    proposed          text        not null,
    approvals         text        not null,
    waiting_since     timestamptz not null,
    picked_up_at      timestamptz,
    decided_by        text        not null,
    reason            text,
    proceed           boolean     not null,
    decided_at        timestamptz,
    -- Under which version of the directory it was last seen who may decide it; behind the directory's own, it is looked at again.
    directory_version bigint      not null
) with (fillfactor = 80);

-- Finds the open reviews that a change of the directory has not reached yet.
create index review_open_directory on review (directory_version) where phase = 'OPEN';
-- Finds claims that were not renewed.
create index review_claims on review (claimed_until) where claimed_until is not null;
-- Counts the open reviews of a process.
create index review_open_process on review (process) where phase = 'OPEN';

-- Text and not jsonb: an agent's JSON is kept as it was written (order of fields, spelling of numbers, escaped NUL), and nobody in
-- the database looks into it.
create table review_content (
    review   uuid primary key references review,
    recorded text not null,
    payload  text not null,
    trail    text not null,
    returned text
);

-- The agent's payloads in order; 1 is the proposal.
create table review_revision (
    review   uuid        not null references review,
    revision integer     not null,
    payload  text        not null,
    digest   text        not null,
    note     text,
    at       timestamptz not null,
    primary key (review, revision)
);

-- What happened, for those who decide and those who ask later.
create table review_history (
    id     uuid        primary key,
    review uuid        not null references review,
    what   text        not null,
    by     text,
    detail text,
    at     timestamptz not null
);
create index review_history_review on review_history (review, at, id);

create function review_history_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a review only grows';
end $$;
create trigger review_history_only_grows before update on review_history
    for each row execute function review_history_only_grows();

-- Who may see which review, worked out beforehand, so that a list is one walk along one index whatever else is in the system. A
-- right that holds for a time only (standing in for somebody) has its period here, and needs no job to begin or end.
create table review_viewer (
    person      text        not null,
    review      uuid        not null references review,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    reach       text        not null,
    because     text        not null,
    open        boolean     not null,
    -- Where it stands in a list: its deadline while it is open, the instant of its decision afterwards.
    sort_at     timestamptz not null,
    primary key (review, person, valid_from)
) with (fillfactor = 80);
create index review_viewer_list on review_viewer (person, open, sort_at, review);
create index review_viewer_reach on review_viewer (person, open, reach, sort_at, review);
