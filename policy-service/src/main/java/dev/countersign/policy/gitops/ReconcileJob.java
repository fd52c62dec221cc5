package dev.countersign.policy.gitops;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at the policy files at the start and every few seconds. */
@ApplicationScoped
class ReconcileJob {

    private final ReconciliationService reconciliation;
    private final PolicyFileService files;
    private final PolicyFilesMetrics metrics;
    private final PoliciesConfig config;

    ReconcileJob(
            ReconciliationService reconciliation,
            PolicyFileService files,
            PolicyFilesMetrics metrics,
            PoliciesConfig config) {
        this.reconciliation = reconciliation;
        this.files = files;
        this.metrics = metrics;
        this.config = config;
    }

    @Scheduled(
            identity = "policy-files",
            every = "${countersign.policies.poll:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return config.folder().isEmpty()
                ? Uni.createFrom().voidItem()
                : reconciliation
                        .reconcile()
                        .chain(() -> files.all(reconciliation.reading()))
                        .invoke(metrics::seen)
                        .replaceWithVoid();
    }
}
