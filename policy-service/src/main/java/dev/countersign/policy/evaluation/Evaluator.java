package dev.countersign.policy.evaluation;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.ActionPolicy;
import dev.countersign.contracts.policy.Pattern;
import dev.countersign.contracts.policy.PatternSettings.ConfidenceGate;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.Scope;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.policy.publishing.PublishedPolicy.CompiledSignal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * May this action go? Every pattern that the policy chose for it, every limit and every halt gives its verdict; the strictest wins
 * and all reasons are kept. What cannot be decided goes to a person, and what nobody has allowed is blocked.
 */
public final class Evaluator {

    private final PublishedPolicy policy;
    private final Proposal proposal;
    private final Scope scope;
    private final List<Reason> passed = new ArrayList<>();
    private final List<Reason> review = new ArrayList<>();
    private final List<Reason> block = new ArrayList<>();
    private final List<String> fired = new ArrayList<>();
    private final Map<String, BigDecimal> amounts = new HashMap<>();

    private Evaluator(PublishedPolicy policy, Proposal proposal) {
        this.policy = policy;
        this.proposal = proposal;
        this.scope = proposal.scope();
    }

    /**
     * Decides, and touches nothing.
     *
     * @param policy the published policy of the process; absent where there is none
     * @param agent who proposes, as the token says
     * @param usage what the limits' windows hold so far, this action not included
     */
    public static Verdict evaluate(
            @Nullable PublishedPolicy policy, String agent, Proposal proposal, Usage usage, Halts halts) {
        List<Reason> stopped = Admission.refusals(policy, agent, proposal, halts);
        if (policy == null || !Admission.admits(policy, agent, proposal)) {
            // Whoever may not propose here learns nothing of the policy from the reasons.
            return new Verdict(Outcome.BLOCK, stopped, List.of(), null, Urgency.NORMAL, Map.of());
        }
        Evaluator evaluator = new Evaluator(policy, proposal);
        evaluator.block.addAll(stopped);
        evaluator.askPatterns(policy.action(proposal.action().type()).orElseThrow());
        evaluator.askLimits(usage);
        return evaluator.verdict();
    }

    private void askPatterns(ActionPolicy action) {
        for (Pattern pattern : action.patterns()) {
            switch (pattern) {
                case REVIEW_BEFORE_SEND ->
                    review.add(new Reason(
                            "review-before-send", "always-reviewed", "every action of this type is reviewed"));
                case CONFIDENCE_GATED ->
                    askConfidence(policy.document().patterns().confidenceGated());
                case EXCEPTION_ESCALATION -> askSignals();
                case AUTONOMOUS ->
                    passed.add(new Reason("autonomous", "autonomous", "actions of this type go without a person"));
            }
        }
        if (action.patterns().isEmpty()) {
            review.add(new Reason("policy", "no-pattern", "no pattern says how this action is supervised"));
        }
    }

    private void askConfidence(@Nullable ConfidenceGate gate) {
        Confidence given = proposal.confidence();
        OptionalDouble lowest = gate == null || given == null ? OptionalDouble.empty() : given.lowestOf(gate.fields());
        if (gate == null || lowest.isEmpty()) {
            review.add(new Reason(
                    "confidence-gated", "no-confidence", "the agent does not say how sure it is of all that counts"));
            return;
        }
        String lowestText = plain(lowest.getAsDouble());
        String threshold = plain(gate.threshold());
        if (lowest.getAsDouble() < gate.threshold()) {
            review.add(new Reason("confidence-gated", "below-threshold", lowestText + " is below " + threshold));
        } else {
            passed.add(new Reason("confidence-gated", "confident", lowestText + " is not below " + threshold));
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private void askSignals() {
        int before = review.size();
        policy.signals().forEach(this::askSignal);
        for (String declared : proposal.signals()) {
            if (!policy.signals().containsKey(declared) && fired.isEmpty()) {
                review.add(new Reason(
                        "exception-escalation",
                        "unknown-signal",
                        "the agent gives a signal that the policy does not know"));
                break;
            }
        }
        if (review.size() == before) {
            passed.add(new Reason("exception-escalation", "no-signal", "no signal fired"));
        }
    }

    private void askSignal(String name, CompiledSignal signal) {
        if (proposal.signals().contains(name)) {
            fire(name, "the agent gives the signal " + name);
            return;
        }
        try {
            if (signal.when().evaluate(scope).asBoolean()) {
                fire(name, "the signal " + name + " fired");
            }
        } catch (EvaluationException e) {
            review.add(new Reason(
                    "exception-escalation",
                    "expression-failed",
                    "the signal " + name + " cannot be read from this action: " + e.getMessage()));
        }
    }

    private void fire(String name, String detail) {
        fired.add(name);
        review.add(new Reason("exception-escalation", "signal-fired", detail));
    }

    private void askLimits(Usage usage) {
        Limits.ask(policy, scope, usage, amounts).forEach((reason, outcome) -> {
            if (outcome == Outcome.BLOCK) {
                block.add(reason);
            } else {
                review.add(reason);
            }
        });
    }

    private Verdict verdict() {
        List<Reason> strict = new ArrayList<>(block);
        strict.addAll(review);
        Outcome outcome = !block.isEmpty() ? Outcome.BLOCK : !review.isEmpty() ? Outcome.REVIEW : Outcome.PROCEED;
        return new Verdict(
                outcome, outcome == Outcome.PROCEED ? passed : strict, fired, signalOwner(), urgency(), amounts);
    }

    /** The owner of the most urgent signal that names one. */
    private @Nullable Principal signalOwner() {
        return fired.stream()
                .map(name -> Objects.requireNonNull(policy.signals().get(name)).settings())
                .filter(signal -> signal.owner() != null)
                .max(Comparator.comparing(signal -> signal.urgency()))
                .map(signal -> signal.owner())
                .orElse(null);
    }

    private Urgency urgency() {
        return fired.stream()
                .map(name -> Objects.requireNonNull(policy.signals().get(name))
                        .settings()
                        .urgency())
                .max(Comparator.naturalOrder())
                .orElse(Urgency.NORMAL);
    }
}
