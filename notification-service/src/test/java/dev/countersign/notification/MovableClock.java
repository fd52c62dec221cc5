package dev.countersign.notification;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The service's time, which tests move forward. */
@Singleton
public class MovableClock extends Clock {

    private final AtomicLong aheadMillis = new AtomicLong();

    public void forward(Duration duration) {
        aheadMillis.addAndGet(duration.toMillis());
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plusMillis(aheadMillis.get()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
