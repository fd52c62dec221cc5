package dev.countersign.notification.delivery;

import dev.countersign.messaging.Outbox;
import dev.countersign.notification.channel.Sending;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The two short transactions around sending: taking what is due, and recording what came of it. Nothing is sent inside of either.
 * A sender that dies in between is followed by another when its lease ends; the message then goes out twice under one
 * {@code Message-ID}, which is the price of never losing it.
 */
@ApplicationScoped
class SendingService {

    /** The sender did not live to say what came of the last attempt. */
    private static final String NO_OUTCOME = "no-outcome";

    private final DeliveryRepository deliveries;
    private final Outbox outbox;
    private final DeliveryMetrics metrics;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Backoff backoff;

    SendingService(
            DeliveryRepository deliveries, Outbox outbox, DeliveryMetrics metrics, DeliveryConfig config, Clock clock) {
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        this.backoff = new Backoff(config.backoff(), config.maxBackoff());
    }

    /** Due deliveries, held until the lease ends. */
    @WithTransaction
    Uni<List<Outgoing>> take() {
        Instant now = clock.instant();
        return deliveries.claim(now, config.batch()).flatMap(rows -> lease(rows, now));
    }

    /** What came of an attempt, recorded with its event. */
    @WithTransaction
    Uni<Void> record(Outgoing outgoing, Sending sending) {
        return deliveries
                .lock(outgoing.id())
                .flatMap(found -> found.filter(row -> concerns(row, outgoing, sending))
                        .map(row -> conclude(row, sending))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<List<Outgoing>> lease(List<DeliveryEntity> rows, Instant now) {
        List<Outgoing> outgoing = new ArrayList<>();
        List<DeliveryEntity> lost = new ArrayList<>();
        for (DeliveryEntity row : rows) {
            if (row.attempts >= config.maxAttempts()) {
                lost.add(row);
            } else {
                row.attempts++;
                row.leasedUntil = now.plus(config.lease());
                outgoing.add(outgoing(row));
            }
        }
        lost.forEach(row -> giveUp(row, NO_OUTCOME, now));
        return outbox.addAll(lost.stream()
                        .flatMap(row -> row.failed(NO_OUTCOME, now).stream())
                        .toList())
                .replaceWith(outgoing);
    }

    private static Outgoing outgoing(DeliveryEntity row) {
        return new Outgoing(
                row.id, row.evaluation, row.attempts, Objects.requireNonNull(row.address, "address"), row.notice());
    }

    /**
     * A message that has gone out is sent, whoever else holds it or has cancelled it meanwhile. Any other outcome counts for the
     * attempt that holds the row alone.
     */
    private static boolean concerns(DeliveryEntity row, Outgoing outgoing, Sending sending) {
        return switch (sending) {
            case Sending.Sent sent -> !row.is(DeliveryState.SENT);
            case Sending.TryAgain later -> row.is(DeliveryState.PENDING) && row.attempts == outgoing.attempt();
            case Sending.Refused refused -> row.is(DeliveryState.PENDING) && row.attempts == outgoing.attempt();
        };
    }

    private Uni<Void> conclude(DeliveryEntity row, Sending sending) {
        Instant now = clock.instant();
        return switch (sending) {
            case Sending.Sent sent -> {
                row.finish(DeliveryState.SENT, null, now);
                metrics.sent(row.route());
                yield outbox.addAll(row.succeeded(now));
            }
            case Sending.TryAgain later
            when row.attempts < config.maxAttempts() -> {
                row.error = later.reason();
                row.leasedUntil = null;
                row.nextAttemptAt = now.plus(backoff.after(row.attempts, RandomGenerator.getDefault()));
                metrics.retried(row.route());
                yield Uni.createFrom().voidItem();
            }
            case Sending.TryAgain last -> fail(row, last.reason(), now);
            case Sending.Refused refused -> fail(row, refused.reason(), now);
        };
    }

    private Uni<Void> fail(DeliveryEntity row, String reason, Instant now) {
        giveUp(row, reason, now);
        return outbox.addAll(row.failed(reason, now));
    }

    private void giveUp(DeliveryEntity row, String reason, Instant now) {
        row.finish(DeliveryState.FAILED, reason, now);
        metrics.failed(row.route());
    }
}
