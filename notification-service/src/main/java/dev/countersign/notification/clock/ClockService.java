package dev.countersign.notification.clock;

import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.messaging.Outbox;
import dev.countersign.notification.calendar.CalendarException;
import dev.countersign.notification.calendar.WorkingTime;
import dev.countersign.notification.review.Review;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts, holds and stops the clocks of reviews, within the transaction of the event that says so. */
@ApplicationScoped
class ClockService {

    private static final Logger LOG = Logger.getLogger(ClockService.class);

    private final ClockRepository clocks;
    private final Outbox outbox;

    ClockService(ClockRepository clocks, Outbox outbox) {
        this.clocks = clocks;
        this.outbox = outbox;
    }

    /** Starts the review's clock at that instant, or starts it over as its next cycle. */
    Uni<ClockPlan> start(Review review, Instant at) {
        ClockPlan plan = plan(review.sla(), at.truncatedTo(ChronoUnit.MICROS));
        return clocks.lock(review.id())
                .flatMap(found -> started(found.orElse(null), review.id(), plan))
                .flatMap(cycle -> outbox.add(started(review, cycle, plan, at)))
                .replaceWith(plan);
    }

    /** Somebody is on it: nobody needs to be reminded that nobody is. */
    Uni<Void> claimed(UUID review) {
        return change(review, ClockState::claimed);
    }

    /** Nobody is on it any more, or somebody else should be: from then on there is the whole time to pick it up again. */
    Uni<Void> unclaimed(Review review, Instant at) {
        Instant pickUpBy = plan(review.sla(), at.truncatedTo(ChronoUnit.MICROS)).pickUpBy();
        return change(review.id(), state -> state.unclaimed(pickUpBy));
    }

    /** The review was decided. */
    Uni<Void> stop(UUID review) {
        return clocks.lock(review)
                .invoke(found -> found.ifPresent(ClockEntity::stop))
                .replaceWithVoid();
    }

    /** The plan that the review's clock follows now. */
    Uni<ClockPlan> current(UUID review) {
        return clocks.lock(review).map(found -> found.orElseThrow().toPlan());
    }

    private Uni<Void> change(UUID review, UnaryOperator<ClockState> change) {
        return clocks.lock(review)
                .invoke(found -> found.filter(ClockEntity::running)
                        .ifPresent(clock -> clock.store(change.apply(clock.toState()))))
                .replaceWithVoid();
    }

    /** The cycle that has begun. */
    private Uni<Integer> started(@Nullable ClockEntity known, UUID review, ClockPlan plan) {
        ClockEntity clock = known == null ? ClockEntity.of(review) : known;
        clock.start(plan);
        Uni<Void> kept = known == null ? clocks.add(clock) : Uni.createFrom().voidItem();
        return kept.replaceWith(clock.cycle);
    }

    private static ClockStarted started(Review review, int cycle, ClockPlan plan, Instant at) {
        return new ClockStarted(
                review.id(), review.evaluation(), review.process(), cycle, plan.pickUpBy(), plan.decideBy(), at);
    }

    /** Publishing refuses a calendar that cannot be read. Should one get here, the review still ends: around the clock. */
    private static ClockPlan plan(SlaPolicy sla, Instant at) {
        try {
            return ClockPlan.of(sla, WorkingTime.of(sla.calendar()), at);
        } catch (CalendarException e) {
            LOG.warnf("A clock runs around the clock, since its calendar cannot be used: %s", e.getMessage());
            return ClockPlan.of(sla, WorkingTime.AROUND_THE_CLOCK, at);
        }
    }
}
