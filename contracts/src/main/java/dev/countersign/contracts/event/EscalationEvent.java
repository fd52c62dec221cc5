package dev.countersign.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.contracts.Principal;
import dev.countersign.contracts.policy.OnExpiry;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** What notification-service says on {@link Topic#ESCALATIONS}: the clocks of reviews. */
public sealed interface EscalationEvent extends Event {

    UUID evaluation();

    UUID review();

    /** Which run of the review's clock: 1, and one more each time it is started again. */
    int cycle();

    @Override
    default String key() {
        return evaluation().toString();
    }

    /** The clock of a review runs. */
    record ClockStarted(
            UUID review, UUID evaluation, String process, int cycle, Instant pickUpBy, Instant decideBy, Instant at)
            implements EscalationEvent {
        public ClockStarted {
            require(review, evaluation, process, at);
            Objects.requireNonNull(pickUpBy, "pickUpBy");
            Objects.requireNonNull(decideBy, "decideBy");
        }
    }

    /** Why somebody was reminded. */
    enum ReminderCause {
        @JsonProperty("step")
        STEP,
        @JsonProperty("not-picked-up")
        NOT_PICKED_UP
    }

    /** The owner was reminded. */
    record ReminderFired(
            UUID review, UUID evaluation, String process, int cycle, ReminderCause cause, Instant dueAt, Instant at)
            implements EscalationEvent {
        public ReminderFired {
            require(review, evaluation, process, at);
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(dueAt, "dueAt");
        }
    }

    /** The review goes to somebody else, as the policy's step says. */
    record EscalationFired(
            UUID review, UUID evaluation, String process, int cycle, Principal to, Instant dueAt, Instant at)
            implements EscalationEvent {
        public EscalationFired {
            require(review, evaluation, process, at);
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(dueAt, "dueAt");
        }
    }

    /** Nobody decided in time. queue-service decides what that makes of the review: a decision may have come first. */
    record ClockExpired(
            UUID review, UUID evaluation, String process, int cycle, OnExpiry onExpiry, Instant dueAt, Instant at)
            implements EscalationEvent {
        public ClockExpired {
            require(review, evaluation, process, at);
            Objects.requireNonNull(onExpiry, "onExpiry");
            Objects.requireNonNull(dueAt, "dueAt");
        }
    }

    private static void require(UUID review, UUID evaluation, String process, Instant at) {
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(at, "at");
    }
}
