package dev.countersign.policy.callback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code countersign.callbacks} by what came of an attempt: {@code delivered}, {@code retried}, {@code dead}, {@code superseded}. */
@Singleton
class CallbackMetrics {

    static final String RETRIED = "retried";

    private final MeterRegistry registry;

    CallbackMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** From the start, and at zero: of a counter that comes into being with its first count, nobody sees that it rose. */
    void begin(@Observes StartupEvent started) {
        for (CallbackStatus status : CallbackStatus.values()) {
            if (status != CallbackStatus.PENDING) {
                counter(status.word());
            }
        }
        counter(RETRIED);
    }

    void ended(CallbackStatus status) {
        count(status.word());
    }

    void retried() {
        count(RETRIED);
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return registry.counter("countersign.callbacks", "outcome", outcome);
    }
}
