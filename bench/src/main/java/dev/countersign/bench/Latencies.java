package dev.countersign.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of the same thing, done many times. */
public final class Latencies {

    private final List<Duration> observed = new ArrayList<>();

    public void add(Duration one) {
        observed.add(one);
    }

    /** Takes over what others have observed of the same thing. */
    public void addAll(Latencies others) {
        observed.addAll(others.observed);
    }

    public int count() {
        return observed.size();
    }

    /**
     * The smallest observed duration that at least this share of all do not exceed.
     *
     * @param share above 0, up to 1
     */
    public Duration percentile(double share) {
        List<Duration> sorted = new ArrayList<>(observed);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    /** One line for people. */
    public String line(String what) {
        return String.format(
                Locale.ROOT,
                "%-46s p50 %7.1f ms   p90 %7.1f ms   p99 %7.1f ms   n %d",
                what,
                millis(percentile(0.5)),
                millis(percentile(0.9)),
                millis(percentile(0.99)),
                observed.size());
    }

    public static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
