package dev.countersign.policy.receipt;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks now and then, on any replica, and shows what is open. */
@ApplicationScoped
class ReceiptJob {

    private final OverdueService overdue;
    private final ReceiptMetrics metrics;

    ReceiptJob(OverdueService overdue, ReceiptMetrics metrics) {
        this.overdue = overdue;
        this.metrics = metrics;
    }

    @Scheduled(
            every = "${countersign.receipt.look-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return expected()
                .chain(this::released)
                .chain(overdue::open)
                .invoke(metrics::show)
                .replaceWithVoid();
    }

    private Uni<Void> expected() {
        return overdue.expected()
                .chain(looked -> OverdueService.full(looked)
                        ? expected()
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> released() {
        return overdue.released()
                .chain(looked -> OverdueService.full(looked)
                        ? released()
                        : Uni.createFrom().voidItem());
    }
}
