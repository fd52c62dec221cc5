package dev.countersign.notification.delivery;

import dev.countersign.contracts.event.NotificationEvent.Purpose;
import dev.countersign.contracts.policy.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as REST shows it. A person's address is not shown, the person's id is; {@code to} is the place that the policy names,
 * where it went to a place. One about a queue has no review.
 */
public record DeliveryView(
        UUID id,
        @Nullable UUID review,
        @Nullable UUID evaluation,
        String process,
        Purpose purpose,
        Channel channel,
        @Nullable String person,
        @Nullable String to,
        String state,
        int attempts,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {

    static DeliveryView of(DeliveryEntity row) {
        return new DeliveryView(
                row.id,
                row.review,
                row.evaluation,
                row.process,
                row.why().purpose(),
                row.route(),
                row.person,
                row.person == null ? row.address : null,
                row.state,
                row.attempts,
                row.error,
                row.createdAt,
                row.is(DeliveryState.PENDING) ? row.nextAttemptAt : null,
                row.finishedAt);
    }

    /**
     * Some deliveries, latest first.
     *
     * @param next the cursor of the page after this one; absent on the last
     */
    public record Page(List<DeliveryView> items, @Nullable String next) {

        static Page of(List<DeliveryEntity> rows, int limit) {
            List<DeliveryView> items =
                    rows.stream().limit(limit).map(DeliveryView::of).toList();
            return new Page(items, rows.size() > limit ? items.getLast().id().toString() : null);
        }
    }
}
