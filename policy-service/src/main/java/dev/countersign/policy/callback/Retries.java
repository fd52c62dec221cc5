package dev.countersign.policy.callback;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another attempt: anything between nothing and a bound that doubles with each attempt (exponential backoff
 * with full jitter), so that what failed together does not come back together.
 *
 * @param first the bound after the first attempt; positive
 * @param longest no bound is higher; at least {@code first}
 */
record Retries(Duration first, Duration longest) {

    private static final int DOUBLINGS = 30;

    Retries {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("the first wait must be above zero, and the longest no shorter");
        }
    }

    /**
     * The wait after that many attempts, at least one.
     *
     * @param asked what the receiver asked for, or zero; granted up to the longest wait
     */
    Duration after(int attempts, Duration asked, RandomGenerator random) {
        long millis = (long) (bound(attempts).toMillis() * random.nextDouble());
        Duration own = Duration.ofMillis(millis);
        return shorter(asked.compareTo(own) > 0 ? asked : own, longest);
    }

    Duration bound(int attempts) {
        long factor = 1L << Math.min(attempts - 1, DOUBLINGS);
        return shorter(first.multipliedBy(factor), longest);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
