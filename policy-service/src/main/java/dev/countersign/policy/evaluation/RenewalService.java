package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.EvaluationEvent.EvaluationRefreshed;
import dev.countersign.contracts.event.Reason;
import dev.countersign.messaging.Outbox;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.waiting.Wakeups;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lets a decision that grew old pass the policy again, with the case as it is by now. */
@ApplicationScoped
public class RenewalService {

    private final EvaluationRepository evaluations;
    private final PassService passes;
    private final GrantService grants;
    private final ReturnService returns;
    private final Outbox outbox;
    private final Wakeups wakeups;
    private final Clock clock;

    RenewalService(
            EvaluationRepository evaluations,
            PassService passes,
            GrantService grants,
            ReturnService returns,
            Outbox outbox,
            Wakeups wakeups,
            Clock clock) {
        this.evaluations = evaluations;
        this.passes = passes;
        this.grants = grants;
        this.returns = returns;
        this.outbox = outbox;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /**
     * Where it passes, the decision counts as fresh from now on. Where it does not, it goes back to whoever decided it with the reasons;
     * what no person saw is withdrawn.
     */
    public Uni<Void> renew(UUID id, String agent, Refreshed facts) {
        return Panache.withTransaction(() -> evaluations
                        .locked(id)
                        .map(entity -> AgentService.own(entity, agent))
                        .invoke(RenewalService::released)
                        .call(entity -> grants.halts(entity).invoke(Halts::check))
                        .call(grants::notRedeemed)
                        .chain(entity -> renew(entity, facts)))
                .chain(() -> wakeups.changed(List.of(id)));
    }

    private static void released(EvaluationEntity entity) {
        if (entity.status() != Status.RELEASED) {
            throw Refusals.notRenewable("It is " + entity.status + ", not released.");
        }
    }

    private Uni<Void> renew(EvaluationEntity entity, Refreshed facts) {
        return passes.objectionsToRenewal(entity, facts.of(entity.decided())).chain(objections -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Proposal refreshed = facts.of(entity.proposal());
            entity.keepProposed();
            entity.proposal = Stored.write(refreshed);
            return outbox.add(event(entity, refreshed, objections, now))
                    .chain(() -> objections.isEmpty() ? stand(entity, now) : returns.takeBack(entity, objections));
        });
    }

    private Uni<Void> stand(EvaluationEntity entity, Instant now) {
        entity.renewedAt = now;
        entity.changedAt = now;
        return grants.permit(entity).replaceWithVoid();
    }

    private static EvaluationRefreshed event(
            EvaluationEntity entity, Proposal refreshed, List<Reason> objections, Instant now) {
        Confidence confidence = refreshed.confidence();
        return new EvaluationRefreshed(
                entity.id,
                entity.process,
                refreshed.action().before(),
                refreshed.content(),
                refreshed.lowestConfidence(),
                confidence == null ? Map.of() : confidence.fields(),
                refreshed.signals(),
                objections.isEmpty(),
                objections,
                now);
    }
}
