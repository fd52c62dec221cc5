package dev.countersign.messaging;

import dev.countersign.messaging.RelaySession.Ownership;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is in the outbox: reads the lowest rows of the shards that it owns, sends them to Kafka, waits for the
 * acknowledgements, deletes them, and looks again, at a pace that lets what commits gather; sleeps until it is woken when there is
 * nothing. Rows that commit late are found whatever their id, because there is no "last row read".
 *
 * <p>Every replica of a service runs one, and they share the shards evenly. If one dies, its connection ends and with it its
 * locks, and the others take over what it had; what it had sent without deleting is sent again, and the inbox knows it.
 *
 * <p>Plain blocking code on a thread of its own: one a process.
 */
final class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration WAKE_OTHERS_EVERY = Duration.ofMillis(10);
    private static final int TICKS_PER_UPKEEP = 8;

    private final Pool pool;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Doorbell doorbell;
    private final MessagingConfig.Relay config;
    private final RelayState state;
    private final Random random = new Random();
    private final Backoff backoff;
    private final TopicPauses pauses;
    private final OutboxVacuum vacuum;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean sharesChanged;

    private final LowWaterMark marks = new LowWaterMark();
    private LowWaterMark.@Nullable Candidate candidate;
    private BitSet mine = new BitSet(Shards.COUNT);
    private int ticks;
    private long nextTick;
    private int toWake;
    private long nextWake = System.nanoTime();

    Relay(
            Pool pool,
            Supplier<Producer<byte[], byte[]>> producers,
            Doorbell doorbell,
            MessagingConfig.Relay config,
            RelayState state) {
        this.pool = pool;
        this.producers = producers;
        this.doorbell = doorbell;
        this.config = config;
        this.state = state;
        this.backoff = new Backoff(FIRST_PAUSE, config.maxBackoff());
        this.pauses = new TopicPauses(backoff, System::nanoTime, random);
        this.vacuum = new OutboxVacuum(pool);
        this.thread = Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Finishes the batch under way, gives the shards to the others, and ends; at the latest after the configured time. */
    void stop() {
        stopping = true;
        doorbell.ring();
        try {
            if (!thread.join(config.stopTimeout())) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            int failures = 0;
            while (!stopping) {
                try (Producer<byte[], byte[]> producer = producers.get()) {
                    runWith(new Publisher(producer));
                } catch (KafkaException e) {
                    state.disconnected(e);
                    pause(++failures);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The relay was stopped in the middle of a batch; what it sent may be sent again");
        } finally {
            state.stopped();
        }
    }

    private void runWith(Publisher publisher) throws InterruptedException {
        RelaySession session = null;
        int failures = 0;
        while (!stopping) {
            try {
                if (session != null) {
                    session.terminate();
                    session = null;
                }
                session = RelaySession.connect(pool);
                session.begin(this::heard);
                state.connected();
                failures = 0;
                serve(session, publisher);
                session.leave();
            } catch (CompletionException e) {
                state.disconnected(e.getCause() == null ? e : e.getCause());
                pause(++failures);
            }
        }
    }

    private void serve(RelaySession session, Publisher publisher) throws InterruptedException {
        mine.clear();
        candidate = null;
        nextTick = System.nanoTime();
        while (!stopping) {
            if (sharesChanged || System.nanoTime() - nextTick >= 0) {
                sharesChanged = false;
                nextTick = System.nanoTime() + config.tick().toNanos();
                balance(session);
                keepUp(session);
            }
            wakeOthers(session);
            long next = System.nanoTime() + config.pace().toNanos();
            if (publishOnce(session, publisher)) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } else if (!stopping) {
                doorbell.await(untilDue());
            }
        }
    }

    /** Publishes a batch; false when there was none. */
    private boolean publishOnce(RelaySession session, Publisher publisher) throws InterruptedException {
        List<OutboxRow> rows = session.read(mine, marks, pauses.current(), config.batchSize());
        if (rows.isEmpty()) {
            return false;
        }
        Publisher.Published published = publisher.publish(rows);
        session.delete(published.acknowledged());
        vacuum.deleted(published.acknowledged().size());
        state.published(published, pauses);
        return true;
    }

    /** Takes shards that are free, or gives up those that are over the fair share. */
    private void balance(RelaySession session) throws InterruptedException {
        Ownership now = session.ownership();
        int missing = Shards.fairShare(now.relays()) - now.mine().cardinality();
        if (missing < 0) {
            session.release(now.mine().stream().boxed().limit(-missing).toList());
            now = session.ownership();
        } else if (missing > 0 && !now.free().isEmpty()) {
            // In random order, so that replicas that start together do not all reach for the same.
            List<Integer> free = new ArrayList<>(now.free().stream().boxed().toList());
            Collections.shuffle(free, random);
            session.claim(free, missing);
            now = session.ownership();
        }
        now.mine().stream().filter(shard -> !mine.get(shard)).forEach(marks::forget);
        mine = now.mine();
        state.owns(mine);
    }

    /** What is needed from time to time only. */
    private void keepUp(RelaySession session) throws InterruptedException {
        if (ticks++ % TICKS_PER_UPKEEP != 0) {
            return;
        }
        state.waiting(session.backlog(mine, marks));
        if (candidate == null) {
            candidate = session.candidate();
        } else if (session.raise(mine, marks, candidate)) {
            candidate = null;
        }
    }

    /** Tells other replicas about rows in their shards, at once but not more often than makes sense. */
    private void wakeOthers(RelaySession session) throws InterruptedException {
        toWake |= doorbell.take() & ~mask(mine);
        if (toWake != 0 && System.nanoTime() - nextWake >= 0) {
            session.wake(toWake);
            toWake = 0;
            nextWake = System.nanoTime() + WAKE_OTHERS_EVERY.toNanos();
        }
    }

    private Duration untilDue() {
        long now = System.nanoTime();
        long due = nextTick - now;
        return Duration.ofNanos(toWake == 0 ? due : Math.min(due, nextWake - now));
    }

    /** Another replica rang, or shares changed (0). Called by the connection's thread. */
    private void heard(int shards) {
        if (shards == 0) {
            sharesChanged = true;
            doorbell.ring();
        } else if ((shards & mask(state.shards())) != 0) {
            doorbell.ring();
        }
    }

    private void pause(int failures) throws InterruptedException {
        if (!stopping) {
            doorbell.await(backoff.pause(failures, random));
        }
    }

    private static int mask(BitSet shards) {
        return shards.stream().map(shard -> 1 << shard).reduce(0, (a, b) -> a | b);
    }
}
