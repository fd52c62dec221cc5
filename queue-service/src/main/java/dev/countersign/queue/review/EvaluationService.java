package dev.countersign.queue.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRefreshed;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.messaging.UnprocessableEventException;
import dev.countersign.queue.database.SessionStatements;
import dev.countersign.queue.payload.Canonical;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What becomes of a review when its evaluation goes on. */
@ApplicationScoped
class EvaluationService {

    private final ReviewRepository reviews;
    private final LoadingService loading;
    private final TransitionService transitions;
    private final Clock clock;

    EvaluationService(ReviewRepository reviews, LoadingService loading, TransitionService transitions, Clock clock) {
        this.reviews = reviews;
        this.loading = loading;
        this.transitions = transitions;
        this.clock = clock;
    }

    Uni<@Nullable Recorded> withdraw(EvaluationWithdrawn withdrawn) {
        Command command = new Command.Withdraw(withdrawn.reason());
        return onReview(
                withdrawn.evaluation(), review -> transitions.apply(review, command, clock.instant(), step -> step));
    }

    Uni<@Nullable Recorded> giveBack(DecisionReturned returned) {
        return onReview(
                returned.evaluation(),
                review -> transitions.apply(
                        review, new Command.Return(), clock.instant(), step -> step.with(returned.reasons())));
    }

    /**
     * The facts are others by now, and the decision does not stand with them: whoever decides it again sees them. Where it stands, the
     * review goes on saying what its reviewer saw.
     */
    Uni<@Nullable Recorded> refresh(EvaluationRefreshed refreshed) {
        return refreshed.passes()
                ? Uni.createFrom().nullItem()
                : onReview(refreshed.evaluation(), review -> {
                    review.refreshed(refreshed);
                    return SessionStatements.run(List.of(reviews.changing(review.content())))
                            .map(done -> null);
                });
    }

    Uni<@Nullable Recorded> revise(EvaluationRevised revised) {
        return onReview(revised.evaluation(), review -> revise(review, revised));
    }

    private Uni<@Nullable Recorded> revise(Loaded review, EvaluationRevised revised) {
        Instant now = clock.instant();
        JsonNode payload = revised.payload();
        Canonical canonical = canonical(payload);
        Command command = new Command.Revise(revised.revision(), canonical.digest(), review.approvalsNeeded(payload));
        return transitions
                .apply(review, command, now, step -> rerouted(step.with(payload).with(revised.reasons())))
                .call(recorded -> recorded == null
                        ? Uni.createFrom().voidItem()
                        : SessionStatements.run(List.of(reviews.adding(revision(review, revised, canonical, now)))));
    }

    /** The owner of the former payload may lack the authority for the new one. */
    private static Step rerouted(Step step) {
        Loaded review = step.review();
        Route route = Routing.toward(
                review.directory(), review.row().held(), "revised", review.routing(step.payload()), step.at());
        return step.ownedBy(route);
    }

    private static Canonical canonical(JsonNode payload) {
        try {
            return Canonical.of(payload);
        } catch (Canonical.AmbiguousPayloadException e) {
            throw new UnprocessableEventException("a payload that not every system reads alike", e);
        }
    }

    private static RevisionRow revision(Loaded review, EvaluationRevised revised, Canonical canonical, Instant now) {
        return new RevisionRow(
                review.row().id,
                revised.revision(),
                revised.payload().toString(),
                canonical.digest(),
                revised.note(),
                now);
    }

    /** An evaluation that nobody reviews is no concern of this room; a sample is looked at whatever becomes of its evaluation. */
    private Uni<@Nullable Recorded> onReview(
            UUID evaluation, Function<Loaded, Uni<? extends @Nullable Recorded>> what) {
        return loading.holdOf(evaluation)
                .chain(review -> review == null || review.row().kind != ReviewKind.LIVE
                        ? Uni.createFrom().nullItem()
                        : what.apply(review));
    }
}
