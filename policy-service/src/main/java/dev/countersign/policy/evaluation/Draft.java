package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.policy.evaluation.Recording.Answered;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.release.Claims;
import dev.countersign.policy.release.ReleaseService;
import dev.countersign.policy.release.ReleaseService.Grant;
import dev.countersign.problems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a proposal, as it would be by these facts and what the limits held. It becomes the answer only where that still holds once
 * nobody else can use them up.
 */
record Draft(Facts facts, Verdict verdict, Answered answered) {

    /**
     * Draws it up, and touches nothing.
     *
     * @param usage what the windows of the limits hold
     * @throws Problem where the policy cannot be applied to the proposal
     */
    static Draft of(Pending pending, Facts facts, Usage usage, Function<Grant, Claims> drawnUp) {
        ProposalCheck.complete(facts.proposal(), facts.agent(), facts.policy());
        Verdict verdict = facts.verdict(usage);
        List<Claims> release =
                verdict.outcome() == Outcome.PROCEED ? List.of(drawnUp.apply(Grants.unattended(facts))) : List.of();
        List<Event> events = new ArrayList<>(Records.events(facts, verdict));
        release.stream().map(ReleaseService::issued).forEach(events::add);
        return new Draft(facts, verdict, new Answered(Records.entity(pending, facts, verdict), release, events));
    }

    /**
     * Whether one that was drawn up while nothing was used, by facts that knew of no halt, would be the same now.
     *
     * @param policy in force now
     */
    boolean holds(@Nullable PublishedPolicy policy, Halts halts, Ledger ledger) {
        PublishedPolicy former = facts.policy();
        return policy != null
                && former != null
                && policy.version() == former.version()
                && !halts.any()
                && Limits.fits(
                        facts.limits(),
                        verdict.amounts(),
                        ledger.usage(facts.proposal().process(), facts.limits()));
    }
}
