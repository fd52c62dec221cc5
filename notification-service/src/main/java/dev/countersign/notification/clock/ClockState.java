package dev.countersign.notification.clock;

import dev.countersign.contracts.event.EscalationEvent.ReminderCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a clock has come. {@link #next()} says what comes next and when; {@link #fire(Instant)} carries out all that is due.
 *
 * <p>What holds: a clock that nobody stops ends in exactly one {@link Firing.Expiry}, its last; firings come in the order of their
 * instants, each once, none left out, however late {@code fire} is called and however often.
 *
 * @param stepsFired how many of the plan's steps have fired
 * @param pickUpBy when the owner is reminded that nobody is on it; absent while somebody is, and once that has fired
 * @param expired whether the clock has ended
 */
public record ClockState(
        ClockPlan plan, int stepsFired, @Nullable Instant pickUpBy, boolean expired) {

    public static ClockState start(ClockPlan plan) {
        return new ClockState(plan, 0, plan.pickUpBy(), false);
    }

    /** Somebody is on it. */
    public ClockState claimed() {
        return new ClockState(plan, stepsFired, null, expired);
    }

    /** Nobody is on it any more, or somebody else should be: by then. */
    public ClockState unclaimed(Instant newPickUpBy) {
        return new ClockState(plan, stepsFired, newPickUpBy, expired);
    }

    /** What fires next; empty once the clock has ended. At one instant a step comes before the pick-up, the end comes last. */
    public Optional<Firing> next() {
        if (expired) {
            return Optional.empty();
        }
        Firing next = new Firing.Expiry(plan.decideBy(), plan.onExpiry());
        if (pickUpBy != null && pickUpBy.isBefore(next.dueAt())) {
            next = new Firing.Reminder(pickUpBy, ReminderCause.NOT_PICKED_UP);
        }
        if (stepsFired < plan.steps().size()
                && !plan.steps().get(stepsFired).dueAt().isAfter(next.dueAt())) {
            next = plan.steps().get(stepsFired).firing();
        }
        return Optional.of(next);
    }

    /** All that is due by {@code now}, in order, and the state after it. */
    public Fired fire(Instant now) {
        List<Firing> firings = new ArrayList<>();
        ClockState state = this;
        Optional<Firing> next = state.next();
        while (next.isPresent() && !next.get().dueAt().isAfter(now)) {
            firings.add(next.get());
            state = state.past(next.get());
            next = state.next();
        }
        return new Fired(state, firings);
    }

    /** What fired, and the state after it. */
    public record Fired(ClockState state, List<Firing> firings) {
        public Fired {
            firings = List.copyOf(firings);
        }
    }

    private ClockState past(Firing firing) {
        return switch (firing) {
            case Firing.Reminder reminder
            when reminder.cause() == ReminderCause.NOT_PICKED_UP -> new ClockState(plan, stepsFired, null, false);
            case Firing.Reminder step -> new ClockState(plan, stepsFired + 1, pickUpBy, false);
            case Firing.Escalation step -> new ClockState(plan, stepsFired + 1, pickUpBy, false);
            case Firing.Expiry end -> new ClockState(plan, stepsFired, pickUpBy, true);
        };
    }
}
