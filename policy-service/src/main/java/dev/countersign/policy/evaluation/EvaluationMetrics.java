package dev.countersign.policy.evaluation;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What the room measures of itself. Only processes with a policy get a tag of their own: anybody can make up names. */
@Singleton
class EvaluationMetrics {

    private static final String UNKNOWN = "unknown";

    private final MeterRegistry registry;

    EvaluationMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How many proposals wait for a transaction. */
    void waiting(Supplier<Number> waiting) {
        Gauge.builder("countersign.recording.waiting", waiting)
                .description("Proposals that wait for a transaction to share")
                .register(registry);
    }

    /** So many proposals share a transaction. */
    void batched(int proposals) {
        DistributionSummary.builder("countersign.recording.batch")
                .description("Proposals that were recorded in one transaction")
                .register(registry)
                .record(proposals);
    }

    void evaluated(EvaluationEntity evaluation) {
        registry.counter("countersign.evaluations", "process", process(evaluation), "outcome", evaluation.outcome)
                .increment();
        if (evaluation.status() == Status.RELEASED) {
            released(evaluation);
        }
    }

    void decided(EvaluationEntity evaluation, Instant at) {
        Timer.builder("countersign.decision")
                .description("From the proposal to the decision, as the agent waits for it")
                .tag("process", process(evaluation))
                .tag("status", evaluation.status)
                .publishPercentileHistogram()
                .register(registry)
                .record(Duration.between(evaluation.createdAt, at));
    }

    void released(EvaluationEntity evaluation) {
        registry.counter("countersign.releases.issued", "process", process(evaluation))
                .increment();
    }

    private static String process(EvaluationEntity evaluation) {
        return evaluation.policyVersion == null ? UNKNOWN : evaluation.process;
    }
}
