package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Action;
import dev.countersign.policy.release.ReleaseService.Grant;
import java.util.List;

/** What releases are issued for. */
final class Grants {

    /** No person was asked. */
    private static final String NO_DECISION = "none";

    private Grants() {}

    static Grant unattended(Facts facts) {
        Action action = facts.proposal().action();
        return new Grant(
                facts.id(),
                facts.proposal().process(),
                facts.agent(),
                action.type(),
                action.target(),
                facts.payloadDigest(),
                NO_DECISION,
                List.of(),
                facts.policyVersion());
    }

    /** For an evaluation as it stands, decided by a person or not. */
    static Grant of(EvaluationEntity entity) {
        Action action = entity.proposal().action();
        DecisionView decision = entity.decision();
        return new Grant(
                entity.id,
                entity.process,
                entity.agent,
                action.type(),
                action.target(),
                entity.payloadDigest,
                decision == null ? NO_DECISION : Words.of(decision.outcome()),
                decision == null ? List.of() : decision.by(),
                entity.policyVersion);
    }
}
