package dev.countersign.policy.callback;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header of that name (RFC 9110, 10.2.3). */
final class RetryAfter {

    private RetryAfter() {}

    /** How long it asks to wait; zero where it is absent, past, or cannot be read. */
    static Duration of(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        try {
            Duration asked = header.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            return asked.isNegative() ? Duration.ZERO : asked;
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
