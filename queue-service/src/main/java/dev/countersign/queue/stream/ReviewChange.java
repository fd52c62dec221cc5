package dev.countersign.queue.stream;

import java.util.Set;
import java.util.UUID;

/**
 * A review changed, and the change is committed.
 *
 * @param state {@code open} or {@code decided}
 * @param what happened, for example {@code claimed}
 * @param viewers the people who may see the review
 * @param gone the people who no longer may, and did before
 */
public record ReviewChange(UUID review, String state, int version, String what, Set<String> viewers, Set<String> gone) {

    public ReviewChange {
        viewers = Set.copyOf(viewers);
        gone = Set.copyOf(gone);
    }
}
