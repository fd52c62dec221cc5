package dev.countersign.policy.evaluation;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.payload.check.InteroperableJson;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether what was decided may take effect under the policy that is in force by then. */
final class PolicyPass {

    private PolicyPass() {}

    /**
     * Why it may not; empty where it may. A person has looked, so what would ask for a person is no objection; what is blocked is.
     * Halts are no objection either: they hold back the release for as long as they last, not the decision.
     */
    static List<Reason> objections(
            @Nullable PublishedPolicy policy, String agent, Proposal decided, Usage usage, boolean personDecided) {
        List<Reason> objections = payloadObjections(policy, decided);
        Verdict verdict = Evaluator.evaluate(policy, agent, decided, usage, Halts.NONE);
        boolean passes = personDecided ? verdict.outcome() != Outcome.BLOCK : verdict.outcome() == Outcome.PROCEED;
        if (!passes) {
            objections.addAll(verdict.reasons());
        }
        return objections;
    }

    private static List<Reason> payloadObjections(@Nullable PublishedPolicy policy, Proposal decided) {
        List<Reason> objections = new ArrayList<>();
        InteroperableJson.flaws(decided.action().payload(), "")
                .forEach(flaw -> objections.add(invalid(flaw.pointer(), flaw.sentence())));
        if (objections.isEmpty() && policy != null) {
            policy.payloadViolations(decided.action().type(), decided.action().payload(), "")
                    .forEach(violation -> objections.add(invalid(violation.pointer(), violation.detail())));
        }
        return objections;
    }

    private static Reason invalid(String pointer, String sentence) {
        return new Reason("schema", "payload-invalid", pointer + " " + sentence);
    }

    /** Whether a decision of then has grown older than the policy takes. */
    static boolean stale(@Nullable PublishedPolicy policy, Instant decidedAt, Instant now) {
        Duration freshFor = policy == null ? null : policy.document().review().freshFor();
        return freshFor != null && decidedAt.plus(freshFor).isBefore(now);
    }
}
