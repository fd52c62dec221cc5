package dev.countersign.queue.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a review, as far as it is known here.
 *
 * @param cycle which run of the clock counts: 1, and one more each time it was started again
 * @param pickUpBy absent until the clock has said so
 * @param decideBy absent until the clock has said so
 */
public record Deadline(
        int cycle, @Nullable Instant pickUpBy, @Nullable Instant decideBy) {

    static final Deadline FIRST = new Deadline(1, null, null);

    /** The next run, whose instants are not known yet. */
    Deadline restarted() {
        return new Deadline(cycle + 1, null, null);
    }
}
