package dev.countersign.queue.directory;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A stretch of time.
 *
 * @param from the first instant
 * @param until the first instant after it
 */
public record Period(Instant from, Instant until) {

    /** Long before anything here, and long after it; both fit the database. */
    public static final Period ALWAYS =
            new Period(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

    /** From the beginning of the first day away to the end of the last. */
    static Period of(Delegation delegation, ZoneId zone) {
        return new Period(
                delegation.start().atStartOfDay(zone).toInstant(),
                delegation.end().plusDays(1).atStartOfDay(zone).toInstant());
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }

    /** What both have in common, or empty where that is nothing. */
    public Optional<Period> and(Period other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = until.isBefore(other.until) ? until : other.until;
        return start.isBefore(end) ? Optional.of(new Period(start, end)) : Optional.empty();
    }
}
