package dev.countersign.notification.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code countersign.clocks.running}: how many clocks run. {@code countersign.clocks.lag.seconds}: how late the most overdue clock
 * was when it fired last, or is, where it still waits; the number to alert on.
 */
@ApplicationScoped
class ClockMetrics {

    private static final double MILLIS = 1000;

    private final AtomicLong running = new AtomicLong();
    private final AtomicLong waitingMillis = new AtomicLong();
    private final AtomicLong firedMillis = new AtomicLong();

    ClockMetrics(MeterRegistry registry) {
        Gauge.builder("countersign.clocks.running", running, AtomicLong::get)
                .description("Clocks of reviews that nobody has decided yet")
                .register(registry);
        Gauge.builder("countersign.clocks.lag.seconds", this, ClockMetrics::lag)
                .description("How late the most overdue clock fired or still waits")
                .register(registry);
    }

    void seen(ClockRepository.Load load) {
        running.set(load.running());
        waitingMillis.set(load.overdue().toMillis());
    }

    void fired(FiringService.Pass pass) {
        firedMillis.set(pass.late().toMillis());
    }

    private double lag() {
        return Math.max(firedMillis.get(), waitingMillis.get()) / MILLIS;
    }
}
