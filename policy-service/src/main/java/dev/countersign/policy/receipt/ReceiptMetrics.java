package dev.countersign.policy.receipt;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.List;

/** How many receipts are open. The same on every replica, as the database says it: alert on the highest, not on the sum. */
@Singleton
class ReceiptMetrics {

    private final MultiGauge open;

    ReceiptMetrics(MeterRegistry registry) {
        this.open = MultiGauge.builder("countersign.receipts")
                .description("Open: what was decided and what was done do not go together")
                .register(registry);
    }

    void show(List<ReceiptRepository.Count> counts) {
        open.register(
                counts.stream()
                        .<MultiGauge.Row<?>>map(count -> MultiGauge.Row.of(
                                Tags.of("process", count.process(), "kind", count.kind()), count.open()))
                        .toList(),
                true);
    }
}
