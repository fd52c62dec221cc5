package dev.countersign.policy.waiting;

import dev.countersign.messaging.Listening;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells every replica that evaluations have changed. Sent after the commit and on its own: NOTIFY inside a transaction takes a lock
 * on the whole instance at commit. What is lost on the way is found by polling.
 */
@ApplicationScoped
public class Wakeups {

    private static final Logger LOG = Logger.getLogger(Wakeups.class);
    private static final String CHANNEL = "evaluation_changed";
    private static final String EVERYBODY = "*";
    /** A notification holds 8,000 bytes. */
    private static final int IDS_PER_NOTIFICATION = 200;

    private final Waiters waiters;
    private final Pool pool;
    private final Vertx vertx;
    private final Listening listening;
    private @Nullable PgSubscriber subscriber;

    Wakeups(Waiters waiters, Pool pool, Vertx vertx, Listening listening) {
        this.waiters = waiters;
        this.pool = pool;
        this.vertx = vertx;
        this.listening = listening;
    }

    void listen(@Observes StartupEvent started) {
        // Connects for as long as it takes; until then, polling does.
        PgSubscriber connecting = listening.subscriber(vertx, pool.getDelegate());
        connecting
                .channel(CHANNEL)
                .handler(payload -> waiters.wake(payload.equals(EVERYBODY) ? waiters.ids() : ids(payload)));
        connecting.connect().onFailure(failure -> LOG.warnf("Cannot listen for wake-ups: %s", failure.getMessage()));
        subscriber = connecting;
    }

    void close(@Observes ShutdownEvent stopping) {
        if (subscriber != null) {
            subscriber.close();
        }
    }

    private static List<UUID> ids(String payload) {
        return Arrays.stream(payload.split(",", -1)).map(UUID::fromString).toList();
    }

    /** Wakes whoever waits for these, here and on the other replicas. Never fails: the change itself is committed. */
    public Uni<Void> changed(Collection<UUID> ids) {
        waiters.wake(ids);
        return Multi.createFrom()
                .iterable(ids)
                .group()
                .intoLists()
                .of(IDS_PER_NOTIFICATION)
                .onItem()
                .transformToUniAndConcatenate(this::notifyOthers)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf("A wake-up was not sent: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Wakes all who wait, here and on the other replicas: something has changed for many. Never fails. */
    public Uni<Void> everybody() {
        waiters.wake(waiters.ids());
        return send(EVERYBODY)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf("A wake-up was not sent: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> notifyOthers(List<UUID> ids) {
        return send(ids.stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    private Uni<Integer> send(String payload) {
        return pool.preparedQuery("select pg_notify($1, $2)")
                .execute(Tuple.of(CHANNEL, payload))
                .map(rows -> rows.size());
    }
}
