package dev.countersign.messaging;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubling from {@code first} up to {@code max}, each cut by up to a half at random, so that replicas do
 * not come back all at once.
 */
record Backoff(Duration first, Duration max) {

    /** The pause after a number of failed attempts, from 1 on. */
    Duration pause(int failures, RandomGenerator random) {
        long doubled = first.toNanos() << Math.min(Math.max(failures, 1) - 1, 20);
        long full = Math.min(doubled, max.toNanos());
        return Duration.ofNanos(full - random.nextLong(full / 2 + 1));
    }
}
