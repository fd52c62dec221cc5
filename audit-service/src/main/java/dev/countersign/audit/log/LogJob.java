package dev.countersign.audit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the log growing, and says how large it is and how far it is behind. */
@Singleton
public class LogJob {

    static final String STATE = """
            SELECT (SELECT coalesce(max(size), 0) FROM log_checkpoint) AS size,
                   (SELECT count(*) FROM log_submission) AS waiting,
                   coalesce((SELECT extract(epoch FROM now() - accepted_at) * 1000
                    FROM log_submission ORDER BY position LIMIT 1), 0)::bigint AS lag_millis""";

    private final LogService log;
    private final Pool pool;
    private final AtomicLong size;
    private final AtomicLong waiting;
    private final AtomicLong lagMillis = new AtomicLong();

    LogJob(LogService log, Pool pool, MeterRegistry meters) {
        this.log = log;
        this.pool = pool;
        this.size = meters.gauge("countersign.log.size", new AtomicLong());
        this.waiting = meters.gauge("countersign.log.submissions", new AtomicLong());
        meters.gauge("countersign.log.integration.lag.seconds", lagMillis, millis -> millis.get() / 1000.0);
    }

    @Scheduled(
            every = "${countersign.log.interval:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        // What was measured stays measured when the integration fails: that is when the lag is looked at.
        return measure().chain(log::drain).onTermination().call(this::measure);
    }

    private Uni<Void> measure() {
        return pool.withTransaction(tx -> tx.query(LogService.BY_INDEX)
                        .execute()
                        .chain(() -> tx.query(STATE).execute()))
                .invoke(rows -> show(rows.iterator().next()))
                .replaceWithVoid();
    }

    private void show(Row row) {
        size.set(row.getLong("size"));
        waiting.set(row.getLong("waiting"));
        lagMillis.set(row.getLong("lag_millis"));
    }
}
