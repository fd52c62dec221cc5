package dev.countersign.contracts.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long content is kept; the proof in the log outlives it.
 *
 * @param content absent: for good
 */
public record RetentionPolicy(@Nullable Duration content) {

    public static final RetentionPolicy KEEP = new RetentionPolicy(null);
}
