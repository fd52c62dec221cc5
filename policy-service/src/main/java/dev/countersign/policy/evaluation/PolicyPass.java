package dev.countersign.policy.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.payload.check.InteroperableJson;
import dev.countersign.payload.digest.CanonicalJson;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** Why a decision of then has grown older than the policy takes; empty while it is fresh. */
    static List<Reason> staleness(@Nullable PublishedPolicy policy, Instant decidedAt, Instant now) {
        Duration freshFor = policy == null ? null : policy.document().review().freshFor();
        return freshFor == null || !decidedAt.plus(freshFor).isBefore(now)
                ? List.of()
                : List.of(new Reason(
                        "freshness",
                        "stale",
                        "the decision is older than " + freshFor + "; ask for its renewal with the case as it is now"));
    }

    /**
     * Why what a person decided may not take effect with the case as it is by now; empty where it may. Besides what the policy blocks,
     * that is all that the person cannot have known: that something else would change than what they saw, and a reason to look that was
     * none then.
     *
     * @param decided as the person saw it
     * @param refreshed the same payload with the facts of now
     */
    static List<Reason> unseen(
            @Nullable PublishedPolicy policy, String agent, Proposal decided, Proposal refreshed, Usage usage) {
        List<Reason> unseen = objections(policy, agent, refreshed, usage, true);
        if (!unseen.isEmpty()) {
            return unseen;
        }
        if (!sameState(decided.action().before(), refreshed.action().before())) {
            unseen.add(new Reason(
                    "renewal", "before-changed", "what would change is no longer as it was when it was approved"));
        }
        Set<String> known = new HashSet<>();
        Evaluator.evaluate(policy, agent, decided, usage, Halts.NONE)
                .reasons()
                .forEach(reason -> known.add(name(reason)));
        Verdict now = Evaluator.evaluate(policy, agent, refreshed, usage, Halts.NONE);
        if (now.outcome() == Outcome.REVIEW) {
            now.reasons().stream()
                    .filter(reason -> !known.contains(name(reason)))
                    .forEach(unseen::add);
        }
        return unseen;
    }

    /** Signals differ by their names, which stand in the sentence; the sentences of others hold numbers that may differ. */
    private static String name(Reason reason) {
        String name = reason.source() + "/" + reason.code();
        return reason.code().equals("signal-fired") ? name + "/" + reason.detail() : name;
    }

    private static boolean sameState(@Nullable JsonNode then, @Nullable JsonNode now) {
        return canonical(then).equals(canonical(now));
    }

    private static String canonical(@Nullable JsonNode state) {
        return CanonicalJson.of(state == null ? "null" : state.toString());
    }
}
