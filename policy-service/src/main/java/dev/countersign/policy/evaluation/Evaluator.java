package dev.countersign.policy.evaluation;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.Pattern;
import dev.countersign.contracts.policy.PatternSettings.Signal;
import dev.countersign.contracts.policy.PatternSettings.Threshold;
import dev.countersign.contracts.policy.Urgency;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.Reading;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.ActionRules;
import dev.countersign.policy.publishing.ActionRules.CompiledSignal;
import dev.countersign.policy.publishing.PublishedPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * May this action go? Every pattern that the policy chose for it, every limit and every halt gives its verdict; the strictest wins
 * and all reasons are kept. What cannot be decided goes to a person, and what nobody has allowed is blocked.
 */
public final class Evaluator {

    private final PublishedPolicy policy;
    private final ActionRules rules;
    private final Proposal proposal;
    private final Reading reading;
    private final List<Reason> passed = new ArrayList<>();
    private final List<Reason> review = new ArrayList<>();
    private final List<Reason> block = new ArrayList<>();
    private final List<CompiledSignal> fired = new ArrayList<>();
    private final Map<String, BigDecimal> amounts = new HashMap<>();

    private Evaluator(PublishedPolicy policy, Proposal proposal) {
        this.policy = policy;
        this.rules = policy.rules(proposal.action().type()).orElseThrow();
        this.proposal = proposal;
        this.reading = Reading.of(proposal.scope());
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
            return new Verdict(Outcome.BLOCK, stopped, List.of(), null, Urgency.NORMAL, Map.of(), false);
        }
        Evaluator evaluator = new Evaluator(policy, proposal);
        evaluator.block.addAll(stopped);
        evaluator.askPatterns();
        evaluator.askLimits(usage);
        evaluator.askForPerson();
        return evaluator.verdict();
    }

    private void askPatterns() {
        List<Pattern> patterns = rules.action().patterns();
        for (Pattern pattern : patterns) {
            switch (pattern) {
                case REVIEW_BEFORE_SEND ->
                    review.add(new Reason(
                            "review-before-send", "always-reviewed", "every action of this type is reviewed"));
                case CONFIDENCE_GATED -> askConfidence(rules.threshold());
                case EXCEPTION_ESCALATION -> askSignals();
                case AUTONOMOUS -> askAutonomy();
            }
        }
        if (patterns.isEmpty()) {
            review.add(new Reason("policy", "no-pattern", "no pattern says how this action is supervised"));
        }
    }

    /** Where nothing else asks for a person and the process must have one. */
    private void askForPerson() {
        if (review.isEmpty()) {
            Autonomy.whyAPersonMustLook(policy.document())
                    .ifPresent(why -> review.add(new Reason("policy", "person-required", why)));
        }
    }

    private void askAutonomy() {
        Autonomy.whyNotAutonomous(policy.document(), rules.action())
                .ifPresentOrElse(
                        why -> review.add(new Reason("autonomous", "not-earned", why)),
                        () -> passed.add(
                                new Reason("autonomous", "autonomous", "actions of this type go without a person")));
    }

    private void askConfidence(@Nullable Threshold gate) {
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
        List<CompiledSignal> signals = rules.signals();
        if (signals == null) {
            review.add(new Reason("exception-escalation", "no-settings", "the policy names no signals"));
            return;
        }
        int before = review.size();
        signals.forEach(this::askSignal);
        if (fired.isEmpty() && givesOtherThan(signals)) {
            review.add(new Reason(
                    "exception-escalation",
                    "unknown-signal",
                    "the agent gives a signal that the policy does not know for such an action"));
        }
        if (review.size() == before) {
            passed.add(new Reason("exception-escalation", "no-signal", "no signal fired"));
        }
    }

    private boolean givesOtherThan(List<CompiledSignal> signals) {
        return proposal.signals().stream()
                .anyMatch(given ->
                        signals.stream().noneMatch(known -> known.name().equals(given)));
    }

    private void askSignal(CompiledSignal signal) {
        String name = signal.name();
        Compiled when = signal.when();
        if (proposal.signals().contains(name)) {
            fire(signal, "the agent gives the signal " + name);
            return;
        }
        try {
            if (when != null && when.evaluate(reading).asBoolean()) {
                fire(signal, "the signal " + name + " fired");
            }
        } catch (EvaluationException e) {
            review.add(new Reason(
                    "exception-escalation",
                    "expression-failed",
                    "the signal " + name + " cannot be read from this action: " + e.getMessage()));
        }
    }

    private void fire(CompiledSignal signal, String detail) {
        fired.add(signal);
        review.add(new Reason("exception-escalation", "signal-fired", detail));
    }

    private void askLimits(Usage usage) {
        Limits.ask(policy, reading, usage, amounts).forEach((reason, outcome) -> {
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
                outcome,
                outcome == Outcome.PROCEED ? passed : strict,
                fired.stream().map(CompiledSignal::name).toList(),
                signalOwner(),
                urgency(),
                amounts,
                false);
    }

    /** The owner of the most urgent signal that names one. */
    private @Nullable Principal signalOwner() {
        return fired.stream()
                .map(CompiledSignal::settings)
                .filter(signal -> signal.owner() != null)
                .max(Comparator.comparing(Signal::urgency))
                .map(Signal::owner)
                .orElse(null);
    }

    private Urgency urgency() {
        return fired.stream()
                .map(signal -> signal.settings().urgency())
                .max(Comparator.naturalOrder())
                .orElse(Urgency.NORMAL);
    }
}
