-- The log. An event travels through it in three phases: accepted with its content (log_content, log_submission), sequenced and
-- integrated (log_entry, log_subtree), published (log_checkpoint). What has been sequenced is never changed: the database itself
-- refuses, so that neither a bug nor a service's password can rewrite history unnoticed.

-- What was said. Apart from the log proper because it can be erased: an entry commits to a salted digest of the value, and without
-- salt and value that digest says nothing about them. The row itself stays and keeps a redelivered event from being logged twice.
CREATE TABLE log_content (
    source      text        NOT NULL,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    process     text        NOT NULL,
    evaluation  uuid,
    occurred_at timestamptz NOT NULL,
    salt        bytea       CHECK (length(salt) = 32),
    value       bytea,
    erased_at   timestamptz,
    PRIMARY KEY (source, event_id),
    -- Content is there whole or erased whole: a salt left behind would let a guess at the value be confirmed.
    CHECK ((erased_at IS NULL) = (salt IS NOT NULL) AND (erased_at IS NULL) = (value IS NOT NULL))
);
-- Evidence asks for all events of one evaluation; whether a process is known at all is asked with every metric.
CREATE INDEX log_content_evaluation ON log_content (evaluation) WHERE evaluation IS NOT NULL;
CREATE INDEX log_content_process ON log_content (process);

-- Accepted, and waiting for its place in the log. Positions do not commit in order: the integration takes what it sees and deletes it,
-- it never asks for "greater than the last".
CREATE TABLE log_submission (
    position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source      text        NOT NULL,
    event_id    uuid        NOT NULL,
    entry       bytea       NOT NULL,
    accepted_at timestamptz NOT NULL DEFAULT now()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
-- (A queue's table is mostly dead rows; vacuuming it by its share of live ones would come too late.)

-- The leaves, in their one order. The leaf's hash is kept because every tile of level 0 is a run of them.
CREATE TABLE log_entry (
    leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
    source     text   NOT NULL,
    event_id   uuid   NOT NULL,
    -- The length of an entry stands in two bytes where entries are served.
    entry      bytea  NOT NULL CHECK (length(entry) < 65536),
    leaf_hash  bytea  NOT NULL CHECK (length(leaf_hash) = 32),
    UNIQUE (source, event_id),
    FOREIGN KEY (source, event_id) REFERENCES log_content
);

-- Hashes of full subtrees of 256^level leaves. A tile of level 1 and up, full or partial, is a run of them; so a growing tile
-- needs no row to be overwritten.
CREATE TABLE log_subtree (
    level    smallint NOT NULL CHECK (level BETWEEN 1 AND 7),
    position bigint   NOT NULL CHECK (position >= 0),
    hash     bytea    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
);

-- Every state of the log that was ever signed.
CREATE TABLE log_checkpoint (
    size         bigint      PRIMARY KEY CHECK (size >= 0),
    root         bytea       NOT NULL CHECK (length(root) = 32),
    note         text        NOT NULL,
    published_at timestamptz NOT NULL
);

-- The log's key, made at the first start. One row: a log has one origin and one key for life. The private half is absent where
-- the key comes from the configuration.
CREATE TABLE log_key (
    single      boolean     PRIMARY KEY DEFAULT true CHECK (single),
    origin      text        NOT NULL,
    public_key  bytea       NOT NULL,
    private_key bytea,
    created_at  timestamptz NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_subtree
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_key
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Facts: of each event what the metrics count, written in the transaction that accepts the event. The topics are not in order among
-- each other, so no fact waits for another: they are joined when they are counted.
CREATE TABLE evaluation_fact (
    evaluation  uuid        PRIMARY KEY,
    process     text        NOT NULL,
    agent       text        NOT NULL,
    action_type text        NOT NULL,
    outcome     text        NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX evaluation_fact_counted ON evaluation_fact (process, at);

-- One row a decision, not a review: a review that was sent back and opened again is decided again.
CREATE TABLE decision_fact (
    source       text        NOT NULL,
    event_id     uuid        NOT NULL,
    review       uuid        NOT NULL,
    evaluation   uuid        NOT NULL,
    process      text        NOT NULL,
    kind         text        NOT NULL,
    outcome      text        NOT NULL,
    opened_at    timestamptz NOT NULL,
    picked_up_at timestamptz,
    at           timestamptz NOT NULL,
    -- The policy refused the approved edit: the decision did not stand and is not counted.
    returned     boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (source, event_id)
);
CREATE INDEX decision_fact_counted ON decision_fact (process, at);
CREATE INDEX decision_fact_review ON decision_fact (review, at);

-- Actions that took effect, whoever decided them.
CREATE TABLE execution_fact (
    evaluation uuid        PRIMARY KEY,
    process    text        NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX execution_fact_counted ON execution_fact (process, at);

CREATE TABLE escape_fact (
    escape     uuid        PRIMARY KEY,
    evaluation uuid        NOT NULL,
    process    text        NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX escape_fact_evaluation ON escape_fact (evaluation);

-- Escapes reported here. The description is content and can be erased; the digest of the request is what a repeated key is held against.
CREATE TABLE escape (
    id              uuid        PRIMARY KEY,
    evaluation      uuid        NOT NULL,
    process         text        NOT NULL,
    found_by        text        NOT NULL,
    description     text,
    reported_by     text        NOT NULL,
    reported_at     timestamptz NOT NULL,
    idempotency_key text,
    request_digest  text        NOT NULL,
    UNIQUE (reported_by, idempotency_key)
);
