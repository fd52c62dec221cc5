package dev.countersign.policy.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads durations out of documents that may be wrong. */
final class Durations {

    private Durations() {}

    static Optional<Duration> of(@Nullable JsonNode node) {
        try {
            return node != null && node.isTextual() ? Optional.of(Duration.parse(node.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static boolean positive(Duration duration) {
        return duration.isPositive();
    }
}
