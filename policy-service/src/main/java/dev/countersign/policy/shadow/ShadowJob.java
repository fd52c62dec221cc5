package dev.countersign.policy.shadow;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for what shadows have not answered yet. */
@ApplicationScoped
class ShadowJob {

    private final ShadowRunService shadows;

    ShadowJob(ShadowRunService shadows) {
        this.shadows = shadows;
    }

    @Scheduled(
            identity = "shadow",
            every = "${countersign.shadow.every:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return shadows.round();
    }
}
