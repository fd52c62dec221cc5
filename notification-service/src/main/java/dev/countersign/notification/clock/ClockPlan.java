package dev.countersign.notification.clock;

import static java.util.Comparator.comparing;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.contracts.policy.SlaPolicy;
import dev.countersign.notification.calendar.WorkingTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a review's clock, worked out to instants when it starts and never changed after: what a policy or a calendar says
 * later does not move a deadline that somebody was told.
 *
 * @param steps in the order they fire, all before {@code decideBy}: what would come after the end does not come
 * @param pickUpBy somebody should be on it by then
 * @param decideBy the clock ends here
 */
public record ClockPlan(
        Instant startedAt, List<PlannedStep> steps, Instant pickUpBy, Instant decideBy, OnExpiry onExpiry) {

    public ClockPlan {
        Objects.requireNonNull(startedAt, "startedAt");
        steps = List.copyOf(steps);
        Objects.requireNonNull(pickUpBy, "pickUpBy");
        Objects.requireNonNull(decideBy, "decideBy");
        Objects.requireNonNull(onExpiry, "onExpiry");
    }

    /** A step of the policy at its instant. {@code escalate} absent: the owner is reminded. */
    public record PlannedStep(Instant dueAt, @Nullable Principal escalate) {

        Firing firing() {
            return escalate == null
                    ? new Firing.Reminder(dueAt, ReminderCause.STEP)
                    : new Firing.Escalation(dueAt, escalate);
        }
    }

    /** The clock that a policy's {@code sla} gives a review opened at that instant. */
    public static ClockPlan of(SlaPolicy sla, WorkingTime time, Instant startedAt) {
        Instant decideBy = time.after(startedAt, sla.decide());
        List<PlannedStep> steps = sla.steps().stream()
                .map(step -> new PlannedStep(time.after(startedAt, step.at()), step.escalate()))
                .filter(step -> step.dueAt().isBefore(decideBy))
                .sorted(comparing(PlannedStep::dueAt))
                .toList();
        return new ClockPlan(startedAt, steps, time.after(startedAt, sla.pickUp()), decideBy, sla.onExpiry());
    }
}
