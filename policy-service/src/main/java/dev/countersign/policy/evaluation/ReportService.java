package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.EvaluationEvent.ExecutionReported;
import dev.countersign.contracts.event.ReceiptKind;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.receipt.Finding;
import dev.countersign.policy.receipt.ReceiptService;
import dev.countersign.policy.release.ReleaseService;
import dev.countersign.problems.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes down, in the current transaction, what an agent says it did. What it should not have done is refused after it has been written
 * down: an admission is not lost because it is not allowed.
 */
@ApplicationScoped
class ReportService {

    private final ReleaseService releases;
    private final ReceiptService receipts;
    private final Outbox outbox;
    private final Clock clock;

    ReportService(ReleaseService releases, ReceiptService receipts, Outbox outbox, Clock clock) {
        this.releases = releases;
        this.receipts = receipts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What an agent says it did.
     *
     * @param digest of what was executed; absent where nothing was, or where the agent does not say
     */
    record Reported(
            Execution status,
            @Nullable String digest,
            @Nullable String detail) {

        boolean executed() {
            return status == Execution.EXECUTED;
        }

        boolean isOf(String payloadDigest) {
            return payloadDigest.equals(digest);
        }
    }

    /** What the report is refused with, once it has been written down; empty where it is taken. */
    Uni<Optional<Problem>> report(EvaluationEntity entity, Reported reported) {
        ExecutionView former = entity.execution();
        if (former != null) {
            return repeated(entity, former, reported);
        }
        Command command = reported.executed() ? Command.REPORT_EXECUTED : Command.REPORT_FAILED;
        return Lifecycle.next(entity.status(), command)
                .map(next -> taken(entity, next, reported))
                .orElseGet(() -> unreleased(entity, reported));
    }

    private Uni<Optional<Problem>> taken(EvaluationEntity entity, Status next, Reported reported) {
        Instant now = now();
        entity.execution =
                Stored.write(new ExecutionView(reported.status(), reported.digest(), reported.detail(), now));
        entity.become(next, now);
        boolean asDecided = reported.isOf(entity.payloadDigest);
        return releases.revoke(entity.id, now)
                .chain(() -> outbox.add(new ExecutionReported(
                        entity.id,
                        entity.process,
                        reported.status(),
                        reported.digest(),
                        asDecided,
                        reported.detail(),
                        now)))
                .chain(() -> receipts.settled(entity.id))
                .chain(() -> otherwise(entity, reported))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<Problem>> repeated(EvaluationEntity entity, ExecutionView former, Reported reported) {
        if (former.status() == reported.status() && Objects.equals(former.digest(), reported.digest())) {
            return Uni.createFrom().item(Optional.empty());
        }
        Problem contradicted = Refusals.executionContradicted();
        return former.status() == Execution.EXECUTED
                ? otherwise(entity, reported).replaceWith(Optional.of(contradicted))
                : withoutPermission(entity, reported).replaceWith(Optional.of(contradicted));
    }

    private Uni<Optional<Problem>> unreleased(EvaluationEntity entity, Reported reported) {
        return withoutPermission(entity, reported).replaceWith(Optional.of(Refusals.notReleased(entity.status)));
    }

    private Uni<Void> withoutPermission(EvaluationEntity entity, Reported reported) {
        return reported.executed()
                ? found(
                        entity,
                        ReceiptKind.EXECUTED_UNRELEASED,
                        "the agent reports that it executed it while it was " + entity.status)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> otherwise(EvaluationEntity entity, Reported reported) {
        if (!reported.executed() || reported.isOf(entity.payloadDigest)) {
            return Uni.createFrom().voidItem();
        }
        return found(
                entity,
                ReceiptKind.EXECUTED_OTHERWISE,
                reported.digest() == null
                        ? "the agent does not say what it executed: its report has no digest"
                        : "the digest that the agent reports is not that of the decided payload");
    }

    private Uni<Void> found(EvaluationEntity entity, ReceiptKind kind, String detail) {
        return receipts.found(new Finding(entity.id, entity.process, entity.agent, kind, now(), detail));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
