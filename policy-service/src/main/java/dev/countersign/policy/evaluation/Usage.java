package dev.countersign.policy.evaluation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What went without a person within the window of each limit.
 *
 * @param byLimit by the limit's name; a limit that is not in it is unused
 */
public record Usage(Map<String, Used> byLimit) {

    public static final Usage NONE = new Usage(Map.of());

    public Usage {
        byLimit = Map.copyOf(byLimit);
    }

    /** How many actions, and what their sum is where the limit has one. */
    public record Used(long count, BigDecimal sum) {
        static final Used NOTHING = new Used(0, BigDecimal.ZERO);
    }

    /** The same without one use of each of these limits. */
    Usage without(Map<String, BigDecimal> own) {
        Map<String, Used> others = new HashMap<>(byLimit);
        own.forEach((limit, amount) -> others.computeIfPresent(
                limit, (name, used) -> new Used(used.count() - 1, used.sum().subtract(amount))));
        return new Usage(others);
    }

    Used of(String limit) {
        return byLimit.getOrDefault(limit, Used.NOTHING);
    }
}
