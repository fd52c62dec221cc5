package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.directory.Team;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
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

/**
 * After a change of the directory, works out again who may see the open reviews, and finds another owner for those whose owner is
 * gone. Any replica does its share; what one holds, the others pass over.
 */
@ApplicationScoped
class CatchUpJob {

    private static final int BATCH = 100;

    private final ReviewRepository reviews;
    private final ReviewRecorder recorder;
    private final LoadingService loading;
    private final TransitionService transitions;
    private final DirectoryRepository directories;
    private final CommittedService committed;
    private final Clock clock;

    CatchUpJob(
            ReviewRepository reviews,
            ReviewRecorder recorder,
            LoadingService loading,
            TransitionService transitions,
            DirectoryRepository directories,
            CommittedService committed,
            Clock clock) {
        this.reviews = reviews;
        this.recorder = recorder;
        this.loading = loading;
        this.transitions = transitions;
        this.directories = directories;
        this.committed = committed;
        this.clock = clock;
    }

    @Scheduled(
            every = "${countersign.queue.review.catch-up}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return Multi.createBy()
                .repeating()
                .uni(this::batch)
                .whilst(found -> found == BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> batch() {
        return Panache.withTransaction(() -> directories.current().chain(this::behind))
                .invoke(done -> committed.tell(done.recorded()))
                .map(Done::found);
    }

    private record Done(int found, List<Recorded> recorded) {}

    private Uni<Done> behind(Directory directory) {
        return reviews.behind(directory.version(), BATCH)
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(this::catchUp)
                        .collect()
                        .asList()
                        .map(recorded -> new Done(ids.size(), recorded)));
    }

    private Uni<@Nullable Recorded> catchUp(UUID id) {
        return reviews.hold(id).onItem().ifNull().fail().chain(loading::load).chain(this::catchUp);
    }

    private Uni<@Nullable Recorded> catchUp(Loaded review) {
        ReviewState state = review.entity().state();
        return isThere(review.directory(), state.owner())
                ? refreshed(review)
                : rerouted(review)
                        .chain(recorded -> recorded == null
                                ? refreshed(review)
                                : Uni.createFrom().item(recorded));
    }

    private Uni<@Nullable Recorded> rerouted(Loaded review) {
        Instant now = clock.instant();
        Route route = Routing.resolve(review.directory(), review.routing(review.payload()), now);
        return transitions.apply(review, new Command.Reroute(route.owner()), now, step -> step.with(route));
    }

    private Uni<@Nullable Recorded> refreshed(Loaded review) {
        return recorder.viewers(review, review.entity().state(), review.payload())
                .map(done -> null);
    }

    private static boolean isThere(Directory directory, Principal owner) {
        return owner.isPerson()
                ? directory.person(owner.id()).isPresent()
                : directory
                        .team(owner.id())
                        .map(Team::members)
                        .filter(members -> !members.isEmpty())
                        .isPresent();
    }
}
