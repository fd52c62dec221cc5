package dev.countersign.policy.evaluation;

import dev.countersign.contracts.Json;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.digest.PayloadDigest;
import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.release.Claims;
import dev.countersign.policy.release.ReleaseService;
import dev.countersign.problems.Problem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers proposals. One transaction records the evaluation, what it uses up of the limits, its release, and its events. */
@ApplicationScoped
public class EvaluationService {

    private final EvaluationRepository evaluations;
    private final UsageRepository usage;
    private final FactsRepository facts;
    private final ReleaseService releases;
    private final Outbox outbox;
    private final EvaluationMetrics metrics;
    private final Callbacks callbacks;
    private final Ids ids;

    EvaluationService(
            EvaluationRepository evaluations,
            UsageRepository usage,
            FactsRepository facts,
            ReleaseService releases,
            Outbox outbox,
            EvaluationMetrics metrics,
            Callbacks callbacks,
            Ids ids) {
        this.evaluations = evaluations;
        this.usage = usage;
        this.facts = facts;
        this.releases = releases;
        this.outbox = outbox;
        this.metrics = metrics;
        this.callbacks = callbacks;
        this.ids = ids;
    }

    /**
     * The answer to a proposal.
     *
     * @param repeated whether this is the answer that was given before, to the same key
     */
    record Answer(EvaluationEntity evaluation, Optional<Claims> release, boolean repeated) {}

    /** What makes a repeated request the same. */
    private record Repetition(String key, String digest) {}

    /**
     * Records and answers a proposal.
     *
     * @param key the agent's own name for the request, under which it may repeat it; absent: every request is a new one
     */
    Uni<Answer> propose(String agent, Proposal proposal, @Nullable String key) {
        ProposalCheck.readable(proposal);
        return callbacks.accept(agent, proposal).chain(() -> proposeOnce(agent, proposal, key));
    }

    private Uni<Answer> proposeOnce(String agent, Proposal proposal, @Nullable String key) {
        if (key == null) {
            return record(agent, proposal, null);
        }
        Repetition repetition =
                new Repetition(key, PayloadDigest.of(Json.mapper().valueToTree(proposal)));
        return former(agent, repetition)
                .chain(former -> former.isPresent()
                        ? Uni.createFrom().item(former.get())
                        : recordOnce(agent, proposal, repetition));
    }

    /** Of several that come at once with one key, the unique constraint lets one through; the others get its answer. */
    private Uni<Answer> recordOnce(String agent, Proposal proposal, Repetition repetition) {
        return record(agent, proposal, repetition)
                .onFailure(failure -> !(failure instanceof Problem))
                .recoverWithUni(failure -> former(agent, repetition)
                        .chain(former -> former.isPresent()
                                ? Uni.createFrom().item(former.get())
                                : Uni.createFrom().failure(failure)));
    }

    private Uni<Optional<Answer>> former(String agent, Repetition repetition) {
        return Panache.withSession(() -> evaluations.byKey(agent, repetition.key()))
                .map(entity -> Optional.ofNullable(entity).map(known -> repeated(known, repetition)));
    }

    private static Answer repeated(EvaluationEntity known, Repetition repetition) {
        if (!repetition.digest().equals(known.requestDigest)) {
            throw Problem.of(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "The Idempotency-Key was used before for another proposal; take a new one.");
        }
        return new Answer(known, Optional.empty(), true);
    }

    private Uni<Answer> record(String agent, Proposal proposal, @Nullable Repetition repetition) {
        return Panache.withTransaction(() -> facts.of(ids.next(), agent, proposal)
                        .invoke(known -> ProposalCheck.complete(proposal, agent, known.policy()))
                        .chain(known -> usage.lockedUsage(proposal.process(), limits(known), known.at(), known.id())
                                .map(known::verdict)
                                .chain(verdict -> store(known, verdict, repetition))))
                .invoke(answer -> metrics.evaluated(answer.evaluation()));
    }

    /** No limit is asked about an action that is not admitted anyway. */
    private static List<UsageLimit> limits(Facts known) {
        var policy = known.policy();
        boolean admitted = Admission.admits(policy, known.agent(), known.proposal());
        return policy == null || !admitted ? List.of() : policy.document().limits();
    }

    private Uni<Answer> store(Facts known, Verdict verdict, @Nullable Repetition repetition) {
        EvaluationEntity entity = Records.entity(known, verdict);
        if (repetition != null) {
            entity.idempotencyKey = repetition.key();
            entity.requestDigest = repetition.digest();
        }
        return evaluations
                .persist(entity)
                .chain(() -> outbox.add(Records.event(known, verdict)))
                .chain(() -> verdict.outcome() == Outcome.PROCEED
                        ? letGo(known, verdict)
                        : Uni.createFrom().item(Optional.<Claims>empty()))
                .map(release -> new Answer(entity, release, false));
    }

    private Uni<Optional<Claims>> letGo(Facts known, Verdict verdict) {
        return usage.use(known.proposal().process(), known.id(), verdict.amounts(), known.at())
                .chain(() -> releases.issue(Grants.unattended(known)))
                .map(Optional::of);
    }

    /** The answer that a proposal would get now, recorded nowhere. */
    public Uni<EvaluationView> simulate(String agent, Proposal proposal) {
        ProposalCheck.readable(proposal);
        return callbacks.accept(agent, proposal).chain(() -> simulateAccepted(agent, proposal));
    }

    private Uni<EvaluationView> simulateAccepted(String agent, Proposal proposal) {
        return Panache.withSession(() -> facts.of(ids.next(), agent, proposal)
                .invoke(known -> ProposalCheck.complete(proposal, agent, known.policy()))
                .chain(known -> usage.usage(proposal.process(), limits(known), known.at(), known.id())
                        .map(known::verdict)
                        .map(verdict -> EvaluationView.simulated(known, verdict))));
    }
}
