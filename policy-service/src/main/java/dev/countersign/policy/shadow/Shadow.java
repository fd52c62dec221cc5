package dev.countersign.policy.shadow;

import dev.countersign.policy.evaluation.Recorded.Place;
import dev.countersign.policy.replay.Tally;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A candidate beside the policy in force.
 *
 * @param document the candidate, as JSON
 * @param version where the candidate is a version that was published before
 * @param startedAt it answers what is recorded from then on
 * @param endedAt and before then; absent while it runs
 * @param place the last evaluation that it has answered, or before any
 * @param finished whether it has ended and has answered everything until then
 */
record Shadow(
        UUID id,
        String process,
        String document,
        @Nullable Integer version,
        String startedBy,
        Instant startedAt,
        @Nullable String endedBy,
        @Nullable Instant endedAt,
        Place place,
        Tally tally,
        boolean finished) {

    /** Up to when it may answer, of what is complete up to a time. */
    Instant until(Instant complete) {
        return endedAt != null && endedAt.isBefore(complete) ? endedAt : complete;
    }

    /** Whether there is nothing more to answer, once everything until a time is answered. */
    boolean isOver(Instant answered) {
        return endedAt != null && !endedAt.isAfter(answered);
    }
}
