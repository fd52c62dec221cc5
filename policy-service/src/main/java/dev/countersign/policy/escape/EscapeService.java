package dev.countersign.policy.escape;

import dev.countersign.contracts.event.EvaluationEvent.EscapeClaimed;
import dev.countersign.contracts.event.OversightEvent.FoundBy;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.evaluation.EvaluationReads;
import dev.countersign.policy.evaluation.EvaluationReads.Subject;
import dev.countersign.policy.evaluation.EvaluationReads.Viewer;
import dev.countersign.policy.identity.Ids;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes reports of escapes, for audit-service to keep. */
@ApplicationScoped
public class EscapeService {

    private final EvaluationReads evaluations;
    private final EscapeClaimRepository claims;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    EscapeService(EvaluationReads evaluations, EscapeClaimRepository claims, Outbox outbox, Ids ids, Clock clock) {
        this.evaluations = evaluations;
        this.claims = claims;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** An escape, and whether it was reported before, with the same key. */
    public record Reported(EscapeView escape, boolean repeated) {}

    /**
     * Reports an escape.
     *
     * @param reporter an agent's name or a person's id
     * @param viewer the same, as far as it may see evaluations; an agent reports about its own
     * @param key the reporter's own name for the report, under which it may repeat it
     */
    public Uni<Reported> report(
            UUID evaluation, String reporter, Viewer viewer, EscapeReport report, @Nullable String key) {
        if (!viewer.owner() && report.foundBy() == FoundBy.SAMPLE) {
            throw Problem.of(422, "invalid-value", "Invalid value", "The body has a value that cannot be used here.")
                    .with(new Violation(
                            "/foundBy", "samples are read by people; an agent reports agent or downstream"));
        }
        return Panache.withTransaction(() -> evaluations
                .subject(evaluation, viewer)
                .map(subject -> claim(subject, reporter, report))
                .chain(claim -> keep(claim, report.digest(evaluation), key)));
    }

    private EscapeClaimed claim(Subject subject, String reporter, EscapeReport report) {
        return new EscapeClaimed(
                ids.next(),
                subject.evaluation(),
                subject.process(),
                report.foundBy(),
                report.description(),
                reporter,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Uni<Reported> keep(EscapeClaimed claim, String digest, @Nullable String key) {
        EscapeClaimEntity entity = new EscapeClaimEntity();
        entity.id = claim.escape();
        entity.evaluation = claim.evaluation();
        entity.reportedBy = claim.reportedBy();
        entity.reportedAt = claim.at();
        entity.idempotencyKey = key;
        entity.requestDigest = digest;
        return claims.add(entity)
                .chain(added -> added || key == null
                        ? outbox.add(claim).replaceWith(new Reported(EscapeView.of(claim), false))
                        : claims.byKey(claim.reportedBy(), key).map(known -> again(known, claim, digest)));
    }

    private static Reported again(@Nullable EscapeClaimEntity known, EscapeClaimed claim, String digest) {
        if (known == null) {
            throw new IllegalStateException("neither added nor there");
        }
        if (!known.requestDigest.equals(digest)) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "The Idempotency-Key was used before for another report; take a new one.");
        }
        // The same report: only which it is, and since when, is known from the first time.
        return new Reported(
                new EscapeView(
                        known.id,
                        claim.evaluation(),
                        claim.process(),
                        claim.foundBy(),
                        claim.description(),
                        claim.reportedBy(),
                        known.reportedAt),
                true);
    }
}
