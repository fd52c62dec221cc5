package dev.countersign.policy.replay;

import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to replay, and which of the changed evaluations to show.
 *
 * @param from the first instant
 * @param to the first instant after
 * @param after the last changed evaluation that was shown before; absent: show from the first on
 * @param limit how many to show
 */
record ReplayOrder(
        String process, Instant from, Instant to, @Nullable UUID after, int limit) {

    private static final int MAX_SHOWN = 1_000;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * Reads what a request asks for.
     *
     * @param cursor of a page before; it holds the time that was replayed, which {@code to} as a default would not
     * @throws Problem {@code invalid-value}
     */
    static ReplayOrder of(String process, Asked asked, Instant now, Duration lookBack) {
        int limit = Math.clamp(asked.limit(), 1, MAX_SHOWN);
        if (asked.cursor() != null) {
            return continued(process, asked.cursor(), limit);
        }
        Instant to = asked.to() == null ? now : instant(asked.to(), "to");
        Instant from = asked.from() == null ? to.minus(lookBack) : instant(asked.from(), "from");
        if (!from.isBefore(to)) {
            throw invalid("from", "must be before to");
        }
        return new ReplayOrder(process, from, to, null, limit);
    }

    /** The query of a request, as it came. */
    record Asked(
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            int limit) {}

    private static Instant instant(String text, String name) {
        try {
            Instant instant = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST)) {
                throw invalid(name, "is a time in which nothing was recorded");
            }
            return instant;
        } catch (DateTimeParseException e) {
            throw invalid(name, "is no time in RFC 3339");
        }
    }

    private static ReplayOrder continued(String process, String cursor, int limit) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split(" ", -1);
            return new ReplayOrder(
                    process,
                    instant(parts[0], "cursor"),
                    instant(parts[1], "cursor"),
                    UUID.fromString(parts[2]),
                    limit);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw invalid("cursor", "is no cursor");
        }
    }

    /** The cursor of the page after one that ends with this evaluation. */
    String cursor(UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((from + " " + to + " " + last).getBytes(StandardCharsets.US_ASCII));
    }

    private static Problem invalid(String name, String sentence) {
        return Problem.of(422, "invalid-value", "Invalid value", "The query has a value that cannot be used here.")
                .with(new Violation("/" + name, sentence));
    }
}
