package dev.countersign.policy.evaluation;

import dev.countersign.policy.waiting.Waiters;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Finds what a lost wake-up would have told. */
@ApplicationScoped
class WakeupJob {

    /** Longer than any transaction or difference between clocks; looking twice does no harm. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(15);

    private final EvaluationRepository evaluations;
    private final Waiters waiters;
    private final Clock clock;

    WakeupJob(EvaluationRepository evaluations, Waiters waiters, Clock clock) {
        this.evaluations = evaluations;
        this.waiters = waiters;
        this.clock = clock;
    }

    @Scheduled(every = "2s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> poll() {
        Set<UUID> awaited = waiters.ids();
        return awaited.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.withSession(() -> evaluations.changedAmong(
                                awaited, clock.instant().minus(LOOK_BACK)))
                        .invoke(waiters::wake)
                        .replaceWithVoid();
    }
}
