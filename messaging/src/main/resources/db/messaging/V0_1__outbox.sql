-- Events that were said in a committed transaction and are not yet known to be in Kafka. The relay of a replica reads them, waits
-- for the broker's acknowledgement, and deletes them: what is in this table is what is still to be said.
--
-- Rows are deleted instead of marked, and looked for from the lowest id on instead of after the last one read: ids are given out
-- in another order than transactions commit in, so "everything after the last id" would pass over a row that commits late.
create table outbox (
    -- The same key always has the same shard; a shard is published by one replica at a time (an advisory lock), in order of id.
    shard       smallint    not null,
    id          bigint      generated always as identity,
    topic       text        not null,
    key         text,
    -- The headers of the message as a JSON object of strings: the CloudEvents attributes and traceparent. Text that nobody in here
    -- looks into, hence json and not jsonb.
    headers     json        not null,
    payload     bytea,
    recorded_at timestamptz not null,
    -- Serves the reading (a shard's lowest ids) and the deleting; the only index, because every index is paid for twice a row.
    primary key (shard, id)
) with (
    -- Every row dies within milliseconds. Vacuum by number of dead rows and not by share of a table that is nearly always empty,
    -- and do not let it sleep, so that reading from the lowest id never wades through the dead.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 50000
);

-- Payloads are JSON of some kilobytes that live for milliseconds: compressing them costs more than it saves.
alter table outbox alter column payload set storage external;
