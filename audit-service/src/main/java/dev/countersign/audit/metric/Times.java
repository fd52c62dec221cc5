package dev.countersign.audit.metric;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long {@code n} cases took, to the millisecond. A percentile lies between two observed times where it falls between two cases (as
 * PostgreSQL's {@code percentile_cont} has it); of no cases there is none.
 */
@JsonPropertyOrder({"median", "p90", "n"})
public record Times(@Nullable Duration median, @Nullable Duration p90, long n) {

    /** @param millis in any order */
    public static Times of(List<Long> millis) {
        if (millis.isEmpty()) {
            return new Times(null, null, 0);
        }
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Times(percentile(sorted, 0.5), percentile(sorted, 0.9), sorted.length);
    }

    private static Duration percentile(long[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, sorted.length - 1);
        double millis = sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
        return Duration.ofMillis(Math.round(millis));
    }
}
