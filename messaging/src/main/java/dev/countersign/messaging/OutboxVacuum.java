package dev.countersign.messaging;

import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Has the outbox's dead rows swept out while there are few of them. The server looks for them once a minute, and by then they may be
 * hundreds of megabytes: every event would be written to a new page, which goes to the disk although nobody will ever read it.
 *
 * <p>Used by the relay's own thread; the sweeping goes on beside it, on another connection.
 */
final class OutboxVacuum {

    /** So many dead rows at the least: some milliseconds of work. */
    static final int AFTER_ROWS = 10_000;
    /**
     * While somebody holds an old snapshot nothing can be swept out, and looking takes the longer the more there is: it takes no more than
     * this share of the time.
     */
    private static final int ONE_IN = 50;

    private static final Logger LOG = Logger.getLogger(OutboxVacuum.class);

    private final Pool pool;
    private int dead;
    private volatile boolean sweeping;
    private volatile long next = System.nanoTime();

    OutboxVacuum(Pool pool) {
        this.pool = pool;
    }

    /** So many more rows are dead. */
    void deleted(int rows) {
        dead += rows;
        if (dead >= AFTER_ROWS && !sweeping && System.nanoTime() - next >= 0) {
            dead = 0;
            sweep();
        }
    }

    private void sweep() {
        sweeping = true;
        long began = System.nanoTime();
        pool.query(RelaySql.VACUUM).execute().onComplete(swept -> {
            long took = System.nanoTime() - began;
            next = System.nanoTime() + took * ONE_IN;
            sweeping = false;
            if (swept.failed()) {
                LOG.debug("The outbox was not swept; the server's own vacuum will do it", swept.cause());
            } else {
                LOG.debugf("The outbox was swept in %s", Duration.ofNanos(took));
            }
        });
    }
}
