package dev.countersign.policy.evaluation;

import dev.countersign.contracts.Principal;
import dev.countersign.contracts.event.Outcome;
import dev.countersign.contracts.event.Reason;
import dev.countersign.contracts.policy.Urgency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the policy says about an action.
 *
 * @param reasons why: of what is stricter than {@code proceed} everything that spoke, the strictest first; else what let it go
 * @param firedSignals the names of the signals that fired
 * @param signalOwner who owns a review with these signals, before anybody else
 * @param amounts what the action uses up of each limit, by the limit's name
 */
public record Verdict(
        Outcome outcome,
        List<Reason> reasons,
        List<String> firedSignals,
        @Nullable Principal signalOwner,
        Urgency urgency,
        Map<String, BigDecimal> amounts) {

    public Verdict {
        reasons = List.copyOf(reasons);
        firedSignals = List.copyOf(firedSignals);
        amounts = Map.copyOf(amounts);
    }
}
