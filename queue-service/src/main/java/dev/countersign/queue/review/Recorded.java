package dev.countersign.queue.review;

import dev.countersign.contracts.event.Decision;
import dev.countersign.queue.stream.ReviewChange;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of a transition, to be told once it is committed.
 *
 * @param outcome of a review that ended with it
 * @param unroutable whether a new review found nobody with the authority
 */
record Recorded(
        ReviewChange change, String process, @Nullable Decision outcome, boolean unroutable) {}
