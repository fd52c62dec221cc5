package dev.countersign.policy.callback;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** {@code countersign.callbacks} by what came of an attempt: {@code delivered}, {@code retried}, {@code dead}, {@code superseded}. */
@Singleton
class CallbackMetrics {

    static final String RETRIED = "retried";

    private final MeterRegistry registry;

    CallbackMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(CallbackStatus status) {
        count(status.word());
    }

    void retried() {
        count(RETRIED);
    }

    private void count(String outcome) {
        registry.counter("countersign.callbacks", "outcome", outcome).increment();
    }
}
