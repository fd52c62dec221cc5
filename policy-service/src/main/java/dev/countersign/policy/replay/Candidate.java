package dev.countersign.policy.replay;

import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.expressions.Compiled;
import dev.countersign.expressions.EvaluationException;
import dev.countersign.expressions.ExpressionException;
import dev.countersign.expressions.Expressions;
import dev.countersign.expressions.Type;
import dev.countersign.policy.evaluation.Evaluator;
import dev.countersign.policy.evaluation.ProposalCheck;
import dev.countersign.policy.evaluation.Recorded;
import dev.countersign.policy.evaluation.Usage;
import dev.countersign.policy.evaluation.Verdict;
import dev.countersign.policy.halt.Halts;
import dev.countersign.policy.publishing.PublishedPolicy;
import dev.countersign.problems.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A policy that is tried: it answers as the one in force does, and has no effect. Halts are not asked. */
public final class Candidate {

    private final PublishedPolicy policy;
    private final Compiled owner;

    public Candidate(PublishedPolicy policy) {
        this.policy = policy;
        this.owner = compiled(policy.document().review().owner());
    }

    private static Compiled compiled(String owner) {
        try {
            return Expressions.compile(owner, Type.PRINCIPALS);
        } catch (ExpressionException e) {
            throw new IllegalStateException("an owner expression that passed the check does not compile", e);
        }
    }

    /** Limits that hold nothing yet. */
    public UsageWindow window() {
        return new UsageWindow(policy.document().limits());
    }

    /** How far back its limits look. */
    public Duration lookBack() {
        return UsageWindow.lookBack(policy.document().limits());
    }

    /** What it answers to an action again, as the limits are. */
    public Compared answer(Recorded recorded, Usage usage) {
        Optional<Problem> refusal = ProposalCheck.refusal(recorded.proposal(), recorded.agent(), policy);
        if (refusal.isPresent()) {
            return new Compared(recorded, CandidateOutcome.REFUSED, reasons(refusal.get()), "", List.of());
        }
        Verdict verdict = verdict(recorded, usage);
        return new Compared(
                recorded,
                CandidateOutcome.of(verdict.outcome()),
                verdict.reasons(),
                verdict.outcome() == Outcome.REVIEW ? asks(recorded, verdict) : "",
                verdict.outcome() == Outcome.PROCEED ? uses(recorded, verdict) : List.of());
    }

    /** What an action that did go without a person uses up of the limits, as this policy measures it. */
    public List<Use> uses(Recorded recorded) {
        return recorded.outcome() == Outcome.PROCEED ? uses(recorded, verdict(recorded, Usage.NONE)) : List.of();
    }

    private Verdict verdict(Recorded recorded, Usage usage) {
        return Evaluator.evaluate(policy, recorded.agent(), recorded.proposal(), usage, Halts.NONE);
    }

    private static List<Use> uses(Recorded recorded, Verdict verdict) {
        return verdict.amounts().entrySet().stream()
                .map(amount -> new Use(amount.getKey(), recorded.at(), recorded.evaluation(), amount.getValue()))
                .toList();
    }

    private static List<Reason> reasons(Problem refusal) {
        return refusal.violations().stream()
                .map(wrong -> new Reason("proposal", refusal.slug(), wrong.pointer() + " " + wrong.detail()))
                .toList();
    }

    /** The first that the policy names; who stands in for them is the directory's to say. */
    private String asks(Recorded recorded, Verdict verdict) {
        if (verdict.signalOwner() != null) {
            return verdict.signalOwner().toString();
        }
        String fallback = policy.document().review().fallback().toString();
        try {
            List<String> named = owner.evaluate(recorded.proposal().scope()).asStrings();
            return named.isEmpty() ? fallback : named.getFirst();
        } catch (EvaluationException e) {
            return fallback;
        }
    }
}
