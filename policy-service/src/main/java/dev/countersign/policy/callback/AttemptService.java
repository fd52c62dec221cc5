package dev.countersign.policy.callback;

import dev.countersign.policy.callback.Outcome.Delivered;
import dev.countersign.policy.callback.Outcome.Failed;
import dev.countersign.policy.callback.Outcome.Gone;
import dev.countersign.policy.callback.Outcome.Moot;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The two short transactions around an attempt: taking what is due, and recording what came of it. Nothing is sent inside of either. A
 * replica that dies in between is followed by another when its lease ends; the callback may then come twice under one
 * {@code webhook-id}, which is the price of never losing it.
 */
@ApplicationScoped
class AttemptService {

    private static final Logger LOG = Logger.getLogger(AttemptService.class);

    /** The sender did not live to say what came of the last attempt. */
    private static final String NO_OUTCOME = "no-outcome";

    private final DeliveryRepository deliveries;
    private final CallbackMetrics metrics;
    private final CallbackConfig config;
    private final Clock clock;
    private final Retries retries;

    AttemptService(DeliveryRepository deliveries, CallbackMetrics metrics, CallbackConfig config, Clock clock) {
        this.deliveries = deliveries;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        this.retries = new Retries(config.firstRetry(), config.longestRetry());
    }

    /** Due callbacks, held until the lease ends: at most so many, and of each receiver its share less what is under way. */
    Uni<List<Outgoing>> take(Map<String, Integer> underWay, int limit) {
        Instant now = now();
        return Panache.withTransaction(() ->
                deliveries.claim(now, config.perReceiver(), underWay, limit).map(rows -> lease(rows, now)));
    }

    private List<Outgoing> lease(List<DeliveryEntity> rows, Instant now) {
        List<Outgoing> outgoing = new ArrayList<>();
        for (DeliveryEntity row : rows) {
            boolean lost = row.leasedUntil != null;
            if (lost && !now.isBefore(row.giveUpAt)) {
                end(row, CallbackStatus.DEAD, NO_OUTCOME, now);
            } else {
                row.attempts++;
                row.leasedUntil = now.plus(config.lease());
                outgoing.add(row.outgoing());
            }
        }
        return outgoing;
    }

    /** What came of an attempt. */
    Uni<Void> record(Outgoing outgoing, Outcome outcome) {
        return Panache.withTransaction(() -> deliveries
                .locked(outgoing.id())
                .onItem()
                .ifNotNull()
                .invoke(row -> record(row, outgoing, outcome))
                .replaceWithVoid());
    }

    private void record(DeliveryEntity row, Outgoing outgoing, Outcome outcome) {
        if (row.attempts != outgoing.attempt()) {
            // Whoever holds it now says what comes of it; but what has arrived has arrived.
            if (outcome instanceof Delivered && !row.is(CallbackStatus.DELIVERED)) {
                end(row, CallbackStatus.DELIVERED, null, now());
            }
            return;
        }
        if (row.is(CallbackStatus.SUPERSEDED) && !(outcome instanceof Delivered)) {
            row.leasedUntil = null;
            return;
        }
        conclude(row, outcome, now());
    }

    private void conclude(DeliveryEntity row, Outcome outcome, Instant now) {
        switch (outcome) {
            case Delivered ignored -> end(row, CallbackStatus.DELIVERED, null, now);
            case Moot ignored -> end(row, CallbackStatus.SUPERSEDED, null, now);
            case Gone gone -> end(row, CallbackStatus.DEAD, gone.reason(), now);
            case Failed failed -> fail(row, failed, now);
        }
    }

    private void fail(DeliveryEntity row, Failed failed, Instant now) {
        if (!now.isBefore(row.giveUpAt)) {
            end(row, CallbackStatus.DEAD, failed.reason(), now);
            return;
        }
        Duration wait = retries.after(row.attempts, failed.atLeast(), RandomGenerator.getDefault());
        Instant next = now.plus(wait);
        row.dueAt = next.isBefore(row.giveUpAt) ? next : row.giveUpAt;
        row.lastError = failed.reason();
        row.leasedUntil = null;
        metrics.retried();
    }

    private void end(DeliveryEntity row, CallbackStatus end, @Nullable String error, Instant now) {
        row.finish(end, error, now);
        metrics.ended(end);
        if (end == CallbackStatus.DEAD) {
            LOG.warnf("Callback %s about evaluation %s is given up: %s", row.id, row.evaluation, error);
        }
    }

    /** Deletes some of those that ended long ago; says how many. */
    Uni<Integer> clearOut() {
        Instant before = now().minus(config.keep());
        return Panache.withTransaction(() -> deliveries.clearOut(before));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
