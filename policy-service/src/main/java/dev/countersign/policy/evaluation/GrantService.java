package dev.countersign.policy.evaluation;

import dev.countersign.policy.halt.HaltRepository;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.release.ReleaseService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Says, in the current transaction, what may be executed of an evaluation that is released. */
@ApplicationScoped
class GrantService {

    private final HaltRepository halts;
    private final ReleaseService releases;
    private final PassService passes;
    private final EvaluationMetrics metrics;
    private final Clock clock;

    GrantService(
            HaltRepository halts, ReleaseService releases, PassService passes, EvaluationMetrics metrics, Clock clock) {
        this.halts = halts;
        this.releases = releases;
        this.passes = passes;
        this.metrics = metrics;
        this.clock = clock;
    }

    Uni<Halts> halts(EvaluationEntity entity) {
        return halts.of(entity.process, entity.agent);
    }

    /** Refuses what has been executed, as far as anybody here can know. */
    Uni<Void> notRedeemed(EvaluationEntity entity) {
        return releases.standing(entity.id)
                .invoke(standing -> {
                    if (standing.redeemed()) {
                        throw Refusals.notRenewable("Its release has been redeemed: report the execution.");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * The release that is good now, where there may be one: the latest while it is good, or another in its place while the decision is
     * fresh; none once one has been used up.
     */
    Uni<Permit> permit(EvaluationEntity entity) {
        return halts(entity)
                .chain(halted ->
                        halted.any() ? Uni.createFrom().item(Permit.held(halted.reasons())) : standing(entity));
    }

    private Uni<Permit> standing(EvaluationEntity entity) {
        return releases.standing(entity.id).chain(standing -> {
            if (standing.redeemed()) {
                return Uni.createFrom().item(Permit.NONE);
            }
            return standing.good(clock.instant()) && standing.claims() != null
                    ? Uni.createFrom().item(Permit.of(standing.claims()))
                    : renewed(entity);
        });
    }

    private Uni<Permit> renewed(EvaluationEntity entity) {
        return passes.staleness(entity)
                .chain(stale ->
                        stale.isEmpty() ? issued(entity) : Uni.createFrom().item(Permit.held(stale)));
    }

    private Uni<Permit> issued(EvaluationEntity entity) {
        return releases.issue(Grants.of(entity))
                .invoke(() -> metrics.released(entity))
                .map(Permit::of);
    }
}
