package dev.countersign.policy.evaluation;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.EscalationEvent.ClockStarted;
import dev.countersign.messaging.UnprocessableEventException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Keeps, in the current transaction, what an evaluation shows of its review: which, whose, and until when. */
@ApplicationScoped
public class ReviewTrackService {

    private final EvaluationRepository evaluations;

    ReviewTrackService(EvaluationRepository evaluations) {
        this.evaluations = evaluations;
    }

    /** The review that a person has of it, and whose it is. */
    public Uni<Void> owned(UUID evaluation, UUID review, Principal owner) {
        return evaluations
                .locked(evaluation)
                .onItem()
                .ifNull()
                .failWith(() -> new UnprocessableEventException("there is no evaluation " + evaluation))
                .invoke(entity -> {
                    entity.review = review;
                    entity.owner = owner.toString();
                })
                .replaceWithVoid();
    }

    /** The review has another owner. A sample is none of ours, and of a seeded check there is no evaluation. */
    public Uni<Void> moved(UUID evaluation, UUID review, Principal owner) {
        return evaluations
                .locked(evaluation)
                .invoke(entity -> {
                    if (entity != null && review.equals(entity.review)) {
                        entity.owner = owner.toString();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * The review is to be decided by then. Reviews and their clocks come by different topics, so either may be heard first. The clock
     * of a sample is none of ours: nobody waits for it. Nor is that of a seeded check, of which there is no evaluation.
     */
    public Uni<Void> clockStarted(ClockStarted event) {
        return evaluations
                .locked(event.evaluation())
                .invoke(entity -> {
                    if (entity != null && isOurs(entity, event) && event.cycle() > entity.clockCycle) {
                        entity.clockCycle = event.cycle();
                        entity.decideBy = event.decideBy();
                    }
                })
                .replaceWithVoid();
    }

    private static boolean isOurs(EvaluationEntity entity, ClockStarted event) {
        return entity.review == null
                ? entity.status() == Status.WAITING
                : entity.review.equals(event.review()) && !entity.status().isFinal();
    }
}
