package dev.countersign.queue.review;

import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import dev.countersign.queue.routing.RoutingRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * After a change of the directory, and when the calendar begins or ends somebody's right, works out again who may see the open
 * reviews, and finds another owner for those whose owner is gone, away, back again, or without the authority by now. Any replica does its share; what one holds, the others pass over.
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
                .chain(behind -> behind.isEmpty()
                        ? reviews.lookedAtAgain(clock.instant(), BATCH)
                        : Uni.createFrom().item(behind))
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(this::catchUp)
                        .collect()
                        .asList()
                        .map(recorded -> new Done(ids.size(), recorded)));
    }

    private Uni<@Nullable Recorded> catchUp(UUID id) {
        return loading.hold(id).onItem().ifNull().fail().chain(this::catchUp);
    }

    private Uni<@Nullable Recorded> catchUp(Loaded review) {
        Instant now = clock.instant();
        Route route = route(review, now);
        return isThere(review, route)
                ? refreshed(review, route, now)
                : transitions
                        .apply(review, new Command.Reroute(route.owner()), now, step -> step.with(route))
                        .chain(recorded -> recorded == null
                                ? refreshed(review, route, now)
                                : Uni.createFrom().item(recorded));
    }

    /** Where it would go now. One that nobody could be found for is tried from the beginning. */
    private static Route route(Loaded review, Instant now) {
        RoutingRequest request = review.routing(review.payload());
        return review.row().unroutable
                ? Routing.resolve(review.directory(), request, now)
                : Routing.again(review.directory(), review.row().held(), request, now);
    }

    private static boolean isThere(Loaded review, Route route) {
        ReviewRow row = review.row();
        return route.owner().equals(row.state().owner()) && Objects.equals(route.standsInFor(), row.standsInFor);
    }

    private Uni<@Nullable Recorded> refreshed(Loaded review, Route route, Instant now) {
        ReviewRow row = review.row();
        row.unroutable = route.unroutable();
        row.standsInFor = route.standsInFor();
        if (route.contacts().stream().noneMatch(contact -> contact.person().equals(row.asked))) {
            row.asked = route.asked();
        }
        return recorder.refresh(review, now).map(done -> null);
    }
}
