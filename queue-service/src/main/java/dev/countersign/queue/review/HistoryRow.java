package dev.countersign.queue.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a review's history.
 *
 * @param person absent where no person did it
 * @param attention how whoever did it had looked, as JSON; absent where it does not matter
 */
record HistoryRow(
        UUID id,
        UUID review,
        What what,
        @Nullable String person,
        @Nullable String detail,
        @Nullable String attention,
        Instant at) {}
