package dev.countersign.policy.evaluation;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long a request may wait for a decision. */
public final class Patience {

    /** Below what proxies between commonly take for dead. */
    private static final Duration MAX = Duration.ofSeconds(60);

    private Patience() {}

    /** Longer waits are cut to the longest that is kept open here. */
    public static Duration of(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        try {
            Duration asked = Duration.parse(text);
            if (asked.isNegative()) {
                throw invalid();
            }
            return asked.compareTo(MAX) > 0 ? MAX : asked;
        } catch (DateTimeParseException e) {
            throw invalid();
        }
    }

    private static Problem invalid() {
        return Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                .with(new Violation("/wait", "is not a duration in ISO 8601, such as PT30S"));
    }
}
