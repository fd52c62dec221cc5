package dev.countersign.messaging;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time, for every service that brings no clock of its own. */
final class ClockProducer {

    @Produces
    @DefaultBean
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
