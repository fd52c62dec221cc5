-- Policies are immutable once published: a version is only ever inserted. The one in force is the highest.
create table policy_version (
    process      text        not null,
    version      integer     not null check (version > 0),
    -- Read as a whole and never looked into by the database, hence text.
    document     text        not null,
    published_by text        not null,
    published_at timestamptz not null,
    primary key (process, version)
);

-- The stop button. A row is a stop; letting go deletes it. Who pressed it when stands in the log.
create table halt (
    scope     text        not null check (scope in ('process', 'agent')),
    name      text        not null,
    reason    text        not null,
    halted_by text        not null,
    halted_at timestamptz not null,
    primary key (scope, name)
);

-- One row for each proposed action, from its proposal to its execution.
create table evaluation (
    id              uuid        primary key,
    process         text        not null,
    -- Absent where the process had no published policy.
    policy_version  integer,
    agent           text        not null,
    outcome         text        not null check (outcome in ('proceed', 'review', 'block')),
    status          text        not null check (status in ('released', 'waiting', 'blocked', 'rejected',
                        'changes-requested', 'taken-over', 'expired', 'withdrawn', 'executed', 'failed')),
    -- JSON that nobody in here looks into, hence text: jsonb would cost parsing, and refuses what JSON allows (\u0000).
    reasons         text        not null,
    proposal        text        not null,
    payload_digest  text        not null,
    revision        integer     not null,
    idempotency_key text,
    request_digest  text,
    review          uuid,
    owner           text,
    clock_cycle     integer     not null,
    decide_by       timestamptz,
    decision        text,
    execution       text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    -- Of several requests with one key that come at once, one gets in; rows without a key do not meet here.
    unique (agent, idempotency_key)
    -- No index on anything that changes: together with the room left on each page, updates stay on their page.
) with (fillfactor = 80);

-- What went without a person, by the limits that it counts towards; read as sliding windows.
create table limit_use (
    process    text        not null,
    limit_name text        not null,
    at         timestamptz not null,
    evaluation uuid        not null,
    -- 1 for a limit that counts.
    amount     numeric     not null,
    primary key (process, limit_name, at, evaluation)
);

-- Releases by what they say; the signed text is made of it when it is shown, so that no credential is stored.
create table release (
    -- The jti.
    id             uuid        primary key,
    evaluation     uuid        not null references evaluation,
    process        text        not null,
    agent          text        not null,
    action_type    text        not null,
    target         text        not null,
    payload_digest text        not null,
    decision       text        not null,
    approvers      text        not null,
    policy_version integer,
    issued_at      timestamptz not null,
    expires_at     timestamptz not null,
    redeemed_at    timestamptz,
    redeemed_by    text,
    -- Withdrawn, or executed without being redeemed here: it may be genuine and unexpired, and is good for nothing.
    revoked_at     timestamptz
) with (fillfactor = 80);

create index release_of_evaluation on release (evaluation, id);

-- The keys that sign releases, shared by all replicas. The private half is encrypted with a key that is not in this database.
create table signing_key (
    -- The kid.
    id          text        primary key,
    public_key  bytea       not null,
    private_key bytea       not null,
    created_at  timestamptz not null,
    -- Until then it is published but does not sign, so that those who verify offline learn of it first.
    signs_from  timestamptz not null
);
