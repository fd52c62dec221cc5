package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.halt.Halts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as every read shows it.
 *
 * @param id absent for a simulation, which is recorded nowhere
 * @param payloadDigest of the payload as it stands: as proposed, revised, or changed by the reviewer
 * @param release the JWS to execute with, where there is one now
 * @param held why there is none now or will be none for now: something is halted, or the decision has grown old
 */
@Schema(name = "Evaluation")
@RegisterForReflection
public record EvaluationView(
        @Nullable UUID id,
        String process,
        @Nullable Integer policyVersion,
        String agent,
        Outcome outcome,
        Status status,
        List<Reason> reasons,
        String payloadDigest,
        Instant createdAt,
        @Nullable ReviewView review,
        @Nullable DecisionView decision,
        @Nullable String release,
        @Nullable List<Reason> held,
        @Nullable ExecutionView execution) {

    /** Whether whoever waits for it has waited long enough: it is decided, and no halt holds it back. */
    boolean settled() {
        boolean halted =
                held != null && held.stream().anyMatch(reason -> reason.source().equals(Halts.SOURCE));
        return status == Status.RELEASED ? !halted : status.isDecided();
    }

    /** The review that a person has. */
    @Schema(name = "Review")
    @RegisterForReflection
    public record ReviewView(
            UUID id, @Nullable String owner, @Nullable Instant decideBy) {}

    static EvaluationView of(EvaluationEntity entity, @Nullable String release, List<Reason> held) {
        return new EvaluationView(
                entity.id,
                entity.process,
                entity.policyVersion,
                entity.agent,
                Outcome.valueOf(entity.outcome.toUpperCase(Locale.ROOT)),
                entity.status(),
                Arrays.asList(Stored.read(entity.reasons, Reason[].class)),
                entity.payloadDigest,
                entity.createdAt,
                entity.review == null ? null : new ReviewView(entity.review, entity.owner, entity.decideBy),
                entity.decision(),
                release,
                held.isEmpty() ? null : held,
                entity.execution());
    }

    /** The answer to a proposal that is recorded nowhere. */
    static EvaluationView simulated(Facts facts, Verdict verdict) {
        return new EvaluationView(
                null,
                facts.proposal().process(),
                facts.policyVersion(),
                facts.agent(),
                verdict.outcome(),
                Facts.status(verdict.outcome()),
                verdict.reasons(),
                facts.payloadDigest(),
                facts.at(),
                null,
                null,
                null,
                null,
                null);
    }
}
