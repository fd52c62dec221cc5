package dev.countersign.contracts.event;

import dev.countersign.contracts.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How somebody had looked at a review by the time they decided it. Only {@code shownAt} is queue-service's own knowledge; the rest
 * is what their browser said, and absent where it said nothing.
 *
 * @param shownAt when the queue first showed them the payload; absent where it never did
 * @param open how long the review was open before them
 * @param scrolledToEnd whether its end was on the screen
 * @param sourcesOpened how many of its sources they opened
 * @param sources how many it has
 */
public record Attention(
        Principal by,
        @Nullable Instant shownAt,
        @Nullable Duration open,
        @Nullable Boolean scrolledToEnd,
        @Nullable Integer sourcesOpened,
        int sources) {
    public Attention {
        Objects.requireNonNull(by, "by");
    }
}
