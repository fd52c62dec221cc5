package dev.countersign.notification.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, up to a longest, and a random share of between half and all of
 * that, so that what failed together does not come back together.
 *
 * @param first before the second attempt; positive
 * @param longest at least {@code first}
 */
record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS = 30;

    Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff starts above zero and ends no lower than it starts");
        }
    }

    /** The wait after that many attempts, at least one. */
    Duration after(int attempts, RandomGenerator random) {
        long factor = 1L << Math.min(attempts - 1, DOUBLINGS);
        double millis = Math.min((double) first.toMillis() * factor, longest.toMillis());
        return Duration.ofMillis(Math.round(millis * (0.5 + random.nextDouble() / 2)));
    }
}
