package dev.countersign.policy.review;

import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.contracts.event.EscalationEvent.EscalationFired;
import dev.countersign.contracts.event.EscalationEvent.ReminderFired;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.QueueEvent;
import dev.countersign.contracts.event.ReviewEvent.ApprovalGiven;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.messaging.Inbox;
import dev.countersign.policy.evaluation.DecisionService;
import dev.countersign.policy.evaluation.ReviewTrackService;
import dev.countersign.policy.hindsight.HindsightService;
import dev.countersign.policy.waiting.Wakeups;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.MDC;

/** Hears what becomes of reviews and their clocks. */
@ApplicationScoped
public class ReviewConsumer {

    private final Inbox inbox;
    private final DecisionService decisions;
    private final ReviewTrackService reviews;
    private final HindsightService hindsight;
    private final Wakeups wakeups;

    ReviewConsumer(
            Inbox inbox,
            DecisionService decisions,
            ReviewTrackService reviews,
            HindsightService hindsight,
            Wakeups wakeups) {
        this.inbox = inbox;
        this.decisions = decisions;
        this.reviews = reviews;
        this.hindsight = hindsight;
        this.wakeups = wakeups;
    }

    @Incoming("reviews")
    public Uni<Void> reviews(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, this::on).chain(() -> wakeups.changed(evaluations(batch)));
    }

    @Incoming("escalations")
    public Uni<Void> escalations(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, this::on);
    }

    /** The evaluations that a batch is about: they are the keys. */
    private static Set<UUID> evaluations(ConsumerRecords<String, byte[]> batch) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> message : batch) {
            try {
                ids.add(UUID.fromString(String.valueOf(message.key())));
            } catch (IllegalArgumentException e) {
                // A message without such a key has been set aside; nobody waits for it.
                continue;
            }
        }
        return ids;
    }

    private Uni<Void> on(EventEnvelope<?> envelope) {
        MDC.put("evaluation", envelope.event().key());
        Uni<Void> handled = switch (envelope.event()) {
            case ReviewOpened opened ->
                opened.kind() == ReviewKind.LIVE
                        ? reviews.owned(opened.evaluation(), opened.review(), opened.owner())
                        : nothing();
            case ReviewReassigned moved -> reviews.moved(moved.evaluation(), moved.review(), moved.owner());
            case ReviewReopened reopened -> reviews.moved(reopened.evaluation(), reopened.review(), reopened.owner());
            case ReviewDecided decided -> decisions.decided(decided).chain(() -> hindsight.decided(decided));
            case ClockStarted started -> reviews.clockStarted(started);
            case ReviewClaimed ignored -> nothing();
            case ReviewUnclaimed ignored -> nothing();
            case ApprovalGiven ignored -> nothing();
            case ReminderFired ignored -> nothing();
            case EscalationFired ignored -> nothing();
            // What an expiry makes of a review, queue-service decides, and says so.
            case ClockExpired ignored -> nothing();
            case EvaluationEvent ignored -> nothing();
            case NotificationEvent ignored -> nothing();
            case QueueEvent ignored -> nothing();
            case OversightEvent ignored -> nothing();
        };
        return handled.onTermination().invoke(() -> MDC.remove("evaluation"));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
