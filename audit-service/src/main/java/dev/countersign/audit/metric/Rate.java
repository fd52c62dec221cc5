package dev.countersign.audit.metric;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A share of {@code n} cases with its 95 % interval (Wilson's score), rounded to four digits. Of no cases nothing is known: rate and
 * interval are absent then.
 *
 * @param n the cases; 0 and up
 */
@JsonPropertyOrder({"rate", "low", "high", "n"})
public record Rate(
        @Nullable BigDecimal rate,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        long n) {

    /** The normal distribution's 97.5th percentile. */
    private static final double Z = 1.959963984540054;

    private static final int DIGITS = 4;

    /**
     * {@code hits} of {@code n}.
     *
     * @throws IllegalArgumentException when there are more hits than cases, or fewer than none
     */
    public static Rate of(long hits, long n) {
        if (hits < 0 || hits > n) {
            throw new IllegalArgumentException(hits + " of " + n + " is no share");
        }
        if (n == 0) {
            return new Rate(null, null, null, 0);
        }
        double share = (double) hits / n;
        double squared = Z * Z / n;
        double middle = (share + squared / 2) / (1 + squared);
        double half = Z * Math.sqrt(share * (1 - share) / n + squared / (4 * n)) / (1 + squared);
        return new Rate(rounded(share), rounded(Math.max(0, middle - half)), rounded(Math.min(1, middle + half)), n);
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
    }
}
