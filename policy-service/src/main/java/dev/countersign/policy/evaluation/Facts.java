package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.payload.digest.PayloadDigest;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation is decided by, besides what the limits hold.
 *
 * @param policy the policy in force; absent where the process has none
 */
record Facts(
        UUID id,
        String agent,
        Proposal proposal,
        String payloadDigest,
        @Nullable PublishedPolicy policy,
        Halts halts,
        Instant at) {

    static Facts of(
            UUID id, String agent, Proposal proposal, @Nullable PublishedPolicy policy, Halts halts, Instant at) {
        return new Facts(
                id,
                agent,
                proposal,
                PayloadDigest.of(proposal.action().payload().toString()),
                policy,
                halts,
                at);
    }

    /** The limits that its agent's action is asked about: none, where it is not admitted anyway. */
    List<UsageLimit> limits() {
        return policy == null || !Admission.admits(policy, agent, proposal)
                ? List.of()
                : policy.limits(proposal.action().type());
    }

    @Nullable
    Integer policyVersion() {
        return policy == null ? null : policy.version();
    }

    Verdict verdict(Usage usage) {
        Verdict verdict = Evaluator.evaluate(policy, agent, proposal, usage, halts);
        return policy == null
                ? verdict
                : verdict.sampledFor(id, policy.document().oversight().sample());
    }

    static Status status(Outcome outcome) {
        return switch (outcome) {
            case PROCEED -> Status.RELEASED;
            case REVIEW -> Status.WAITING;
            case BLOCK -> Status.BLOCKED;
        };
    }
}
