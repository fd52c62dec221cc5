package dev.countersign.queue.review;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EscalationEvent.ClockExpired;
import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.contracts.event.EscalationEvent.EscalationFired;
import dev.countersign.contracts.policy.OnExpiry;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a review when its clock runs, moves it on, or runs out. */
@ApplicationScoped
class ClockService {

    private final LoadingService loading;
    private final TransitionService transitions;
    private final Clock clock;

    ClockService(LoadingService loading, TransitionService transitions, Clock clock) {
        this.loading = loading;
        this.transitions = transitions;
        this.clock = clock;
    }

    Uni<@Nullable Recorded> on(EscalationEvent event) {
        return switch (event) {
            case ClockStarted e -> onReview(e.review(), review -> start(review, e));
            case EscalationFired e -> onReview(e.review(), review -> escalate(review, e));
            case ClockExpired e -> onReview(e.review(), review -> expire(review, e));
            case EscalationEvent.ReminderFired e -> Uni.createFrom().nullItem();
        };
    }

    private Uni<@Nullable Recorded> start(Loaded review, ClockStarted started) {
        Command command = new Command.StartClock(started.cycle(), started.pickUpBy(), started.decideBy());
        return transitions.apply(review, command, clock.instant(), step -> step);
    }

    private Uni<@Nullable Recorded> escalate(Loaded review, EscalationFired fired) {
        Instant now = clock.instant();
        Route route = toward(review, fired.to(), "escalated", now);
        Command command = new Command.Escalate(fired.cycle(), route.owner());
        return transitions.apply(review, command, now, step -> step.with(route));
    }

    private Uni<@Nullable Recorded> expire(Loaded review, ClockExpired expired) {
        Instant now = clock.instant();
        Optional<Route> up =
                expired.onExpiry() == OnExpiry.ESCALATE ? Upward.whenTimeIsUp(review, now) : Optional.empty();
        Command command = new Command.Expire(
                expired.cycle(), expired.onExpiry(), up.map(Route::owner).orElse(null));
        return transitions.apply(
                review, command, now, step -> up.map(step::with).orElse(step));
    }

    private static Route toward(Loaded review, Principal to, String rule, Instant now) {
        return Routing.toward(review.directory(), to, rule, review.routing(review.payload()), now);
    }

    private Uni<@Nullable Recorded> onReview(UUID id, Function<Loaded, Uni<? extends @Nullable Recorded>> what) {
        return loading.hold(id)
                .chain(review -> review == null ? Uni.createFrom().nullItem() : what.apply(review));
    }
}
