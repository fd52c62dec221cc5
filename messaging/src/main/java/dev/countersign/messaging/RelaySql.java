package dev.countersign.messaging;

/** The statements of a {@link RelaySession}. */
final class RelaySql {

    /** The first key of the outbox's advisory locks; the second is 0 for being there, else the shard's number plus one. */
    static final int LOCKS = 0x43534F42;

    static final String CHANNEL = "countersign_outbox";

    /**
     * A deletion lost in a crash of the server only repeats a message, which the inbox knows: no need to wait for the disk. The
     * server notices within half a minute that this process's machine is gone, and frees its shards. The planner takes the outbox for
     * as empty as it mostly is, and would walk through all that is dead in it: whatever it believes, there is an index for everything.
     */
    static final String SETTINGS = """
            set synchronous_commit = off; set statement_timeout = '30s'; set idle_session_timeout = 0;
            set enable_seqscan = off; set enable_bitmapscan = off;
            set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
            listen %s; select pg_advisory_lock_shared(%d, 0)
            """.formatted(CHANNEL, LOCKS);

    static final String FAREWELL = "select pg_advisory_unlock_all(); unlisten *; reset all";

    static final String NOTIFY = "select pg_notify('%s', $1)".formatted(CHANNEL);

    static final String LOCKS_HELD = """
            select objid::bigint as key, pid = pg_backend_pid() as mine from pg_locks
            where locktype = 'advisory' and classid = %d and objsubid = 2 and granted
                and database = (select oid from pg_database where datname = current_database())
            """.formatted(LOCKS);

    static final String CLAIM =
            "select s from unnest($1::int[]) as s where pg_try_advisory_lock(%d, s + 1) limit $2".formatted(LOCKS);

    static final String RELEASE = "select pg_advisory_unlock(%d, s + 1) from unnest($1::int[]) as s".formatted(LOCKS);

    /** Each shard from its mark on, in order, cut off where the batch would grow too large; a shard's first row always fits. */
    static final String READ = """
            select o.shard, o.id, o.topic, o.key, o.headers, o.payload
            from unnest($1::smallint[], $2::bigint[]) as mine(shard, mark)
            cross join lateral (
                select r.*, sum(octet_length(r.payload)) over (order by r.id) - octet_length(r.payload) as before
                from (
                    select shard, id, topic, key, headers, payload from outbox
                    where shard = mine.shard and id > mine.mark and topic <> all($3::text[])
                    order by shard, id limit $4
                ) r
            ) o
            where coalesce(o.before, 0) < $5
            order by o.shard, o.id
            """;

    /** By their places, each looked up by itself: joined, the two would be walked through, the dead of the outbox with them. */
    static final String DELETE = """
            delete from outbox where ctid = any(array(
                select o.ctid from unnest($1::smallint[], $2::bigint[]) as gone(shard, id)
                cross join lateral (select ctid from outbox where shard = gone.shard and id = gone.id offset 0) o))
            """;

    /** Where somebody is at it already, it is left to them; the file keeps its length, which only an exclusive lock could change. */
    static final String VACUUM = "vacuum (skip_locked, truncate false) outbox";

    static final String LAST_ID = "select case when is_called then last_value else 0 end from outbox_id_seq";

    /** Takes one: a snapshot's xmax will not do, which is above the last transaction that ended and not the last that began. */
    static final String NEXT_TRANSACTION = "select pg_current_xact_id()::text::bigint";

    static final String OLDEST_TRANSACTION = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    static final String RAISE = """
            select mine.shard, coalesce(
                (select min(id) - 1 from outbox where shard = mine.shard and id > mine.mark and id <= $3), $3) as mark
            from unnest($1::smallint[], $2::bigint[]) as mine(shard, mark)
            """;

    static final String BACKLOG = """
            select coalesce(sum(waiting.n), 0)::bigint as pending, min(waiting.oldest) as oldest
            from unnest($1::smallint[], $2::bigint[]) as mine(shard, mark)
            cross join lateral (
                select count(*) as n, min(recorded_at) as oldest from (
                    select recorded_at from outbox where shard = mine.shard and id > mine.mark order by shard, id limit $3
                ) r
            ) waiting
            """;

    static final String TERMINATE = "select pg_terminate_backend($1)";

    private RelaySql() {}
}
