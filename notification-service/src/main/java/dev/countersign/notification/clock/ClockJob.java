package dev.countersign.notification.clock;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Looks at the clocks every second. Any number of replicas may run it at any time: each takes other rows. */
@ApplicationScoped
public class ClockJob {

    private final FiringService firing;
    private final ClockRepository clocks;
    private final ClockMetrics metrics;
    private final ClockConfig config;
    private final Clock clock;

    ClockJob(FiringService firing, ClockRepository clocks, ClockMetrics metrics, ClockConfig config, Clock clock) {
        this.firing = firing;
        this.clocks = clocks;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /** Batch after batch, until a batch is not full. */
    @Scheduled(
            identity = "clocks",
            every = "${countersign.clock.poll:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> fire() {
        return Multi.createBy()
                .repeating()
                .uni(() -> firing.fireDue(config.batch()).invoke(metrics::fired))
                .whilst(pass -> pass.clocks() >= config.batch())
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Apart from the firing, so that the numbers show when it does not get on. */
    @Scheduled(
            identity = "clock-metrics",
            every = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @WithSession
    public Uni<Void> measure() {
        return clocks.load(clock.instant()).invoke(metrics::seen).replaceWithVoid();
    }
}
