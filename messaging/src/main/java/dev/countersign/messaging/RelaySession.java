package dev.countersign.messaging;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A relay's connection to PostgreSQL. One connection holds the locks on shards, hears the wake-ups, reads and deletes: if it is
 * lost, so are the locks and with them the ability to delete, so no relay can act on a shard that is another's by now.
 *
 * <p>Used by the relay's own thread, which it blocks.
 */
final class RelaySession {

    private static final long MAX_BATCH_BYTES_EACH = 1024L * 1024;
    private static final long COUNT_AT_MOST_EACH = 5_000;

    /** What waits in the owned shards. */
    record Backlog(long pending, @Nullable OffsetDateTime oldest) {}

    /** Who is there: how many relays, which shards are this one's, and which are nobody's. */
    record Ownership(int relays, BitSet mine, BitSet free) {}

    private final Pool pool;
    private final PgConnection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    RelaySession(Pool pool, PgConnection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    /** A connection that has not begun yet. */
    static RelaySession connect(Pool pool) throws InterruptedException {
        return new RelaySession(pool, PgConnection.cast(await(pool.getConnection())));
    }

    /** Makes this relay known, which changes the others' shares, and listens; {@code onWakeUp} gets the shards that others rang for, 0 for changed shares. */
    void begin(IntConsumer onWakeUp) throws InterruptedException {
        connection.notificationHandler(heard -> onWakeUp.accept(Integer.parseInt(heard.getPayload())));
        await(connection.query(RelaySql.SETTINGS).execute());
        wake(0);
    }

    Ownership ownership() throws InterruptedException {
        int relays = 0;
        BitSet mine = new BitSet(Shards.COUNT);
        BitSet free = new BitSet(Shards.COUNT);
        free.set(0, Shards.COUNT);
        for (Row row : run(RelaySql.LOCKS_HELD)) {
            int key = row.getLong("key").intValue();
            if (key == 0) {
                relays++;
                continue;
            }
            free.clear(key - 1);
            mine.set(key - 1, row.getBoolean("mine"));
        }
        return new Ownership(relays, mine, free);
    }

    /** Tries to take up to {@code atMost} of these shards; {@link #ownership()} tells which it got. */
    void claim(List<Integer> shards, int atMost) throws InterruptedException {
        run(RelaySql.CLAIM, shards.toArray(Integer[]::new), (long) atMost);
    }

    /** Gives these shards up, and tells the others that they are to be had. */
    void release(List<Integer> shards) throws InterruptedException {
        run(RelaySql.RELEASE, (Object) shards.toArray(Integer[]::new));
        wake(0);
    }

    /** Wakes the other relays; outside of the transactions that wrote, because NOTIFY makes commits queue up. */
    void wake(int shards) throws InterruptedException {
        run(RelaySql.NOTIFY, Integer.toString(shards));
    }

    List<OutboxRow> read(BitSet shards, LowWaterMark marks, Collection<String> withoutTopics, int atMost)
            throws InterruptedException {
        long each = Math.max(1, atMost / Math.max(1, shards.cardinality()));
        RowSet<Row> rows = run(
                RelaySql.READ,
                numbers(shards),
                marks(shards, marks),
                withoutTopics.toArray(String[]::new),
                each,
                MAX_BATCH_BYTES_EACH);
        List<OutboxRow> batch = new ArrayList<>(rows.size());
        rows.forEach(row -> batch.add(row(row)));
        return batch;
    }

    void delete(List<OutboxRow> rows) throws InterruptedException {
        run(
                RelaySql.DELETE,
                rows.stream().map(OutboxRow::shard).toArray(Short[]::new),
                rows.stream().map(OutboxRow::id).toArray(Long[]::new));
    }

    Backlog backlog(BitSet shards, LowWaterMark marks) throws InterruptedException {
        RowSet<Row> rows = run(RelaySql.BACKLOG, numbers(shards), marks(shards, marks), COUNT_AT_MOST_EACH);
        Row row = rows.iterator().next();
        return new Backlog(row.getLong("pending"), row.getOffsetDateTime("oldest"));
    }

    /** Two statements in this order, each with a snapshot of its own: see {@link LowWaterMark}. */
    LowWaterMark.Candidate candidate() throws InterruptedException {
        long last = number(RelaySql.LAST_ID);
        long next = number(RelaySql.NEXT_TRANSACTION);
        return new LowWaterMark.Candidate(last, next);
    }

    /** Raises the marks as far as the candidate allows; false while a transaction of its time still runs. */
    boolean raise(BitSet shards, LowWaterMark marks, LowWaterMark.Candidate candidate) throws InterruptedException {
        if (number(RelaySql.OLDEST_TRANSACTION) < candidate.nextTransaction()) {
            return false;
        }
        run(RelaySql.RAISE, numbers(shards), marks(shards, marks), candidate.lastId())
                .forEach(row -> marks.raise(row.getShort("shard"), row.getLong("mark")));
        return true;
    }

    /** Gives everything up in good order, and the connection back to the pool. */
    void leave() throws InterruptedException {
        await(connection.query(RelaySql.FAREWELL).execute());
        wake(0);
        connection.close();
    }

    /**
     * Ends a session that something is wrong with. Locks that outlived it, on a connection that is back in the pool or hangs, would
     * keep its shards from everybody, so the server is told to end it; true also where it was gone already.
     */
    void terminate() throws InterruptedException {
        await(pool.preparedQuery(RelaySql.TERMINATE).execute(Tuple.of(connection.processId())));
        connection.close();
    }

    private long number(String sql) throws InterruptedException {
        return run(sql).iterator().next().getLong(0);
    }

    private RowSet<Row> run(String sql, Object... parameters) throws InterruptedException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = await(connection.prepare(sql));
            prepared.put(sql, statement);
        }
        return await(statement.query().execute(Tuple.wrap(parameters)));
    }

    private static OutboxRow row(Row row) {
        Map<String, String> headers = new HashMap<>();
        JsonObject json = row.getJsonObject("headers");
        json.forEach(entry -> headers.put(entry.getKey(), (String) entry.getValue()));
        Buffer payload = row.getBuffer("payload");
        byte[] value = payload == null ? null : payload.getBytes();
        Message message = new Message(row.getString("topic"), row.getString("key"), headers, value);
        return new OutboxRow(row.getShort("shard"), row.getLong("id"), message);
    }

    private static Short[] numbers(BitSet shards) {
        return shards.stream().mapToObj(shard -> (short) shard).toArray(Short[]::new);
    }

    private static Long[] marks(BitSet shards, LowWaterMark marks) {
        return shards.stream().mapToObj(marks::of).toArray(Long[]::new);
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
