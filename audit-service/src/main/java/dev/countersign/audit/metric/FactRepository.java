package dev.countersign.audit.metric;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EvaluationEvent.DecisionReturned;
import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRecorded;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRefreshed;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationSampled;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.EvaluationEvent.EverythingHalted;
import dev.countersign.contracts.event.EvaluationEvent.EverythingResumed;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.EvaluationEvent.ExecutionReported;
import dev.countersign.contracts.event.EvaluationEvent.Halted;
import dev.countersign.contracts.event.EvaluationEvent.PolicyPublished;
import dev.countersign.contracts.event.EvaluationEvent.PublicationAgreed;
import dev.countersign.contracts.event.EvaluationEvent.ReceiptClosed;
import dev.countersign.contracts.event.EvaluationEvent.ReceiptOpened;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseIssued;
import dev.countersign.contracts.event.EvaluationEvent.ReleaseRedeemed;
import dev.countersign.contracts.event.EvaluationEvent.Resumed;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.Exercise;
import dev.countersign.contracts.event.QueueEvent;
import dev.countersign.contracts.event.ReviewEvent;
import dev.countersign.contracts.event.ReviewEvent.ApprovalGiven;
import dev.countersign.contracts.event.ReviewEvent.ReopenCause;
import dev.countersign.contracts.event.ReviewEvent.ReviewClaimed;
import dev.countersign.contracts.event.ReviewEvent.ReviewDecided;
import dev.countersign.contracts.event.ReviewEvent.ReviewOpened;
import dev.countersign.contracts.event.ReviewEvent.ReviewReassigned;
import dev.countersign.contracts.event.ReviewEvent.ReviewReopened;
import dev.countersign.contracts.event.ReviewEvent.ReviewUnclaimed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps of each event what the metrics count. */
@ApplicationScoped
public class FactRepository {

    private static final String EVALUATION = """
            INSERT INTO evaluation_fact (evaluation, process, agent, action_type, outcome, at)
            VALUES (:evaluation, :process, :agent, :actionType, :outcome, :at) ON CONFLICT DO NOTHING""";

    private static final String DECISION = """
            INSERT INTO decision_fact
                (source, event_id, review, evaluation, process, kind, outcome, opened_at, picked_up_at, at)
            VALUES (:source, :id, :review, :evaluation, :process, :kind, :outcome, :openedAt,
                    CAST(:pickedUpAt AS timestamptz), :at)
            ON CONFLICT DO NOTHING""";

    // Both events come from queue-service, in order: the decision that did not stand is the review's latest.
    private static final String RETURNED = """
            UPDATE decision_fact SET returned = true
            WHERE review = :review AND at = (SELECT max(at) FROM decision_fact WHERE review = :review)""";

    private static final String EXECUTION = """
            INSERT INTO execution_fact (evaluation, process, at)
            VALUES (:evaluation, :process, :at) ON CONFLICT DO NOTHING""";

    private static final String ESCAPE = """
            INSERT INTO escape_fact (escape, evaluation, process, at)
            VALUES (:escape, :evaluation, :process, :at) ON CONFLICT DO NOTHING""";

    /** Records what is to be counted of an event, if anything is. */
    public Uni<Void> record(Mutiny.Session session, EventEnvelope<?> envelope) {
        return switch (envelope.event()) {
            case EvaluationEvent e -> ofEvaluation(session, e);
            case ReviewEvent e -> ofReview(session, envelope, e);
            case OversightEvent e ->
                switch (e) {
                    case EscapeReported escape -> escaped(session, escape);
                    case Exercise exercise -> nothing();
                };
            case QueueEvent e -> nothing();
            case EscalationEvent e -> nothing();
            case NotificationEvent e -> nothing();
        };
    }

    private static Uni<Void> ofEvaluation(Mutiny.Session session, EvaluationEvent event) {
        return switch (event) {
            case EvaluationRecorded e -> evaluated(session, e);
            case ExecutionReported e -> e.status() == Execution.EXECUTED ? executed(session, e) : nothing();
            case EvaluationSampled e -> nothing();
            case EvaluationRevised e -> nothing();
            case EvaluationWithdrawn e -> nothing();
            case DecisionReturned e -> nothing();
            case ReleaseIssued e -> nothing();
            case ReleaseRedeemed e -> nothing();
            // Counted as the escape that comes of it.
            case EscapeClaimed e -> nothing();
            case PolicyPublished e -> nothing();
            case PublicationAgreed e -> nothing();
            case Halted e -> nothing();
            case Resumed e -> nothing();
            case EverythingHalted e -> nothing();
            case EverythingResumed e -> nothing();
            case EvaluationRefreshed e -> nothing();
            case ReceiptOpened e -> nothing();
            case ReceiptClosed e -> nothing();
        };
    }

    private static Uni<Void> ofReview(Mutiny.Session session, EventEnvelope<?> envelope, ReviewEvent event) {
        return switch (event) {
            case ReviewDecided e -> decided(session, envelope, e);
            case ReviewReopened e -> e.cause() == ReopenCause.RETURNED ? returned(session, e) : nothing();
            case ReviewOpened e -> nothing();
            case ReviewClaimed e -> nothing();
            case ReviewUnclaimed e -> nothing();
            case ReviewReassigned e -> nothing();
            case ApprovalGiven e -> nothing();
        };
    }

    private static Uni<Void> evaluated(Mutiny.Session session, EvaluationRecorded event) {
        return done(session.createNativeQuery(EVALUATION)
                .setParameter("evaluation", event.evaluation())
                .setParameter("process", event.process())
                .setParameter("agent", event.agent())
                .setParameter("actionType", event.action().type())
                .setParameter("outcome", word(event.outcome()))
                .setParameter("at", utc(event.at())));
    }

    private static Uni<Void> decided(Mutiny.Session session, EventEnvelope<?> envelope, ReviewDecided event) {
        Instant pickedUpAt = event.pickedUpAt();
        return done(session.createNativeQuery(DECISION)
                .setParameter("source", envelope.source())
                .setParameter("id", envelope.id())
                .setParameter("review", event.review())
                .setParameter("evaluation", event.evaluation())
                .setParameter("process", event.process())
                .setParameter("kind", word(event.kind()))
                .setParameter("outcome", word(event.outcome()))
                .setParameter("openedAt", utc(event.openedAt()))
                .setParameter("pickedUpAt", pickedUpAt == null ? null : utc(pickedUpAt))
                .setParameter("at", utc(event.at())));
    }

    private static Uni<Void> returned(Mutiny.Session session, ReviewReopened event) {
        return done(session.createNativeQuery(RETURNED).setParameter("review", event.review()));
    }

    private static Uni<Void> executed(Mutiny.Session session, ExecutionReported event) {
        return done(session.createNativeQuery(EXECUTION)
                .setParameter("evaluation", event.evaluation())
                .setParameter("process", event.process())
                .setParameter("at", utc(event.at())));
    }

    private static Uni<Void> escaped(Mutiny.Session session, EscapeReported event) {
        return done(session.createNativeQuery(ESCAPE)
                .setParameter("escape", event.escape())
                .setParameter("evaluation", event.evaluation())
                .setParameter("process", event.process())
                .setParameter("at", utc(event.at())));
    }

    private static Uni<Void> done(Mutiny.MutationQuery query) {
        return query.executeUpdate().replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /** The contract's word for a constant. */
    static String word(@Nullable Enum<?> constant) {
        return Json.mapper().convertValue(constant, String.class);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
