package dev.countersign.messaging;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How a committed transaction wakes the relay. Rings add up: however many transactions ring while the relay is busy, it wakes once.
 * A set of shards is a bit mask.
 */
@Singleton
class Doorbell {

    private final Semaphore rung = new Semaphore(0);
    private final AtomicInteger shards = new AtomicInteger();

    /** There is something new in these shards. */
    void ring(int mask) {
        if ((shards.getAndAccumulate(mask, (before, more) -> before | more) & mask) != mask) {
            ring();
        }
    }

    /** Look, whatever there is. */
    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** The shards rung for since the last call. */
    int take() {
        return shards.getAndSet(0);
    }

    /** Waits until it rings, at most so long. */
    void await(Duration atMost) throws InterruptedException {
        if (rung.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
            rung.drainPermits();
        }
    }
}
