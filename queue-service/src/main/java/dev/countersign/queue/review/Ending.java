package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a review ended.
 *
 * @param by who decided; empty for an expiry or a withdrawal
 * @param proceed whether whoever, or whatever, ended it was for it; for a live review, the action may take effect then
 */
public record Ending(
        Decision outcome, List<Principal> by, @Nullable String reason, boolean proceed, Instant at) {

    public Ending {
        by = List.copyOf(by);
    }
}
