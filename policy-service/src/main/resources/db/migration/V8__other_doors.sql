-- Escapes that agents and process owners reported here. audit-service keeps them; here stands who said it once, so that a report that
-- is repeated is the same report. What was wrong is content, and not kept here: the digest is what a repeated key is held against.
create table escape_claim (
    id              uuid        primary key,
    evaluation      uuid        not null references evaluation,
    reported_by     text        not null,
    reported_at     timestamptz not null,
    idempotency_key text,
    request_digest  text        not null,
    unique (reported_by, idempotency_key)
);

-- What a graph asked when it was interrupted: in which form, and which evaluations answer it, so that any replica can make the value
-- to resume with. The arguments stay with the evaluations.
create table langgraph_interrupt (
    id              uuid        primary key,
    process         text        not null,
    agent           text        not null,
    -- JSON that nobody in here looks into.
    form            text        not null,
    idempotency_key text,
    request_digest  text        not null,
    created_at      timestamptz not null,
    unique (agent, idempotency_key)
);
