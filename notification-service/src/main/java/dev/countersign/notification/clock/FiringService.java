package dev.countersign.notification.clock;

import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.EscalationEvent.EscalationFired;
import dev.countersign.contracts.event.EscalationEvent.ReminderFired;
import dev.countersign.messaging.Outbox;
import dev.countersign.notification.channel.Occasion;
import dev.countersign.notification.delivery.DeliveryService;
import dev.countersign.notification.delivery.Telling;
import dev.countersign.notification.review.Review;
import dev.countersign.notification.review.ReviewRepository;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Carries out what is due. One transaction claims due clocks, moves them on, and writes the events and messages that follow: all of
 * it happens or nothing does, on whichever replica and however late.
 */
@ApplicationScoped
class FiringService {

    private final ClockRepository clocks;
    private final ReviewRepository reviews;
    private final DeliveryService deliveries;
    private final Outbox outbox;
    private final Clock clock;

    FiringService(
            ClockRepository clocks, ReviewRepository reviews, DeliveryService deliveries, Outbox outbox, Clock clock) {
        this.clocks = clocks;
        this.reviews = reviews;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What one transaction did.
     *
     * @param clocks how many clocks it moved on
     * @param late by how much the most overdue of them was late
     */
    record Pass(int clocks, Duration late) {}

    /** Fires everything that is due on the most overdue clocks, at most that many. */
    @WithTransaction
    Uni<Pass> fireDue(int limit) {
        Instant now = clock.instant();
        return clocks.claimDue(now, limit).flatMap(due -> due.isEmpty() ? nothing() : fire(due, now));
    }

    private static Uni<Pass> nothing() {
        return Uni.createFrom().item(new Pass(0, Duration.ZERO));
    }

    private Uni<Pass> fire(List<ClockEntity> due, Instant now) {
        Pass pass = new Pass(due.size(), Duration.between(due.getFirst().dueAt, now));
        List<UUID> ids = due.stream().map(row -> row.review).toList();
        return reviews.all(ids)
                .map(known -> consequences(due, known, now))
                .flatMap(follows -> outbox.addAll(follows.events()).chain(() -> deliveries.tell(follows.tellings())))
                .replaceWith(pass);
    }

    private record Consequences(List<EscalationEvent> events, List<Telling> tellings) {}

    private static Consequences consequences(List<ClockEntity> due, Map<UUID, Review> reviews, Instant now) {
        Consequences all = new Consequences(new ArrayList<>(), new ArrayList<>());
        for (ClockEntity row : due) {
            Review review = Objects.requireNonNull(reviews.get(row.review), "a clock references its review");
            ClockState.Fired fired = row.toState().fire(now);
            row.store(fired.state());
            fired.firings().forEach(firing -> follow(firing, review, row, now, all));
        }
        return all;
    }

    private static void follow(Firing firing, Review review, ClockEntity row, Instant now, Consequences all) {
        all.events().add(event(firing, review, row.cycle, now));
        if (firing instanceof Firing.Reminder reminder) {
            Instant decideBy = row.toPlan().decideBy();
            all.tellings().add(Telling.owners(review, Occasion.of(reminder.cause()), decideBy));
        }
    }

    private static EscalationEvent event(Firing firing, Review review, int cycle, Instant now) {
        return switch (firing) {
            case Firing.Reminder reminder ->
                new ReminderFired(
                        review.id(),
                        review.evaluation(),
                        review.process(),
                        cycle,
                        reminder.cause(),
                        reminder.dueAt(),
                        now);
            case Firing.Escalation escalation ->
                new EscalationFired(
                        review.id(),
                        review.evaluation(),
                        review.process(),
                        cycle,
                        escalation.to(),
                        escalation.dueAt(),
                        now);
            case Firing.Expiry expiry ->
                new ClockExpired(
                        review.id(),
                        review.evaluation(),
                        review.process(),
                        cycle,
                        expiry.onExpiry(),
                        expiry.dueAt(),
                        now);
        };
    }
}
