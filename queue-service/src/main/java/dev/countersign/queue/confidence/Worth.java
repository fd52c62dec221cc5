package dev.countersign.queue.confidence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How proposals of one agent and type of action fared, whose confidence was in one band.
 *
 * @param from where the band begins, that included
 * @param to where it ends, that not included, but for 1
 * @param n how many reviews, the latest ones
 * @param unchanged of these, approved exactly as first proposed
 * @param changed approved after a person or the agent had changed it
 * @param rejected anything else that a person decided
 * @param rate {@code unchanged} of {@code n}; absent where there is nothing to count
 * @param low where the rate lies with a certainty of 95 % (Wilson's score interval)
 * @param high likewise
 * @param enough whether the rate says something; else show the counts
 * @param mostRecent how many reviews are looked at, at most
 */
public record Worth(
        BigDecimal from,
        BigDecimal to,
        long n,
        long unchanged,
        long changed,
        long rejected,
        @Nullable Double rate,
        @Nullable Double low,
        @Nullable Double high,
        boolean enough,
        int mostRecent) {

    /** Fewer say nothing: at 20, the interval is still 40 points wide in the middle. */
    static final long ENOUGH = 20;

    /** An agent that has become better, or worse, is not held to its whole past. */
    static final int MOST_RECENT = 200;

    private static final double Z = 1.959963984540054;

    /** The figure of a band. */
    static Worth of(int band, long unchanged, long changed, long rejected) {
        long n = unchanged + changed + rejected;
        double share = n == 0 ? 0 : (double) unchanged / n;
        double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        return new Worth(
                ConfidenceBand.from(band),
                ConfidenceBand.to(band),
                n,
                unchanged,
                changed,
                rejected,
                n == 0 ? null : rounded(share),
                n == 0 ? null : rounded(Math.max(0, middle - half)),
                n == 0 ? null : rounded(Math.min(1, middle + half)),
                n >= ENOUGH,
                MOST_RECENT);
    }

    private static Double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP).doubleValue();
    }
}
