-- Which events this service has handled. A row is written in the transaction that holds the event's effects, so both are there or
-- neither is; Kafka may deliver as often as it likes.
create table inbox (
    -- The name of an event, once and for all: CloudEvents source and id. For a message that could not be processed, the source is
    -- kafka:<topic> and the id is made of its place in it, so that it is set aside once and may still be replayed after a repair.
    source      text        not null,
    event_id    uuid        not null,
    received_at timestamptz not null,
    primary key (source, event_id)
) with (
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 100000
);

-- For pruning, which removes what is older than any topic keeps its messages. Rows arrive in order of time, so a block range index
-- does, and costs next to nothing to keep.
create index inbox_received_at on inbox using brin (received_at) with (autosummarize = on);
