package dev.countersign.queue.review;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says that nobody is on a review any more whose claim was not renewed. The claim itself has ended at its instant. */
@ApplicationScoped
class ClaimJob {

    private static final int BATCH = 100;

    private final ReviewRepository reviews;
    private final LoadingService loading;
    private final TransitionService transitions;
    private final CommittedService committed;
    private final Clock clock;

    ClaimJob(
            ReviewRepository reviews,
            LoadingService loading,
            TransitionService transitions,
            CommittedService committed,
            Clock clock) {
        this.reviews = reviews;
        this.loading = loading;
        this.transitions = transitions;
        this.committed = committed;
        this.clock = clock;
    }

    @Scheduled(
            every = "${countersign.queue.review.claim-check}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        Instant now = clock.instant();
        return Panache.withTransaction(() -> reviews.lapsed(now, BATCH).chain(ids -> lapse(ids, now)))
                .invoke(recorded -> committed.tell(recorded))
                .replaceWithVoid();
    }

    private Uni<List<Recorded>> lapse(List<UUID> ids, Instant now) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> lapse(id, now))
                .collect()
                .asList();
    }

    private Uni<@Nullable Recorded> lapse(UUID id, Instant now) {
        return loading.hold(id)
                .onItem()
                .ifNull()
                .fail()
                .chain(review -> transitions.apply(review, new Command.Lapse(), now, step -> step));
    }
}
