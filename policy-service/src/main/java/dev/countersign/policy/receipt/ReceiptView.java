package dev.countersign.policy.receipt;

import dev.countersign.contracts.event.ReceiptKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong between what was decided and what was done.
 *
 * @param since when it went wrong
 * @param openedAt when it was found
 * @param closedBy absent while it is open, and where the agent's report or withdrawal settled it
 */
@Schema(name = "Receipt")
@RegisterForReflection
public record ReceiptView(
        UUID id,
        UUID evaluation,
        String process,
        String agent,
        ReceiptKind kind,
        Instant since,
        String detail,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String reason) {

    static ReceiptView of(ReceiptEntity entity) {
        return new ReceiptView(
                entity.id,
                entity.evaluation,
                entity.process,
                entity.agent,
                Finding.kind(entity.kind).orElseThrow(),
                entity.since,
                entity.detail,
                Objects.requireNonNull(entity.openedAt),
                entity.closedAt,
                entity.closedBy,
                entity.reason);
    }

    /**
     * Some of them, the latest first.
     *
     * @param next the cursor of the page after this one; absent on the last
     */
    @Schema(name = "Receipts")
    @RegisterForReflection
    public record Page(List<ReceiptView> items, @Nullable String next) {

        static Page of(List<ReceiptEntity> rows, int limit) {
            List<ReceiptView> items =
                    rows.stream().limit(limit).map(ReceiptView::of).toList();
            return new Page(items, rows.size() > limit ? items.getLast().id().toString() : null);
        }
    }
}
