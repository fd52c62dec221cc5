package dev.countersign.audit.log;

import dev.countersign.audit.Salts;
import dev.countersign.contracts.event.EscalationEvent;
import dev.countersign.contracts.event.EvaluationEvent;
import dev.countersign.contracts.event.EvaluationEvent.EverythingHalted;
import dev.countersign.contracts.event.EvaluationEvent.EverythingResumed;
import dev.countersign.contracts.event.EvaluationEvent.Halted;
import dev.countersign.contracts.event.EvaluationEvent.PolicyPublished;
import dev.countersign.contracts.event.EvaluationEvent.PublicationAgreed;
import dev.countersign.contracts.event.EvaluationEvent.Resumed;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import dev.countersign.contracts.event.NotificationEvent;
import dev.countersign.contracts.event.OversightEvent;
import dev.countersign.contracts.event.OversightEvent.EscapeReported;
import dev.countersign.contracts.event.OversightEvent.Exercise;
import dev.countersign.contracts.event.QueueEvent;
import dev.countersign.contracts.event.ReviewEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Accepts events for the log, in the transaction of whoever heard them. */
@ApplicationScoped
@RegisterForReflection(targets = LogEntry.class) // written and read by the contracts' own mapper
public class LogRepository {

    // One statement, so that an event is submitted exactly where its content was new.
    private static final String ACCEPT = """
            WITH accepted AS (
                INSERT INTO log_content (source, event_id, type, process, evaluation, occurred_at, salt, value)
                VALUES (:source, :id, :type, :process, CAST(:evaluation AS uuid), :time, :salt, :value)
                ON CONFLICT DO NOTHING
                RETURNING source, event_id)
            INSERT INTO log_submission (source, event_id, entry)
            SELECT source, event_id, :entry FROM accepted""";

    private final Salts salts;

    LogRepository(Salts salts) {
        this.salts = salts;
    }

    /** Keeps an event's content and submits its entry; answers false, and does nothing, where that was done before. */
    public Uni<Boolean> accept(Mutiny.Session session, EventEnvelope<?> envelope) {
        byte[] salt = salts.next();
        byte[] value = EventEnvelope.write(envelope.event());
        LogEntry entry = LogEntry.of(envelope, salt, value);
        return session.createNativeQuery(ACCEPT)
                .setParameter("source", envelope.source())
                .setParameter("id", envelope.id())
                .setParameter("type", envelope.type().name())
                .setParameter("process", envelope.event().process())
                .setParameter("evaluation", evaluation(envelope.event()).orElse(null))
                .setParameter("time", envelope.time().atOffset(ZoneOffset.UTC))
                .setParameter("salt", salt)
                .setParameter("value", value)
                .setParameter("entry", entry.bytes())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    /** The evaluation that an event is about, where it is about one. */
    static Optional<UUID> evaluation(Event event) {
        return switch (event) {
            case EvaluationEvent.OfOne e -> Optional.of(e.evaluation());
            case PolicyPublished e -> Optional.empty();
            case PublicationAgreed e -> Optional.empty();
            case Halted e -> Optional.empty();
            case Resumed e -> Optional.empty();
            case EverythingHalted e -> Optional.empty();
            case EverythingResumed e -> Optional.empty();
            case ReviewEvent e -> Optional.of(e.evaluation());
            case QueueEvent e -> Optional.empty();
            case EscalationEvent e -> Optional.of(e.evaluation());
            case NotificationEvent e -> Optional.of(e.evaluation());
            case OversightEvent e ->
                switch (e) {
                    case EscapeReported escape -> Optional.of(escape.evaluation());
                    case Exercise exercise -> Optional.of(exercise.evaluation());
                };
        };
    }
}
