package dev.countersign.bench;

import java.time.Duration;
import java.util.Locale;

/** So many of something in so long. */
public record Rate(long count, Duration took) {

    public double perSecond() {
        return count / (took.toNanos() / 1e9);
    }

    /** One line for people. */
    public String line(String what) {
        return String.format(Locale.ROOT, "%-58s %,9.0f /s", what, perSecond());
    }
}
