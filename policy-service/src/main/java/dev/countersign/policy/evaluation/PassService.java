package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Reason;
import dev.countersign.policy.publishing.PublishedPolicies;
import dev.countersign.policy.publishing.PublishedPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks, in the current transaction, whether what was decided passes the policy that is in force by then. */
@ApplicationScoped
class PassService {

    private final UsageRepository usage;
    private final PublishedPolicies policies;
    private final Clock clock;

    PassService(UsageRepository usage, PublishedPolicies policies, Clock clock) {
        this.usage = usage;
        this.policies = policies;
        this.clock = clock;
    }

    /** Why it may not take effect as decided by a person; empty where it may. */
    Uni<List<Reason>> objections(EvaluationEntity entity, Proposal decided) {
        return policies.current(entity.process)
                .chain(policy -> used(entity, policy)
                        .map(used -> PolicyPass.objections(policy, entity.agent, decided, used, true)));
    }

    /** Why it may not take effect with the case as it is by now; empty where it may. */
    Uni<List<Reason>> objectionsToRenewal(EvaluationEntity entity, Proposal refreshed) {
        boolean personDecided = entity.decision() != null;
        return policies.current(entity.process)
                .chain(policy -> used(entity, policy)
                        .map(used -> personDecided
                                ? PolicyPass.unseen(policy, entity.agent, entity.decided(), refreshed, used)
                                : PolicyPass.objections(policy, entity.agent, refreshed, used, false)));
    }

    private Uni<Usage> used(EvaluationEntity entity, @Nullable PublishedPolicy policy) {
        return usage.lockedUsageBut(
                new UsageRepository.Self(entity.id, entity.createdAt),
                entity.process,
                policy == null ? List.of() : policy.document().limits(),
                now());
    }

    /** Why it has grown too old to take effect as it is; empty while it is fresh. */
    Uni<List<Reason>> staleness(EvaluationEntity entity) {
        return policies.current(entity.process).map(policy -> PolicyPass.staleness(policy, entity.freshSince(), now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
