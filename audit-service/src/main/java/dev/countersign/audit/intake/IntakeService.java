package dev.countersign.audit.intake;

import dev.countersign.audit.escape.EscapeService;
import dev.countersign.audit.log.LogRepository;
import dev.countersign.audit.metric.FactRepository;
import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventEnvelope;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes in one event: for the log with its content, and, where the log had not heard it before, as a fact. */
@ApplicationScoped
public class IntakeService {

    private final LogRepository log;
    private final FactRepository facts;
    private final EscapeService escapes;

    IntakeService(LogRepository log, FactRepository facts, EscapeService escapes) {
        this.log = log;
        this.facts = facts;
        this.escapes = escapes;
    }

    /** Runs in the inbox's transaction. */
    Uni<Void> take(EventEnvelope<?> envelope) {
        return Panache.getSession()
                .flatMap(session -> log.accept(session, envelope)
                        .flatMap(isNew -> isNew
                                ? facts.record(session, envelope).flatMap(recorded -> keep(envelope.event()))
                                : Uni.createFrom().voidItem()));
    }

    /** Of what other rooms say, this one keeps the escapes. */
    private Uni<Void> keep(Event event) {
        return event instanceof EscapeClaimed claim
                ? escapes.claimed(claim)
                : Uni.createFrom().voidItem();
    }
}
