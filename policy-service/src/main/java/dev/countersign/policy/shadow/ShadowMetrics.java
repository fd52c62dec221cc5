package dev.countersign.policy.shadow;

import dev.countersign.policy.replay.CandidateOutcome;
import dev.countersign.policy.replay.Compared;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How shadows answer. Only a process owner can start one, so that nobody makes up processes here. */
@Singleton
class ShadowMetrics {

    private final MeterRegistry registry;

    ShadowMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String process, List<Compared> compared) {
        Map<Compared.Change, Long> changes =
                compared.stream().collect(Collectors.groupingBy(Compared::change, Collectors.counting()));
        changes.forEach((change, n) -> registry.counter(
                        "countersign.shadow.evaluations",
                        "process",
                        process,
                        "recorded",
                        CandidateOutcome.of(change.recorded()).word(),
                        "candidate",
                        change.candidate().word())
                .increment(n));
    }
}
