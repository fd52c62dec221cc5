package dev.countersign.policy.callback;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A callback as it is shown. Its URL is not: it may hold what lets somebody in.
 *
 * @param id the {@code webhook-id}
 * @param receiver host and port
 * @param lastError of the latest attempt, as a code
 */
@Schema(name = "CallbackDelivery")
@RegisterForReflection
public record CallbackView(
        UUID id,
        UUID evaluation,
        String process,
        String agent,
        String receiver,
        String type,
        String status,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt) {

    static CallbackView of(DeliveryEntity row) {
        return new CallbackView(
                row.id,
                row.evaluation,
                row.process,
                row.agent,
                row.receiver,
                row.type,
                row.status,
                row.attempts,
                row.lastError,
                row.createdAt,
                row.is(CallbackStatus.PENDING) ? row.dueAt : null,
                row.finishedAt);
    }

    /** A page of callbacks, latest first; {@code next} goes into {@code cursor} for the one after. */
    @Schema(name = "CallbackDeliveries")
    @RegisterForReflection
    public record Page(List<CallbackView> items, @Nullable String next) {

        static Page of(List<DeliveryEntity> rows, int limit) {
            List<CallbackView> items =
                    rows.stream().limit(limit).map(CallbackView::of).toList();
            return new Page(items, rows.size() > limit ? items.getLast().id().toString() : null);
        }
    }
}
