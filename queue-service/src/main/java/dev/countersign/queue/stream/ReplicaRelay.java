package dev.countersign.queue.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countersign.contracts.Json;
import dev.countersign.messaging.Listening;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other replicas through PostgreSQL. NOTIFY takes an instance-wide lock at commit, so it stays out of the transactions
 * that decide, and goes out at most once in a while for all that happened in it.
 */
@ApplicationScoped
@RegisterForReflection(targets = {ReplicaRelay.Telegram.class, ReviewChange.class})
class ReplicaRelay {

    private static final Logger LOG = Logger.getLogger(ReplicaRelay.class);
    private static final String CHANNEL = "review_changes";
    private static final long PAUSE_MILLIS = 20;

    /** PostgreSQL refuses a notification of 8000 bytes. */
    private static final int LONGEST = 7_500;

    private final Vertx vertx;
    private final Pool pool;
    private final Listening listening;
    private final String self = UUID.randomUUID().toString();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<Consumer<ReviewChange>> listeners = new CopyOnWriteArrayList<>();
    private @Nullable PgSubscriber subscriber;

    ReplicaRelay(Vertx vertx, Pool pool, Listening listening) {
        this.vertx = vertx;
        this.pool = pool;
        this.listening = listening;
    }

    /** What one replica tells another. */
    record Telegram(String from, ReviewChange change) {}

    void onArrival(Consumer<ReviewChange> listener) {
        listeners.add(listener);
    }

    void start(@Observes StartupEvent started) {
        PgSubscriber connecting = listening.subscriber(vertx, pool);
        connecting.channel(CHANNEL).handler(this::arrived);
        connecting.connect().onFailure(fault -> LOG.warn("Changes on other replicas are not heard yet", fault));
        subscriber = connecting;
    }

    void stop(@Observes ShutdownEvent stopping) {
        PgSubscriber connected = subscriber;
        if (connected != null) {
            connected.close();
        }
    }

    void send(ReviewChange change) {
        String telegram = write(new Telegram(self, change));
        if (telegram.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            LOG.debugf("Review %s has too many viewers to tell other replicas", change.review());
            return;
        }
        waiting.add(telegram);
        if (scheduled.compareAndSet(false, true)) {
            vertx.setTimer(PAUSE_MILLIS, timer -> flush());
        }
    }

    private void flush() {
        scheduled.set(false);
        List<Tuple> batch = new ArrayList<>();
        for (String telegram = waiting.poll(); telegram != null; telegram = waiting.poll()) {
            batch.add(Tuple.of(CHANNEL, telegram));
        }
        if (!batch.isEmpty()) {
            pool.preparedQuery("select pg_notify($1, $2)")
                    .executeBatch(batch)
                    .onFailure(fault -> LOG.debug("Other replicas were not told", fault));
        }
    }

    private void arrived(String text) {
        try {
            Telegram telegram = Json.mapper().readValue(text, Telegram.class);
            if (!telegram.from().equals(self)) {
                listeners.forEach(listener -> listener.accept(telegram.change()));
            }
        } catch (JsonProcessingException e) {
            LOG.debug("A replica of another version said something unknown");
        }
    }

    private static String write(Telegram telegram) {
        try {
            return Json.mapper().writeValueAsString(telegram);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can always be written", e);
        }
    }
}
