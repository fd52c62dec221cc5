package dev.countersign.policy.difference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Values of a policy in words. */
final class Texts {

    private Texts() {}

    static String of(@Nullable JsonNode value) {
        if (value == null) {
            return "nothing";
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** {@code 90 minutes}, {@code 2 hours}, {@code 7 days}. */
    static String duration(@Nullable JsonNode value) {
        if (value == null) {
            return "no time";
        }
        try {
            return words(Duration.parse(value.asText()));
        } catch (DateTimeParseException e) {
            return value.asText();
        }
    }

    private static String words(Duration duration) {
        if (duration.toSeconds() == 0 || duration.toNanosPart() != 0) {
            return duration.toString();
        }
        if (duration.toSeconds() % 60 != 0) {
            return count(duration.toSeconds(), "second");
        }
        if (duration.toMinutes() % 60 != 0) {
            return count(duration.toMinutes(), "minute");
        }
        return duration.toHours() % 24 != 0 ? count(duration.toHours(), "hour") : count(duration.toDays(), "day");
    }

    static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
