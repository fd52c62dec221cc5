package dev.countersign.audit.escape;

import dev.countersign.audit.Ids;
import dev.countersign.audit.escape.EscapeRepository.Kept;
import dev.countersign.audit.escape.EscapeRepository.Subject;
import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.messaging.Outbox;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Takes reports of escapes, and says so to the other rooms. */
@ApplicationScoped
public class EscapeService {

    private final EscapeRepository escapes;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    EscapeService(EscapeRepository escapes, Outbox outbox, Ids ids, Clock clock) {
        this.escapes = escapes;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** An escape, and whether it was reported only now. */
    record Reported(Escape escape, boolean isNew) {}

    Uni<Reported> report(Reporter reporter, Report report, @Nullable String key) {
        if (reporter.agent() && report.foundBy() == FoundBy.SAMPLE) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                    .with(new Violation(
                            "/foundBy", "samples are read by people; an agent reports agent or downstream"));
        }
        return Panache.withTransaction(() -> Panache.getSession()
                .flatMap(session -> escapes.subject(session, report.evaluation())
                        .map(found -> escape(reporter, report, found))
                        .flatMap(escape -> add(session, escape, report, key))));
    }

    /**
     * Keeps, in the current transaction, what policy-service was told of an escape, and says so to the other rooms. It has looked who
     * may report; its id is the escape's, so that an event that comes again reports nothing again.
     */
    public Uni<Void> claimed(EscapeClaimed claim) {
        Report report = new Report(claim.evaluation(), claim.foundBy(), claim.description());
        Escape escape = Escape.of(claim);
        return Panache.getSession()
                .flatMap(session -> escapes.add(session, escape, null, report.digest()))
                .flatMap(added ->
                        added ? outbox.add(escape.event()) : Uni.createFrom().voidItem());
    }

    private Escape escape(Reporter reporter, Report report, Optional<Subject> found) {
        // Whose evaluation it is must not be learned by asking: an agent finds its own, or nothing.
        Subject subject = found.filter(
                        known -> !reporter.agent() || known.agent().equals(reporter.name()))
                .orElseThrow(() -> Problem.of(
                        404, "evaluation-not-found", "No such evaluation", "There is no evaluation that you may see."));
        return new Escape(
                ids.next(),
                report.evaluation(),
                subject.process(),
                report.foundBy(),
                report.description(),
                reporter.name(),
                clock.instant());
    }

    private Uni<Reported> add(Mutiny.Session session, Escape escape, Report report, @Nullable String key) {
        return escapes.add(session, escape, key, report.digest())
                .flatMap(added -> added || key == null
                        ? outbox.add(escape.event()).replaceWith(new Reported(escape, true))
                        : escapes.reported(session, escape.reportedBy(), key).map(kept -> again(kept, report)));
    }

    private static Reported again(Optional<Kept> kept, Report report) {
        Kept before = kept.orElseThrow(() -> new IllegalStateException("neither added nor there"));
        if (!before.requestDigest().equals(report.digest())) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "This Idempotency-Key came with another body before; use a new key for a new report.");
        }
        return new Reported(before.escape(), false);
    }
}
