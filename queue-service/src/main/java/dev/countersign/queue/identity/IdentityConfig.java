package dev.countersign.queue.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The time and the ids of a running service. */
final class IdentityConfig {

    IdentityConfig() {}

    /** No finer than the database keeps, so that what was answered is what is read later. */
    @Produces
    @Singleton
    static Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Produces
    @Singleton
    static Ids ids() {
        return UuidCreator::getTimeOrderedEpoch;
    }
}
