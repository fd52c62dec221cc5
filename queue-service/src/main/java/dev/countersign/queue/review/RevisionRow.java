package dev.countersign.queue.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One payload of the agent.
 *
 * @param payload as JSON
 */
record RevisionRow(
        UUID review,
        int revision,
        String payload,
        String digest,
        @Nullable String note,
        Instant at) {}
