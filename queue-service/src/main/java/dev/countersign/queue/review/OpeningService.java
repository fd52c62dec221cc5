package dev.countersign.queue.review;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.OversightEvent.Exercise;
import dev.countersign.contracts.event.OversightEvent.SampleDrawn;
import dev.countersign.contracts.event.OversightEvent.SeededCheckPlaced;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewKind;
import dev.countersign.contracts.event.Supervision;
import dev.countersign.expressions.Scope;
import dev.countersign.messaging.UnprocessableEventException;
import dev.countersign.queue.confidence.ConfidenceBand;
import dev.countersign.queue.directory.Directory;
import dev.countersign.queue.directory.DirectoryRepository;
import dev.countersign.queue.identity.Ids;
import dev.countersign.queue.payload.ApprovalsNeeded;
import dev.countersign.queue.payload.Canonical;
import dev.countersign.queue.payload.EffectSentence;
import dev.countersign.queue.routing.Route;
import dev.countersign.queue.routing.Routing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Opens a review for an action that a person must look at. */
@ApplicationScoped
class OpeningService {

    private final ReviewRepository reviews;
    private final ReviewRecorder recorder;
    private final DirectoryRepository directories;
    private final Clock clock;
    private final Ids ids;

    OpeningService(
            ReviewRepository reviews, ReviewRecorder recorder, DirectoryRepository directories, Clock clock, Ids ids) {
        this.reviews = reviews;
        this.recorder = recorder;
        this.directories = directories;
        this.clock = clock;
        this.ids = ids;
    }

    /** Opens it; null where nobody need look, or where it is open already. */
    Uni<@Nullable Recorded> open(EvaluationRecorded recorded) {
        return recorded.outcome() == Outcome.REVIEW
                ? open(ReviewKind.LIVE, recorded)
                : Uni.createFrom().nullItem();
    }

    /** Opens a review for which no agent waits, and which looks like any other. */
    Uni<@Nullable Recorded> open(Exercise exercise) {
        return switch (exercise) {
            case SampleDrawn e -> open(ReviewKind.SAMPLE, Likeness.ofSample(e.recorded()));
            case SeededCheckPlaced e -> open(ReviewKind.SEEDED, Likeness.ofSeededCheck(e.recorded()));
        };
    }

    private Uni<@Nullable Recorded> open(ReviewKind kind, EvaluationRecorded recorded) {
        Supervision supervision = recorded.supervision();
        if (supervision == null) {
            throw new UnprocessableEventException("a review without the policy's sections has no owner");
        }
        return Uni.combine()
                .all()
                .unis(reviews.exists(recorded.evaluation()), directories.current())
                .asTuple()
                .chain(found -> found.getItem1()
                        ? Uni.createFrom().nullItem()
                        : open(found.getItem2(), kind, recorded, supervision));
    }

    private Uni<Recorded> open(
            Directory directory, ReviewKind kind, EvaluationRecorded recorded, Supervision supervision) {
        Instant now = clock.instant();
        Canonical canonical = canonical(recorded);
        Route route = Routing.resolve(
                directory,
                Loaded.routing(recorded, supervision, recorded.action().payload()),
                now);
        return recorder.spread(directory, route).chain(spread -> {
            ReviewRow review = row(recorded, supervision, canonical, spread, now);
            review.kind = kind;
            return open(directory, review, recorded, supervision, spread);
        });
    }

    private Uni<Recorded> open(
            Directory directory, ReviewRow review, EvaluationRecorded recorded, Supervision supervision, Route route) {
        ContentRow content = content(review, recorded, route);
        Loaded loaded = new Loaded(
                directory,
                review,
                content,
                recorded,
                supervision,
                recorded.action().payload());
        return recorder.open(loaded, proposal(review, content), opened(review, supervision, route));
    }

    private static Canonical canonical(EvaluationRecorded recorded) {
        try {
            return Canonical.of(recorded.action().payload());
        } catch (Canonical.AmbiguousPayloadException e) {
            throw new UnprocessableEventException("a payload that not every system reads alike", e);
        }
    }

    private ReviewRow row(
            EvaluationRecorded recorded, Supervision supervision, Canonical canonical, Route route, Instant now) {
        Scope scope = Loaded.scope(recorded, canonical.payload());
        int needed = ApprovalsNeeded.by(
                supervision.review().approvals(),
                Loaded.scope(recorded, recorded.action().payload()));
        ReviewRow review = new ReviewRow();
        review.id = ids.next();
        review.evaluation = recorded.evaluation();
        review.process = recorded.process();
        review.title = supervision.title();
        review.agent = recorded.agent();
        review.actionType = recorded.action().type();
        review.target = recorded.action().target().replace('\0', '\uFFFD');
        review.effect = EffectSentence.of(supervision.action().effect(), scope);
        review.urgency = supervision.urgency();
        review.accountable = supervision.accountable().toString();
        review.routed(route);
        review.openedAt = now;
        review.confidenceBand = ConfidenceBand.of(recorded.confidence());
        review.become(ReviewState.opened(route.owner(), Ballot.fresh(needed, canonical.digest()), now));
        return review;
    }

    private static ContentRow content(ReviewRow review, EvaluationRecorded recorded, Route route) {
        ContentRow content = new ContentRow();
        content.review = review.id;
        content.recorded = StoredJson.write(recorded);
        content.payload = recorded.action().payload().toString();
        content.trail = StoredJson.write(route.trail());
        return content;
    }

    private static RevisionRow proposal(ReviewRow review, ContentRow content) {
        return new RevisionRow(review.id, 1, content.payload, review.proposed, null, review.openedAt);
    }

    private static ReviewOpened opened(ReviewRow review, Supervision supervision, Route route) {
        return new ReviewOpened(
                review.id,
                review.evaluation,
                review.process,
                review.kind,
                review.agent,
                review.actionType,
                review.target,
                review.effect,
                route.owner(),
                route.contacts(),
                route.trail(),
                review.needed,
                supervision.sla(),
                supervision.notifyRoutes(),
                review.openedAt);
    }
}
