package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Decision;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationRevised;
import dev.countersign.contracts.event.EvaluationEvent.EvaluationWithdrawn;
import dev.countersign.contracts.event.EvaluationEvent.Execution;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.evaluation.ReportService.Reported;
import dev.countersign.policy.receipt.ReceiptService;
import dev.countersign.policy.release.ReleaseService;
import dev.countersign.policy.waiting.Wakeups;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an agent may do about its own evaluation. */
@ApplicationScoped
public class AgentService {

    private final EvaluationRepository evaluations;
    private final FactsRepository facts;
    private final UsageRepository usage;
    private final ReleaseService releases;
    private final ReceiptService receipts;
    private final ReportService reports;
    private final Outbox outbox;
    private final Wakeups wakeups;

    AgentService(
            EvaluationRepository evaluations,
            FactsRepository facts,
            UsageRepository usage,
            ReleaseService releases,
            ReceiptService receipts,
            ReportService reports,
            Outbox outbox,
            Wakeups wakeups) {
        this.evaluations = evaluations;
        this.facts = facts;
        this.usage = usage;
        this.releases = releases;
        this.receipts = receipts;
        this.reports = reports;
        this.outbox = outbox;
        this.wakeups = wakeups;
    }

    /** In one transaction, on the agent's own evaluation, which nobody else changes meanwhile; then wakes whoever waits. */
    private Uni<Void> changing(UUID id, String agent, Function<EvaluationEntity, Uni<Void>> change) {
        return Panache.withTransaction(() ->
                        evaluations.locked(id).map(entity -> own(entity, agent)).chain(change::apply))
                .chain(() -> wakeups.changed(List.of(id)));
    }

    static EvaluationEntity own(@Nullable EvaluationEntity entity, String agent) {
        if (entity == null || !entity.agent.equals(agent)) {
            throw EvaluationReads.notFound();
        }
        return entity;
    }

    /** Another payload, after a person asked for changes; the same person has it again. */
    public Uni<Void> revise(UUID id, String agent, JsonNode payload, @Nullable String note) {
        return changing(id, agent, entity -> {
            Status next = next(entity, Command.REVISE, Refusals::notRevisable);
            Proposal revised = entity.proposal().withPayload(payload);
            // Before its digest: what not every system reads alike has none.
            ProposalCheck.payload(revised, null, "/payload");
            return facts.of(id, agent, revised)
                    .invoke(known -> known.halts().check())
                    .invoke(known -> ProposalCheck.payload(revised, known.policy(), "/payload"))
                    .chain(known -> verdict(known)
                            .map(AgentService::notBlocked)
                            .chain(verdict -> storeRevision(entity, next, known, verdict, note)));
        });
    }

    private Uni<Verdict> verdict(Facts known) {
        var policy = known.policy();
        return usage.lockedUsage(
                        known.proposal().process(),
                        policy == null ? List.of() : policy.document().limits(),
                        known.at())
                .map(known::verdict);
    }

    private static Verdict notBlocked(Verdict verdict) {
        if (verdict.outcome() == Outcome.BLOCK) {
            throw Problem.of(
                            422,
                            "revision-blocked",
                            "Revision blocked",
                            "The policy blocks this payload; the evaluation stays as it is.")
                    .with(verdict.reasons().stream()
                            .map(reason -> new Violation("/payload", reason.detail()))
                            .toList());
        }
        return verdict;
    }

    private Uni<Void> storeRevision(
            EvaluationEntity entity, Status next, Facts known, Verdict verdict, @Nullable String note) {
        List<Reason> reasons = verdict.reasons();
        entity.keepProposed();
        entity.proposal = Stored.write(known.proposal());
        entity.payloadDigest = known.payloadDigest();
        entity.reasons = Stored.write(reasons);
        entity.revision = entity.revision + 1;
        entity.decision = null;
        entity.decideBy = null;
        entity.become(next, known.at());
        return outbox.add(new EvaluationRevised(
                entity.id,
                entity.process,
                entity.revision,
                known.proposal().action().payload(),
                known.payloadDigest(),
                reasons,
                note,
                known.at()));
    }

    /** The agent no longer wants it. Withdrawing twice is withdrawing once; what has been redeemed cannot be withdrawn. */
    public Uni<Void> withdraw(UUID id, String agent, @Nullable String reason) {
        return changing(id, agent, entity -> {
            if (entity.status() == Status.WITHDRAWN) {
                return Uni.createFrom().voidItem();
            }
            Status next = next(
                    entity, Command.WITHDRAW, () -> Refusals.notWithdrawable("It is " + entity.status + " already."));
            var now = facts.now();
            return releases.revoke(id, now)
                    .invoke(AgentService::notRedeemed)
                    .chain(() -> receipts.settled(id))
                    .chain(() -> {
                        entity.decision =
                                Stored.write(new DecisionView(Decision.WITHDRAWN, List.of(), now, reason, null));
                        entity.become(next, now);
                        return outbox.add(new EvaluationWithdrawn(id, entity.process, reason, now));
                    });
        });
    }

    private static void notRedeemed(boolean redeemed) {
        if (redeemed) {
            throw Refusals.notWithdrawable("Its release has been redeemed: report the execution.");
        }
    }

    /**
     * What the agent did. The same report again changes nothing; another one contradicts it. What was executed without permission is
     * refused, and written down.
     */
    public Uni<Void> report(UUID id, String agent, Execution status, @Nullable String digest, @Nullable String detail) {
        Reported reported = new Reported(status, digest, detail);
        return Panache.withTransaction(() -> evaluations
                        .locked(id)
                        .map(entity -> own(entity, agent))
                        .chain(entity -> reports.report(entity, reported)))
                .call(() -> wakeups.changed(List.of(id)))
                .invoke(refusal -> refusal.ifPresent(AgentService::refuse))
                .replaceWithVoid();
    }

    private static void refuse(Problem problem) {
        throw problem;
    }

    private static Status next(EvaluationEntity entity, Command command, Supplier<Problem> refusal) {
        return Lifecycle.next(entity.status(), command).orElseThrow(refusal);
    }
}
