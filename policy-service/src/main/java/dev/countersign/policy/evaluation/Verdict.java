package dev.countersign.policy.evaluation;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.Urgency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says about an action.
 *
 * @param reasons why: of what is stricter than {@code proceed} everything that spoke, the strictest first; else what let it go
 * @param firedSignals the names of the signals that fired
 * @param signalOwner who owns a review with these signals, before anybody else
 * @param amounts what the action uses up of each limit, by the limit's name
 * @param sampled whether it proceeds without a person and is to be read by one afterwards
 */
public record Verdict(
        Outcome outcome,
        List<Reason> reasons,
        List<String> firedSignals,
        @Nullable Principal signalOwner,
        Urgency urgency,
        Map<String, BigDecimal> amounts,
        boolean sampled) {

    public Verdict {
        reasons = List.copyOf(reasons);
        firedSignals = List.copyOf(firedSignals);
        amounts = Map.copyOf(amounts);
    }

    /** The same, marked for the sample where an evaluation with this id is of it. */
    Verdict sampledFor(UUID evaluation, double rate) {
        boolean marked = outcome == Outcome.PROCEED && Sampling.marks(evaluation, rate);
        return new Verdict(outcome, reasons, firedSignals, signalOwner, urgency, amounts, marked);
    }
}
