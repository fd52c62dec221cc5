package dev.countersign.policy.evaluation;

import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.identity.Ids;
import dev.countersign.policy.publishing.PublishedPolicies;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.release.ReleaseService;
import dev.countersign.problems.Problem;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws up the answer to a proposal where it comes in, on as many threads as there are: as it will be if the policy is still the one last
 * seen, nothing is stopped and no limit is reached. What shares a transaction, and holds limits, has then little left to do.
 */
@Singleton
class DraftService {

    private final PublishedPolicies policies;
    private final AnswerRepository records;
    private final ReleaseService releases;
    private final Ids ids;
    private final Clock clock;

    DraftService(PublishedPolicies policies, AnswerRepository records, ReleaseService releases, Ids ids, Clock clock) {
        this.policies = policies;
        this.records = records;
        this.releases = releases;
        this.ids = ids;
        this.clock = clock;
    }

    /** The proposal, ready to be recorded, with a draft of its answer where one can be drawn up. */
    Pending pending(String agent, Proposal proposal, @Nullable String key) {
        Pending pending = Pending.of(agent, proposal, key);
        PublishedPolicy policy = policies.lastSeen(proposal.process());
        return policy == null ? pending : drafted(pending, policy);
    }

    private Pending drafted(Pending pending, PublishedPolicy policy) {
        Facts facts = new Facts(
                ids.next(),
                pending.agent(),
                pending.proposal(),
                pending.payloadDigest(),
                policy,
                Halts.NONE,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        try {
            Draft draft = Draft.of(pending, facts, Usage.NONE, releases::drawnUp);
            return pending.with(draft, records.entries(draft.answered(), pending));
        } catch (Problem refused) {
            // By a policy that may not be in force any more: whoever knows it refuses.
            return pending;
        }
    }
}
