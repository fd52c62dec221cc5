package dev.countersign.audit.log;

import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.audit.log.Batch.Submission;
import dev.countersign.audit.merkle.RightEdge;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Grows the log by a batch: sequences what was submitted, integrates it into the tree, publishes the checkpoint. All in one transaction, so
 * that nobody ever sees a part of it, and by one replica at a time, so that there is one order.
 */
@ApplicationScoped
public class LogService {

    // An arbitrary number that nothing else in this database locks.
    private static final String LOCK = "SELECT pg_try_advisory_xact_lock(7305808869231650932) AS mine";
    /**
     * Until the transaction ends. What was submitted is nearly always integrated already: PostgreSQL takes the table for empty, and would
     * walk through all that is dead in it since the last vacuum.
     */
    static final String BY_INDEX = "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off";

    static final String SEQUENCE = """
            DELETE FROM log_submission
            WHERE position IN (SELECT position FROM log_submission ORDER BY position LIMIT $1)
            RETURNING position, source, event_id, entry""";
    private static final String ENTRY = """
            INSERT INTO log_entry (leaf_index, source, event_id, entry, leaf_hash) VALUES ($1, $2, $3, $4, $5)""";
    private static final String SUBTREE = "INSERT INTO log_subtree (level, position, hash) VALUES ($1, $2, $3)";
    private static final String CHECKPOINT = """
            INSERT INTO log_checkpoint (size, root, note, published_at) VALUES ($1, $2, $3, $4)""";

    /** What a turn came to. */
    enum Turn {
        /** Another replica is at it. */
        NOT_MINE,
        /** Nothing is left. */
        DONE,
        /** There may be more. */
        MORE
    }

    private final Pool pool;
    private final KeyRepository keys;
    private final CheckpointRepository checkpoints;
    private final TileRepository tiles;
    private final LogConfig config;
    private final Clock clock;

    LogService(
            Pool pool,
            KeyRepository keys,
            CheckpointRepository checkpoints,
            TileRepository tiles,
            LogConfig config,
            Clock clock) {
        this.pool = pool;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.tiles = tiles;
        this.config = config;
        this.clock = clock;
    }

    /** Takes turns until nothing is left. */
    public Uni<Void> drain() {
        return turn().flatMap(
                        turn -> turn == Turn.MORE ? drain() : Uni.createFrom().voidItem());
    }

    private Uni<Turn> turn() {
        return pool.withTransaction(tx -> tx.query(LOCK)
                .execute()
                .flatMap(rows -> rows.iterator().next().getBoolean("mine")
                        ? grow(tx)
                        : Uni.createFrom().item(Turn.NOT_MINE)));
    }

    private Uni<Turn> grow(SqlConnection tx) {
        return checkpoints
                .latest(tx)
                .flatMap(latest -> sequence(tx).flatMap(submissions -> {
                    if (submissions.isEmpty() && latest.isPresent()) {
                        return Uni.createFrom().item(Turn.DONE);
                    }
                    long size = latest.map(published -> published.checkpoint().size())
                            .orElse(0L);
                    return integrate(tx, size, submissions)
                            .replaceWith(submissions.size() < config.batch() ? Turn.DONE : Turn.MORE);
                }));
    }

    private Uni<List<Submission>> sequence(SqlConnection tx) {
        return tx.query(BY_INDEX)
                .execute()
                .chain(() -> tx.preparedQuery(SEQUENCE).execute(Tuple.of(config.batch())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .sorted(Comparator.comparing((Row row) -> row.getLong("position")))
                        .map(row -> new Submission(
                                row.getString("source"),
                                row.getUUID("event_id"),
                                row.getBuffer("entry").getBytes()))
                        .toList());
    }

    private Uni<Void> integrate(SqlConnection tx, long size, List<Submission> submissions) {
        return tiles.reader(tx, RightEdge.tiles(size))
                .map(reader -> RightEdge.read(size, reader))
                .map(edge -> Batch.integrate(edge, submissions, config.origin()))
                .call(batch -> store(tx, batch))
                .flatMap(batch -> keys.signer(tx).flatMap(key -> publish(tx, batch, key)));
    }

    private static Uni<Void> store(SqlConnection tx, Batch batch) {
        List<Tuple> entries = batch.leaves().stream()
                .map(leaf -> Tuple.of(
                        leaf.index(),
                        leaf.submission().source(),
                        leaf.submission().eventId(),
                        Buffer.buffer(leaf.submission().entry()),
                        Buffer.buffer(leaf.hash().bytes())))
                .toList();
        List<Tuple> subtrees = batch.full().stream()
                .map(full -> Tuple.of(
                        full.level(), full.position(), Buffer.buffer(full.hash().bytes())))
                .toList();
        return insert(tx, ENTRY, entries).chain(() -> insert(tx, SUBTREE, subtrees));
    }

    private static Uni<Void> insert(SqlConnection tx, String statement, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(statement).executeBatch(rows).replaceWithVoid();
    }

    private Uni<Void> publish(SqlConnection tx, Batch batch, SigningKey key) {
        Tuple row = Tuple.of(
                batch.checkpoint().size(),
                Buffer.buffer(batch.checkpoint().root().bytes()),
                key.sign(batch.checkpoint().text()).toString(),
                clock.instant().atOffset(ZoneOffset.UTC));
        return tx.preparedQuery(CHECKPOINT).execute(row).replaceWithVoid();
    }
}
