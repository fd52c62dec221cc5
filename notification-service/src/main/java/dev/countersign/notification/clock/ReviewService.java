package dev.countersign.notification.clock;

import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.QueueEvent.QueueUnwatched;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ReassignCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import dev.countersign.messaging.UnprocessableEventException;
import dev.countersign.notification.channel.Occasion;
import dev.countersign.notification.delivery.DeliveryService;
import dev.countersign.notification.delivery.Telling;
import dev.countersign.notification.review.Review;
import dev.countersign.notification.review.ReviewRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What follows from what becomes of a review: its clock, and who is told. Called within the transaction of the inbox. */
@ApplicationScoped
class ReviewService {

    private final ReviewRepository reviews;
    private final ClockService clocks;
    private final DeliveryService deliveries;

    ReviewService(ReviewRepository reviews, ClockService clocks, DeliveryService deliveries) {
        this.reviews = reviews;
        this.clocks = clocks;
        this.deliveries = deliveries;
    }

    Uni<Void> opened(ReviewOpened event) {
        Review review = review(event);
        // A topic may be read again from its beginning, long after the inbox has forgotten: a known review is not
        // opened twice.
        return reviews.find(event.review())
                .flatMap(known -> known.isPresent() ? Uni.createFrom().voidItem() : open(review));
    }

    Uni<Void> claimed(ReviewClaimed event) {
        return clocks.claimed(event.review());
    }

    Uni<Void> unclaimed(ReviewUnclaimed event) {
        return known(event).flatMap(review -> clocks.unclaimed(review, event.at()));
    }

    Uni<Void> reassigned(ReviewReassigned event) {
        return known(event).flatMap(before -> {
            Review review = before.ownedBy(event.contacts());
            return change(review)
                    .chain(() -> handedOver(review, event))
                    .flatMap(plan -> deliveries.tell(tellings(event, before, review, plan)));
        });
    }

    Uni<Void> reopened(ReviewReopened event) {
        return known(event).flatMap(before -> {
            Review review = before.reopened(event.contacts(), event.effect());
            return change(review)
                    .chain(() -> clocks.start(review, event.at()))
                    .flatMap(plan -> tellOwners(review, Occasion.of(event.cause()), plan));
        });
    }

    Uni<Void> decided(ReviewDecided event) {
        return known(event)
                .flatMap(review -> change(review.closed())
                        .chain(() -> clocks.stop(review.id()))
                        .chain(() -> event.outcome() == Decision.EXPIRED
                                ? expired(review, event.proceed())
                                : Uni.createFrom().voidItem()));
    }

    Uni<Void> unwatched(QueueUnwatched event) {
        return deliveries.tell(event);
    }

    private Uni<Void> open(Review review) {
        return reviews.add(review)
                .chain(() -> clocks.start(review, review.openedAt()))
                .flatMap(plan -> tellOwners(review, Occasion.OPENED, plan));
    }

    /** Whatever was still to be said of the review as it was, is out of date. */
    private Uni<Void> change(Review review) {
        return reviews.update(review).chain(() -> deliveries.cancelPending(review.id()));
    }

    private Uni<ClockPlan> handedOver(Review review, ReviewReassigned event) {
        return event.restartClock()
                ? clocks.start(review, event.at())
                : clocks.unclaimed(review, event.at()).chain(() -> clocks.current(review.id()));
    }

    private static List<Telling> tellings(ReviewReassigned event, Review before, Review review, ClockPlan plan) {
        List<Telling> tellings = new ArrayList<>();
        tellings.add(Telling.owners(review, Occasion.of(event.cause(), event.by() != null), plan.decideBy()));
        if (event.cause() == ReassignCause.EXPIRED) {
            tellings.add(Telling.formerOwners(review, Occasion.MOVED_ON, plan.decideBy(), before.contacts()));
        }
        return tellings;
    }

    private Uni<Void> expired(Review review, boolean proceeds) {
        return clocks.current(review.id()).flatMap(plan -> tellOwners(review, Occasion.expired(proceeds), plan));
    }

    private Uni<Void> tellOwners(Review review, Occasion occasion, ClockPlan plan) {
        return deliveries.tell(List.of(Telling.owners(review, occasion, plan.decideBy())));
    }

    /** Events of one review come in order, so one that was never opened here will not be. */
    private Uni<Review> known(ReviewEvent event) {
        UUID id = event.review();
        return reviews.find(id)
                .map(found -> found.orElseThrow(
                        () -> new UnprocessableEventException("review " + id + " was never opened here")));
    }

    private static Review review(ReviewOpened event) {
        return new Review(
                event.review(),
                event.evaluation(),
                event.process(),
                event.effect(),
                event.contacts(),
                event.sla(),
                event.notifyRoutes(),
                true,
                event.at());
    }
}
