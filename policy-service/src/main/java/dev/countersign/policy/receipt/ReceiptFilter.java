package dev.countersign.policy.receipt;

import dev.countersign.contracts.event.ReceiptKind;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which receipts somebody asks for.
 *
 * @param closed whether those that are closed, and not those that are open
 * @param below the id that the page before ended with
 */
record ReceiptFilter(
        Optional<String> process, Optional<ReceiptKind> kind, boolean closed, Optional<UUID> below, int limit) {

    private static final int MAX_PAGE = 200;

    /** Reads it out of an address. */
    static ReceiptFilter of(
            @Nullable String process,
            @Nullable String kind,
            @Nullable String state,
            @Nullable String cursor,
            int limit) {
        return new ReceiptFilter(
                Optional.ofNullable(process),
                Optional.ofNullable(kind).map(ReceiptFilter::kind),
                closed(state),
                Optional.ofNullable(cursor).map(ReceiptFilter::id),
                Math.clamp(limit, 1, MAX_PAGE));
    }

    private static ReceiptKind kind(String word) {
        return Finding.kind(word).orElseThrow(() -> invalid("/kind", "must be one of " + Finding.words()));
    }

    private static boolean closed(@Nullable String state) {
        if (state == null || state.equals("open")) {
            return false;
        }
        if (state.equals("closed")) {
            return true;
        }
        throw invalid("/state", "must be open or closed");
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid("/cursor", "is no cursor");
        }
    }

    private static Problem invalid(String pointer, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                .with(new Violation(pointer, sentence));
    }
}
