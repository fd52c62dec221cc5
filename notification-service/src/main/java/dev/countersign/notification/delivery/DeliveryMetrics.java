package dev.countersign.notification.delivery;

import dev.countersign.contracts.policy.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** {@code countersign.deliveries} by channel and outcome: {@code sent}, {@code retried}, {@code failed}. */
@ApplicationScoped
class DeliveryMetrics {

    private final MeterRegistry registry;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
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
        registry.counter(
                        "countersign.deliveries",
                        "channel",
                        channel.name().toLowerCase(Locale.ROOT),
                        "outcome",
                        outcome)
                .increment();
    }
}
