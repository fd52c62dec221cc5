package dev.countersign.bench.outbox;

import java.time.Duration;
import java.util.Locale;

/** So many of something in so long. */
record Rate(long count, Duration took) {

    double perSecond() {
        return count / (took.toNanos() / 1e9);
    }

    /** One line for people. */
    String line(String what) {
        return String.format(Locale.ROOT, "%-58s %,9.0f /s", what, perSecond());
    }
}
