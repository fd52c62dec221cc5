package dev.countersign.notification.clock;

import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.QueueEvent.DirectoryChanged;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ApprovalGiven;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.messaging.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears what becomes of reviews. */
@ApplicationScoped
class ReviewConsumer {

    private final Inbox inbox;
    private final ReviewService reviews;

    ReviewConsumer(Inbox inbox, ReviewService reviews) {
        this.inbox = inbox;
        this.reviews = reviews;
    }

    @Incoming("reviews")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.process(batch, this::on);
    }

    private Uni<Void> on(EventEnvelope<?> envelope) {
        return switch (envelope.event()) {
            case ReviewEvent event -> onReview(event);
            case DirectoryChanged ignored -> nothing();
            case QueueUnwatched unwatched -> reviews.unwatched(unwatched);
            case EvaluationEvent ignored -> nothing();
            case EscalationEvent ignored -> nothing();
            case NotificationEvent ignored -> nothing();
            case OversightEvent ignored -> nothing();
        };
    }

    private Uni<Void> onReview(ReviewEvent event) {
        return switch (event) {
            case ReviewOpened opened -> reviews.opened(opened);
            case ReviewClaimed claimed -> reviews.claimed(claimed);
            case ReviewUnclaimed unclaimed -> reviews.unclaimed(unclaimed);
            case ReviewReassigned reassigned -> reviews.reassigned(reassigned);
            case ReviewReopened reopened -> reviews.reopened(reopened);
            case ReviewDecided decided -> reviews.decided(decided);
            case ApprovalGiven ignored -> nothing();
        };
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
