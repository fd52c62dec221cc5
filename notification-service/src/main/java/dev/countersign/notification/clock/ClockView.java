package dev.countersign.notification.clock;

import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.notification.review.Review;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A review's clock as REST shows it.
 *
 * @param state {@code running}, {@code expired} (the queue has not said yet what follows) or {@code stopped}
 * @param pickUpBy when the owner is reminded that nobody is on it; absent while somebody is, and after the reminder
 * @param next absent where the clock does not run
 */
public record ClockView(
        UUID review,
        UUID evaluation,
        String process,
        int cycle,
        String state,
        Instant startedAt,
        @Nullable Instant pickUpBy,
        Instant decideBy,
        OnExpiry onExpiry,
        @Nullable NextView next) {

    /**
     * What fires next.
     *
     * @param fires {@code reminder}, {@code escalation} or {@code expiry}
     */
    public record NextView(Instant at, String fires) {

        static NextView of(Firing firing) {
            return switch (firing) {
                case Firing.Reminder reminder -> new NextView(reminder.dueAt(), "reminder");
                case Firing.Escalation escalation -> new NextView(escalation.dueAt(), "escalation");
                case Firing.Expiry expiry -> new NextView(expiry.dueAt(), "expiry");
            };
        }
    }

    /** The clocks that were asked for. */
    public record Page(List<ClockView> items) {
        public Page {
            items = List.copyOf(items);
        }
    }

    static ClockView of(ClockEntity row, Review review) {
        ClockState state = row.toState();
        return new ClockView(
                review.id(),
                review.evaluation(),
                review.process(),
                row.cycle,
                row.state,
                state.plan().startedAt(),
                row.running() ? row.pickUpBy : null,
                state.plan().decideBy(),
                state.plan().onExpiry(),
                row.running() ? state.next().map(NextView::of).orElse(null) : null);
    }
}
