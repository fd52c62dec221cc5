package dev.countersign.notification.delivery;

import dev.countersign.contracts.policy.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/** {@code countersign.deliveries} by channel and outcome: {@code sent}, {@code retried}, {@code failed}. */
@ApplicationScoped
class DeliveryMetrics {

    private static final List<String> OUTCOMES = List.of("sent", "retried", "failed");

    private final MeterRegistry registry;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** From the start, and at zero: of a counter that comes into being with its first count, nobody sees that it rose. */
    void begin(@Observes StartupEvent started) {
        for (Channel channel : Channel.values()) {
            OUTCOMES.forEach(outcome -> counter(channel, outcome));
        }
    }

    void sent(Channel channel) {
        count(channel, "sent");
    }

    void retried(Channel channel) {
        count(channel, "retried");
    }

    void failed(Channel channel) {
        count(channel, "failed");
    }

    private void count(Channel channel, String outcome) {
        counter(channel, outcome).increment();
    }

    private Counter counter(Channel channel, String outcome) {
        return registry.counter(
                "countersign.deliveries", "channel", channel.name().toLowerCase(Locale.ROOT), "outcome", outcome);
    }
}
